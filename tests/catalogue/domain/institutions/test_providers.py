from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from catalogue.domain.institutions.providers import (
    Providers,
    add_alias,
    find_institution,
    find_or_make_institution,
    name_key,
)
from catalogue.models import Institution
from catalogue.models.vocabulary import load_vocabularies
from tests.factories import make_institution


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("中国地质大学（武汉）", "中国地质大学(武汉)"),
        ("南昌　大学", "南昌大学"),
        ("國立臺灣大學", "国立台湾大学"),
        ("MIT", "mit"),
    ],
)
def test_width_script_case_and_blanks_do_not_matter(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("哈尔滨工业大学", "哈尔滨工业大学（深圳）"),
        ("中国矿业大学", "中国矿业大学（北京）"),
        ("南京大学", "南京大学金陵学院"),
        ("电子科技大学", "西安电子科技大学"),
    ],
)
def test_a_campus_or_college_is_an_institution_of_its_own(session: Session, one: str, other: str) -> None:
    assert find_or_make_institution(session, one) is not find_or_make_institution(session, other)


@pytest.mark.parametrize(
    ("name", "usual"), [("北大", "北京大学"), ("哈工大", "哈尔滨工业大学"), ("上海体育学院", "上海体育大学")]
)
def test_abbreviations_and_former_names_mean_the_institution(session: Session, name: str, usual: str) -> None:
    made = find_or_make_institution(session, name)
    assert made.name == usual
    assert find_or_make_institution(session, usual) is made


def test_an_alias_a_person_gave_goes_before_the_vocabulary(session: Session) -> None:
    ours = find_or_make_institution(session, "北方大讲堂")
    add_alias(session, ours, "北大")

    assert find_institution(session, "北大") is ours


@pytest.fixture
def own_providers(tmp_path: Path) -> Iterator[Path]:
    """An operator's vocabularies; the shipped ones are loaded again afterwards."""
    words = '[{"code": "jxnet", "label": "江西网络学院", "aliases": ["赣网院"]}]'
    (tmp_path / "providers.json").write_text(words, encoding="utf-8")
    yield tmp_path
    load_vocabularies()


def test_an_operator_adds_names_of_their_own(session: Session, own_providers: Path) -> None:
    load_vocabularies(own_providers)
    assert find_or_make_institution(session, "赣网院").name == "江西网络学院"


def test_names_of_a_batch_are_found_at_once_and_unknown_ones_stay_unknown(session: Session) -> None:
    peking = find_or_make_institution(session, "北京大学")
    providers = Providers(session)
    providers.look_up(["北大", "没人说过的学院", ""])

    known = [providers.known_id(name, 7) for name in ("北大", "没人说过的学院", "")]
    assert known == [peking.id, None, 7]
    assert session.query(Institution).filter_by(name="没人说过的学院").count() == 0


def test_missing_names_are_made_once(session: Session) -> None:
    providers = Providers(session)
    providers.make_missing(["新学院", "新 学院", ""])
    assert session.query(Institution).filter(Institution.name.contains("学院")).count() == 1


def test_an_institution_never_known_by_its_name_is_found_by_it(session: Session) -> None:
    school = make_institution(session, name="赣江数字学院")
    assert find_or_make_institution(session, "赣江数字学院") is school
    assert find_institution(session, "赣江数字学院") is school
