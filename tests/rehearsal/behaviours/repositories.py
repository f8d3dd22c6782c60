"""OAI-PMH repositories that keep the protocol, in its less common parts."""

from tests.rehearsal.behaviour import Expected, behaviour, fails
from tests.rehearsal.courses import courses, titles
from tests.rehearsal.documents import oai_deleted, oai_error, oai_list, oai_record
from tests.rehearsal.host import Host


@behaviour("oai_pmh")
def repository(host: Host) -> Expected:
    """Three pages, with two records that were deleted before anybody read them and one without an address."""
    listed = courses(host.name)
    nameless = oai_record(courses(host.name, 1, first=90)[0]).replace("https://", "urn:")
    pages = [
        [oai_record(listed[0]), oai_record(listed[1]), oai_deleted("x-1")],
        [oai_record(listed[2]), nameless, oai_record(listed[3])],
        [oai_deleted("x-2"), oai_record(listed[4]), oai_record(listed[5])],
    ]
    host.serve("/oai", oai_list(pages[0], token="a&b 1"), "text/xml")
    host.serve("/oai?verb=ListRecords&resumptionToken=a%26b+1", oai_list(pages[1], token="3"), "text/xml")
    host.serve("/oai?verb=ListRecords&resumptionToken=3", oai_list(pages[2]), "text/xml")
    return Expected("/oai", good=titles(listed), bad=("没有 http 或 https 地址",), deleted=2)


@behaviour("oai_pmh")
def repository_without_records(host: Host) -> Expected:
    """Says noRecordsMatch, the protocol's word for an empty list."""
    host.serve("/oai", oai_error("noRecordsMatch"), "text/xml")
    return Expected("/oai")


@behaviour("oai_pmh")
def repository_that_refuses(host: Host) -> Expected:
    """Answers every request with the protocol's error badVerb."""
    host.serve("/oai", oai_error("badVerb", "Illegal verb"), "text/xml")
    return fails("/oai", "badVerb")
