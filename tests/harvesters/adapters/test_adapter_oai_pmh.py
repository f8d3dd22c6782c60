"""OAI-PMH: pages, tokens, errors and times."""

from datetime import UTC, datetime

import pytest
from loopback import Site
from reading import read_all, titles

from harvesters import registry
from harvesters.errors import SourceError, TokenExpired
from harvesters.http import Http

FIRST = "/oai?verb=ListRecords&metadataPrefix=oai_dc"
CLOCK = datetime(2026, 11, 25, 8, tzinfo=UTC)
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'


def answer(body: str) -> str:
    return f'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">{body}</OAI-PMH>'


def record(number: int) -> str:
    dc = f"<dc:title>第{number}课</dc:title><dc:identifier>https://a.example/{number}</dc:identifier>"
    return f"<record><header><identifier>{number}</identifier></header><metadata><dc {DC}>{dc}</dc></metadata></record>"


def page(*numbers: int, token: str = "") -> str:
    records = "".join(map(record, numbers))
    return answer(f"<ListRecords>{records}<resumptionToken>{token}</resumptionToken></ListRecords>")


def error(code: str) -> str:
    return answer(f'<error code="{code}">reason</error>')


def keys(http: Http, site: Site, **options: object) -> list[str]:
    return [item.key for item in registry.get("oai_pmh").find(http, {"url": site.url + "/oai", **options})]


def test_items_carry_the_token_of_the_page_after_theirs(site: Site, http: Http) -> None:
    site.serve(FIRST, page(1, 2, token="two"))
    site.serve("/oai?verb=ListRecords&resumptionToken=two", page(3))

    items = registry.get("oai_pmh").find(http, {"url": site.url + "/oai"})

    assert [(item.key, item.token) for item in items] == [("1", "two"), ("2", "two"), ("3", "")]


def test_a_harvest_goes_on_from_its_token(site: Site, http: Http) -> None:
    site.serve("/oai?verb=ListRecords&resumptionToken=two", page(3))

    assert keys(http, site, resume="two") == ["3"]


def test_an_expired_token_is_told_apart(site: Site, http: Http) -> None:
    site.serve("/oai?verb=ListRecords&resumptionToken=old", error("badResumptionToken"))

    with pytest.raises(TokenExpired, match="badResumptionToken"):
        keys(http, site, resume="old")


def test_a_token_that_comes_again_ends_the_harvest(site: Site, http: Http) -> None:
    site.serve(FIRST, page(1, token="same"))
    site.serve("/oai?verb=ListRecords&resumptionToken=same", page(2, token="same"))

    with pytest.raises(SourceError, match="反复给出同一个续传标记"):
        keys(http, site)


@pytest.mark.parametrize(
    ("granularity", "wanted"), [("YYYY-MM-DD", "2026-11-22"), ("YYYY-MM-DDThh:mm:ssZ", "2026-11-22T16:30:00Z")]
)
def test_only_changes_are_asked_for_in_the_servers_granularity(
    site: Site, http: Http, granularity: str, wanted: str
) -> None:
    site.serve("/oai?verb=Identify", answer(f"<Identify><granularity>{granularity}</granularity></Identify>"))
    site.serve("/oai", error("noRecordsMatch"))

    assert keys(http, site, since=datetime(2026, 11, 22, 16, 30, tzinfo=UTC)) == []
    assert site.requests[-1] == f"{FIRST}&from={wanted.replace(':', '%3A')}"


@pytest.mark.parametrize(
    ("deletions", "told"),
    [("persistent", CLOCK), ("transient", CLOCK), ("no", None)],
)
def test_items_tell_the_servers_clock_where_it_tells_deletions(
    site: Site, http: Http, deletions: str, told: datetime | None
) -> None:
    site.serve("/oai?verb=Identify", answer(f"<Identify><deletedRecord>{deletions}</deletedRecord></Identify>"))
    site.serve(
        FIRST, page(1).replace("<ListRecords>", "<responseDate>2026-11-25T08:00:00Z</responseDate><ListRecords>")
    )

    [item] = registry.get("oai_pmh").find(http, {"url": site.url + "/oai"})

    assert item.answered_at == told


@pytest.mark.parametrize("clock", ["", "yesterday", "2026-13-45T00:00:00Z", "0001-01-01T00:00:00+09:00"])
def test_a_clock_that_is_no_time_is_not_believed(site: Site, http: Http, clock: str) -> None:
    site.serve("/oai?verb=Identify", answer("<Identify><deletedRecord>persistent</deletedRecord></Identify>"))
    site.serve(FIRST, page(1).replace("<ListRecords>", f"<responseDate>{clock}</responseDate><ListRecords>"))

    [item] = registry.get("oai_pmh").find(http, {"url": site.url + "/oai"})

    assert item.answered_at is None


def test_a_repository_that_cannot_tell_changes_is_asked_for_everything(site: Site, http: Http) -> None:
    site.serve("/oai?verb=Identify", answer("<Identify/>"))
    site.serve(f"{FIRST}&from=2026-11-22", error("badArgument"))
    site.serve(FIRST, page(1, 2))

    assert keys(http, site, since=datetime(2026, 11, 22, tzinfo=UTC)) == ["1", "2"]


