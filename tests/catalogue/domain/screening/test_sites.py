import pytest
from sqlalchemy.orm import Session

from catalogue.domain.intake.resources import take_in
from catalogue.domain.screening.sites import ENOUGH, known_sites, site_of
from catalogue.models import Source
from tests.factories import make_record, make_source


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("www.icourse163.org", "icourse163.org"),
        ("mooc.ncu.edu.cn", "ncu.edu.cn"),
        ("www.open.ac.uk", "open.ac.uk"),
        ("www.example.cn", "example.cn"),
        ("example.cn", "example.cn"),
        ("10.0.0.1", "10.0.0.1"),
        ("localhost", "localhost"),
        ("", ""),
    ],
)
def test_a_site_is_what_its_owner_registered(host: str, site: str) -> None:
    assert site_of(host) == site


def source_with(session: Session, hosts: list[str]) -> Source:
    source = make_source(session, url="https://api.example.org/")
    for number, host in enumerate(hosts):
        take_in(session, source, make_record(url=f"https://{host}/{number}", title=f"第{number}讲"))
    return source


def test_a_source_of_one_site_keeps_to_it_and_to_its_own(session: Session) -> None:
    source = source_with(session, ["mooc.ncu.edu.cn"] * ENOUGH)

    assert known_sites(session, source) == {"ncu.edu.cn", "example.org"}


def test_a_young_source_has_no_habits(session: Session) -> None:
    assert known_sites(session, source_with(session, ["mooc.ncu.edu.cn"] * (ENOUGH - 1))) == frozenset()


def test_a_list_of_links_to_everywhere_has_none(session: Session) -> None:
    assert known_sites(session, source_with(session, [f"site{n}.com" for n in range(ENOUGH)])) == frozenset()
