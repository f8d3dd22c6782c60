"""IEEE LOM in its versions."""

import pytest

from harvesters.errors import RecordError
from harvesters.formats.lom import collect_lom, find_lom, lom_address, read_lom
from harvesters.formats.xml import parse_xml
from harvesters.record import ResourceRecord

NAMESPACE = "http://ltsc.ieee.org/xsd/LOM"
TITLE = "<general><title><string>一</string></title></general>"
PLACE = "<technical><location>https://a.example/1</location></technical>"


def read(inside: str, namespace: str = NAMESPACE) -> ResourceRecord:
    metadata = parse_xml(f'<metadata><lom xmlns="{namespace}">{inside}</lom></metadata>'.encode())
    lom = find_lom(metadata)
    assert lom is not None
    data = collect_lom(lom)
    return read_lom("1", lom_address(data), data)


@pytest.mark.parametrize(
    "namespace", [NAMESPACE, "http://ltsc.ieee.org/xsd/LOMv1p0", "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1_LOM"]
)
def test_every_version_is_read(namespace: str) -> None:
    assert read(TITLE + PLACE, namespace).title == "一"


def test_what_is_no_lom_is_not_taken_for_it() -> None:
    assert find_lom(parse_xml(b'<metadata><lom xmlns="http://a.example/"/><lom/></metadata>')) is None


@pytest.mark.parametrize("inside", [TITLE, PLACE])
def test_a_title_and_an_address_are_needed(inside: str) -> None:
    with pytest.raises(RecordError, match=r"没有标题|没有地址"):
        read(inside)


def test_words_in_chinese_come_first() -> None:
    words = '<string language="en">One</string><string language="zh-Hans">一</string>'

    assert read(f"<general><title>{words}</title></general>{PLACE}").title == "一"


@pytest.mark.parametrize(("cost", "read_as"), [("no", "free"), ("yes", "paid"), ("maybe", "unknown"), ("", "unknown")])
def test_the_cost(cost: str, read_as: str) -> None:
    assert read(f"{TITLE}{PLACE}<rights><cost><value>{cost}</value></cost></rights>").cost == read_as


@pytest.mark.parametrize(
    ("difficulty", "level"),
    [
        ("very easy", "starter"),
        ("Easy", "basic"),
        ("medium", "intermediate"),
        ("very difficult", "advanced"),
        ("x", ""),
    ],
)
def test_the_level(difficulty: str, level: str) -> None:
    inside = f"<educational><difficulty><value>{difficulty}</value></difficulty></educational>"

    assert read(TITLE + PLACE + inside).level == level


@pytest.mark.parametrize(
    ("entity", "provider"),
    [
        ("BEGIN:VCARD\nFN:张三\nORG:示例大学;图书馆\nEND:VCARD", "示例大学"),
        ("BEGIN:VCARD\nFN;CHARSET=UTF-8:示例出版社\nEND:VCARD", "示例出版社"),
        ("示例机构", "示例机构"),
        ("BEGIN:VCARD\nEND:VCARD", ""),
    ],
)
def test_the_publisher_is_read_from_a_visiting_card(entity: str, provider: str) -> None:
    role = "<role><value>publisher</value></role>"

    assert read(
        f"{TITLE}{PLACE}<lifeCycle><contribute>{role}<entity>{entity}</entity></contribute></lifeCycle>"
    ).provider == (provider)