@pytest.mark.parametrize("code", ["badArgument", "cannotDisseminateFormat", "noSetHierarchy", "unheardOf"])
def test_errors_of_the_protocol_are_told(site: Site, http: Http, code: str) -> None:
    site.serve("/oai", error(code))

    with pytest.raises(SourceError, match=f"OAI-PMH 服务器报告错误 {code}：reason"):
        keys(http, site)


@pytest.mark.parametrize("body", ["", "broken xml<OAI-PMH/>", page(1)[:-10], answer("&nbsp;"), "<html/>"])
def test_a_broken_answer_is_an_error_of_the_source(site: Site, http: Http, body: str) -> None:
    site.serve("/oai", body)

    with pytest.raises(SourceError, match=r"XML 不完整|不是 OAI-PMH"):
        keys(http, site)


def test_an_address_may_carry_a_query_of_its_own(site: Site, http: Http) -> None:
    site.serve("/oai?set=x&verb=ListRecords&metadataPrefix=oai_dc", page(1))

    assert len(read_all(registry.get("oai_pmh"), http, {"url": site.url + "/oai?set=x#top"})) == 1


def identifiers(http: Http, site: Site, **options: object) -> list[tuple[str, str]]:
    return [
        (item.key, item.token) for item in registry.get("oai_pmh").find(http, {"url": site.url + "/oai", **options})
    ]


@pytest.fixture
def two_sets(site: Site) -> Site:
    """The set `a` has two pages, `b` one that begins with a record of `a`."""
    site.serve(f"{FIRST}&set=a", page(1, token="a2"))
    site.serve("/oai?verb=ListRecords&resumptionToken=a2", page(2))
    site.serve(f"{FIRST}&set=b", page(2, 3))
    return site


def test_sets_are_walked_one_after_the_other_and_their_common_records_found_once(two_sets: Site, http: Http) -> None:
    assert identifiers(http, two_sets, set="a, b") == [("1", "a a2"), ("2", "b "), ("3", "")]


@pytest.mark.parametrize(("token", "rest"), [("a a2", ["2", "3"]), ("b ", ["2", "3"]), ("", ["1", "2", "3"])])
def test_a_harvest_of_sets_goes_on_from_its_token(two_sets: Site, http: Http, token: str, rest: list[str]) -> None:
    assert keys(http, two_sets, set="a b", resume=token) == rest


def test_a_repository_may_have_its_own_name_for_lom(site: Site, http: Http) -> None:
    formats = (
        "<metadataFormat><metadataPrefix>oai_dc</metadataPrefix></metadataFormat><metadataFormat>"
        "<metadataPrefix>ims</metadataPrefix>"
        "<metadataNamespace>http://ltsc.ieee.org/xsd/LOM</metadataNamespace></metadataFormat>"
    )
    site.serve("/oai?verb=ListRecords&metadataPrefix=oai_lom", error("cannotDisseminateFormat"))
    site.serve("/oai?verb=ListMetadataFormats", answer(f"<ListMetadataFormats>{formats}</ListMetadataFormats>"))
    site.serve("/oai?verb=ListRecords&metadataPrefix=ims", page(1))

    assert keys(http, site, prefix="oai_lom") == ["1"]
    with pytest.raises(SourceError, match="没有格式“marc”；选项 prefix 可用的有：oai_dc、ims"):
        site.serve("/oai?verb=ListRecords&metadataPrefix=marc", error("cannotDisseminateFormat"))
        keys(http, site, prefix="marc")


def test_a_broken_record_does_not_hide_the_others(site: Site, http: Http) -> None:
    broken = page(1, 2, 3, token="more").replace("第2课", "第2课&nbsp;\x0b")
    site.serve(FIRST, broken)
    site.serve("/oai?verb=ListRecords&resumptionToken=more", page(4))

    assert titles(read_all(registry.get("oai_pmh"), http, {"url": site.url + "/oai"})) == [
        "第1课",
        "这条记录的 XML 有错误，无法读取",
        "第3课",
        "第4课",
    ]


def test_a_broken_record_keeps_its_key(site: Site, http: Http) -> None:
    site.serve(FIRST, page(7).replace("第7课", "<"))

    assert keys(http, site) == ["7"]


def test_a_page_cut_off_is_not_taken_for_whole(site: Site, http: Http) -> None:
    site.serve(FIRST, page(1, 2, 3)[:-60])

    with pytest.raises(SourceError, match="XML 不完整"):
        keys(http, site)


@pytest.mark.parametrize(
    ("name", "value"), [("url", "repository"), ("set", "a b?c"), ("set", "a:"), ("prefix", "oai dc")]
)
def test_a_wrong_option_is_named(name: str, value: str) -> None:
    with pytest.raises(SourceError, match=f"的选项“{name}”有误："):
        registry.check_options(registry.get("oai_pmh"), {"url": "https://a.example/oai", name: value})
