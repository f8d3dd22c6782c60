"""OAI-PMH 2.0 repositories with Dublin Core records: https://www.openarchives.org/OAI/openarchivesprotocol.html"""

from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlencode, urlsplit, urlunsplit

from lxml import etree

from harvesters.errors import SourceError
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


class OaiPmh:
    """Every record of a repository or of one of its sets, deleted ones too."""

    title = "OAI-PMH（Dublin Core）"
    full_list = True
    options = (
        OptionSpec("url", "OAI-PMH 接口的基础地址，不带 verb 参数", required=True),
        OptionSpec("set", "只采集这一个 set（setSpec）"),
    )

    def find(self, http: Http, options: Options) -> Iterator[Item]:
        """Walk the pages of ListRecords; `since` asks for changes only, `resume` goes on from a token."""
        token = str(options.get("resume") or "")
        try:
            yield from self._walk(http, options, token)
        except ProtocolError as error:
            if error.code != "badResumptionToken":
                raise
            # The token has expired. What was seen comes again, which costs time and loses nothing.
            yield from self._walk(http, options, "")

    def read(self, item: Item) -> ResourceRecord | None:
        """Read the Dublin Core elements of one record."""
        return None if item.deleted else read_elements(item.key, item.data)

    def _walk(self, http: Http, options: Options, token: str) -> Iterator[Item]:
        arguments = resumed(token) if token else first_request(http, options)
        seen = {token}
        while True:
            page = fetch(http, str(options["url"]), arguments)
            following = (page.findtext(f"{OAI}ListRecords/{OAI}resumptionToken") or "").strip()
            for record in page.findall(f"{OAI}ListRecords/{OAI}record"):
                yield to_item(record, following)
            if not following:
                return
            if following in seen:
                raise SourceError("OAI-PMH 服务器反复给出同一个续传标记，采集无法继续")
            seen.add(following)
            arguments = resumed(following)


def first_request(http: Http, options: Options) -> dict[str, str]:
    """The arguments of the first ListRecords; the granularity of `from` is asked for when it is needed."""
    arguments = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
    if options.get("set"):
        arguments["set"] = str(options["set"])
    since = options.get("since")
    if isinstance(since, datetime):
        identity = fetch(http, str(options["url"]), {"verb": "Identify"})
        seconds = "ss" in (identity.findtext(f"{OAI}Identify/{OAI}granularity") or "")
        arguments["from"] = since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ" if seconds else "%Y-%m-%d")
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
    if error is not None and error.get("code") != "noRecordsMatch":
        raise ProtocolError(str(error.get("code", "")), str(error.text or "").strip())
    return root


def to_item(record: etree._Element, token: str) -> Item:
    """One record as found: its identifier, its elements and the token of the page after its own."""
    header = record.find(f"{OAI}header")
    metadata = record.find(f"{OAI}metadata")
    elements = collect_elements(metadata) if metadata is not None else {}
    key = record.findtext(f"{OAI}header/{OAI}identifier") or ""
    deleted = header is not None and header.get("status") == "deleted"
    return Item(key=bounded_key(key), url=choose_address(elements), data=elements, deleted=deleted, token=token)
