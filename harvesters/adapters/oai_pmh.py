"""OAI-PMH 2.0 repositories with Dublin Core records: https://www.openarchives.org/OAI/openarchivesprotocol.html"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode, urlsplit, urlunsplit

from lxml import etree

from harvesters.errors import HttpError, SourceError, TokenExpired
from harvesters.formats.keys import bounded_key
from harvesters.formats.oai_dc import choose_address, collect_elements, read_elements
from harvesters.formats.xml import parse_xml
from harvesters.http import Http
from harvesters.record import Item, Options, OptionSpec, ResourceRecord

OAI = "{http://www.openarchives.org/OAI/2.0/}"


class ProtocolError(SourceError):
    """The repository answered with an error of the protocol; `code` is its code."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"OAI-PMH 服务器报告错误 {code}：{message[:200]}")
        self.code = code


@dataclass(frozen=True)
class Identity:
    """How a repository tells changes: by the second or the day, and with deletions or without."""

    seconds: bool = False
    tells_deletions: bool = False


class OaiPmh:
    """Every record of a repository or of one of its sets, deleted ones too."""

    title = "OAI-PMH（Dublin Core）"
    full_list = True
    options = (
        OptionSpec("url", "OAI-PMH 接口的基础地址，不带 verb 参数", required=True),
        OptionSpec("set", "只采集这一个 set（setSpec）"),
    )

    def find(self, http: Http, options: Options) -> Iterator[Item]:
        """Walk the pages of ListRecords; `since` asks for changes only, `resume` goes on from a token.

        Items tell the repository's clock unless it keeps silent about deletions: then only whole lists show them.
        """
        if token := str(options.get("resume") or ""):
            yield from self._walk(http, options, resumed(token), dated=False)
            return
        identity = identify(http, str(options["url"]))
        arguments = first_request(options, identity)
        try:
            yield from self._walk(http, options, arguments, dated=identity.tells_deletions)
        except ProtocolError as error:
            if error.code != "badArgument" or not arguments.pop("from", ""):
                raise
            # It cannot tell what changed; everything answers the question too.
            yield from self._walk(http, options, arguments, dated=identity.tells_deletions)

    def read(self, item: Item) -> ResourceRecord | None:
        """Read the Dublin Core elements of one record."""
        return None if item.deleted else read_elements(item.key, item.data)

    def _walk(self, http: Http, options: Options, arguments: dict[str, str], *, dated: bool) -> Iterator[Item]:
        seen = {arguments.get("resumptionToken", "")}
        while True:
            page = fetch(http, str(options["url"]), arguments)
            following = (page.findtext(f"{OAI}ListRecords/{OAI}resumptionToken") or "").strip()
            answered_at = response_date(page) if dated else None
            for record in page.findall(f"{OAI}ListRecords/{OAI}record"):
                yield to_item(record, following, answered_at)
            if not following:
                return
            if following in seen:
                raise SourceError("OAI-PMH 服务器反复给出同一个续传标记，采集无法继续")
            seen.add(following)
            arguments = resumed(following)


def identify(http: Http, base: str) -> Identity:
    """What the repository says of itself; the least the protocol demands when it cannot say."""
    try:
        answer = fetch(http, base, {"verb": "Identify"})
    except HttpError as error:
        if error.status is None:
            raise
        return Identity()
    except SourceError:
        return Identity()
    return Identity(
        seconds="ss" in (answer.findtext(f"{OAI}Identify/{OAI}granularity") or ""),
        tells_deletions=answer.findtext(f"{OAI}Identify/{OAI}deletedRecord") in ("persistent", "transient"),
    )


def response_date(page: etree._Element) -> datetime | None:
    """The repository's clock at this answer; None when it is not a time."""
    try:
        moment = datetime.fromisoformat((page.findtext(f"{OAI}responseDate") or "").strip())
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def first_request(options: Options, identity: Identity) -> dict[str, str]:
    """The arguments of the first ListRecords, its `from` as finely as the repository takes it."""
    arguments = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
    if options.get("set"):
        arguments["set"] = str(options["set"])
    since = options.get("since")
    if isinstance(since, datetime):
        pattern = "%Y-%m-%dT%H:%M:%SZ" if identity.seconds else "%Y-%m-%d"
        arguments["from"] = since.astimezone(UTC).strftime(pattern)
    return arguments


def resumed(token: str) -> dict[str, str]:
    """The arguments that ask for the page a token stands for; the protocol allows no others beside it."""
    return {"verb": "ListRecords", "resumptionToken": token}


def fetch(http: Http, base: str, arguments: dict[str, str]) -> etree._Element:
    """One answer of the repository. Raises SourceError for errors of the protocol; an empty list is none."""
    parts = urlsplit(base.strip())
    query = "&".join(filter(None, (parts.query, urlencode(arguments))))
    root = parse_xml(http.get(urlunsplit(parts._replace(query=query, fragment=""))).content)
    if root.tag != f"{OAI}OAI-PMH":
        raise SourceError("这个地址返回的不是 OAI-PMH 2.0 的回答，请检查基础地址")
    error = root.find(f"{OAI}error")
    if error is not None and error.get("code") == "badResumptionToken":
        raise TokenExpired("OAI-PMH 服务器不再认得续传标记（badResumptionToken），需要从头采集")
    if error is not None and error.get("code") != "noRecordsMatch":
        raise ProtocolError(str(error.get("code", "")), str(error.text or "").strip())
    return root


def to_item(record: etree._Element, token: str, answered_at: datetime | None) -> Item:
    """One record as found: its identifier, its elements and the token of the page after its own."""
    header = record.find(f"{OAI}header")
    metadata = record.find(f"{OAI}metadata")
    elements = collect_elements(metadata) if metadata is not None else {}
    key = record.findtext(f"{OAI}header/{OAI}identifier") or ""
    deleted = header is not None and header.get("status") == "deleted"
    url = choose_address(elements)
    return Item(bounded_key(key), url, elements, deleted=deleted, token=token, answered_at=answered_at)
