"""OAI-PMH: pages, tokens, errors and times."""

from datetime import UTC, datetime

import pytest
from loopback import Site
from reading import read_all

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
