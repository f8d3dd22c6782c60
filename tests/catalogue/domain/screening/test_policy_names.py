import json
from pathlib import Path

import pytest

from catalogue.domain.screening.policy_names import FILE, PolicyNames, policy_names, read_names, use_policy_names
from catalogue.models.vocabulary import SHIPPED, VocabularyError


def found(names: PolicyNames, text: str) -> list[str]:
    return [name.name for _match, name in names.found(text)]


def test_every_shipped_name_is_found_in_a_sentence() -> None:
    shipped = read_names(SHIPPED / FILE)

    missed = [name.name for name in shipped if found(PolicyNames(shipped), f"见{name.name}。") != [name.name]]

    assert missed == []


def test_what_to_write_instead_is_not_itself_outdated() -> None:
    shipped = read_names(SHIPPED / FILE)

    assert [name.name for name in shipped if found(PolicyNames(shipped), name.instead)] == []


def test_an_installation_adds_names_of_its_own(tmp_path: Path) -> None:
    row = {"name": "示范县教委", "problem": "2019 年改名", "instead": "示范县教育局"}
    (tmp_path / FILE).write_text(json.dumps([row]), encoding="utf-8")
    use_policy_names(tmp_path)

    assert found(policy_names(), "示范县教委和国家旅游局") == ["示范县教委", "国家旅游局"]


def test_an_installations_broken_file_leaves_the_shipped_names(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("{broken", encoding="utf-8")
    use_policy_names(tmp_path)

    assert found(policy_names(), "国家旅游局") == ["国家旅游局"]


@pytest.mark.parametrize("content", ["{broken", '{"name": "x"}', '[{"name": "x"}]', '["x"]', "3"])
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content, encoding="utf-8")

    with pytest.raises(VocabularyError, match=r"policy_names\.json"):
        read_names(tmp_path / FILE)
