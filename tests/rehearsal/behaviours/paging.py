"""OAI-PMH repositories whose pages move while they are read."""

from tests.rehearsal.answering import answer, in_turn
from tests.rehearsal.behaviour import Expected, behaviour, fails
from tests.rehearsal.courses import courses, titles
from tests.rehearsal.documents import oai_error, oai_list, oai_record
from tests.rehearsal.host import Host

SECOND = "/oai?verb=ListRecords&resumptionToken=second"
PAGE = 3


@behaviour("oai_pmh")
def moving_items(host: Host) -> Expected:
    """An item is added on top between two requests, so that the last of the first page comes again on the second."""
    listed = courses(host.name)
    host.serve("/oai", oai_list(map(oai_record, listed[:PAGE]), token="second"), "text/xml")
    host.serve(SECOND, oai_list(map(oai_record, listed[PAGE - 1 :])), "text/xml")
    return Expected("/oai", good=titles(listed), repeated=1)


@behaviour("oai_pmh")
def token_expires_once(host: Host) -> Expected:
    """The token has run out when it is first given back; what came is forgotten and the list read anew."""
    listed = courses(host.name)
    host.serve("/oai", oai_list(map(oai_record, listed[:PAGE]), token="second"), "text/xml")
    expired = answer(oai_error("badResumptionToken", "expired"), "text/xml")
    second = answer(oai_list(map(oai_record, listed[PAGE:])), "text/xml")
    host.answers[SECOND] = in_turn(expired, second)
    return Expected("/oai", good=titles(listed))


@behaviour("oai_pmh")
def token_expires_always(host: Host) -> Expected:
    """Every token has run out when it is given back."""
    host.serve("/oai", oai_list(map(oai_record, courses(host.name)), token="second"), "text/xml")
    host.serve(SECOND, oai_error("badResumptionToken", "expired"), "text/xml")
    return fails("/oai", "badResumptionToken")


@behaviour("oai_pmh")
def token_repeated(host: Host) -> Expected:
    """Every page gives the same token, so that the list would never end."""
    host.serve("/oai", oai_list(map(oai_record, courses(host.name)), token="second"), "text/xml")
    return fails("/oai", "反复给出同一个续传标记")
