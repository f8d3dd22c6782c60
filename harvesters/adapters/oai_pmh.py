"""OAI-PMH 2.0 repositories of Dublin Core or IEEE LOM: https://www.openarchives.org/OAI/openarchivesprotocol.html"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from lxml import etree

from harvesters.errors import OptionError, RecordError, SourceError
from harvesters.formats.keys import bounded_key
from harvesters.formats.lom import collect_lom, find_lom, lom_address, read_lom
from harvesters.formats.oai_dc import choose_address, collect_elements, read_elements
from harvesters.formats.oai_pages import UNREADABLE, parse_answer
from harvesters.formats.options import check_address
from harvesters.http import Http
from harvesters.record import Item, Options, OptionSpec, ResourceRecord

OAI = "{http://www.openarchives.org/OAI/2.0/}"
SET = re.compile(r"[A-Za-z0-9\-_.!~*'()]+(?::[A-Za-z0-9\-_.!~*'()]+)*$")
DUBLIN_CORE = "oai_dc"
PREFIX = re.compile(r"[A-Za-z0-9\-_.!~*'()]+$")


class ProtocolError(SourceError):
    """The repository answered with an error of the protocol; `code` is its code."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"OAI-PMH 服务器报告错误 {code}：{message[:200]}")
        self.code = code


def check_sets(text: str) -> list[str]:
    """The setSpecs in the option `set`, separated by spaces or commas. Raises OptionError."""
    sets = re.split(r"[\s,，]+", text.strip()) if text.strip() else []
    if wrong := [name for name in sets if not SET.match(name)]:
        raise OptionError(f"“{wrong[0][:100]}”不是 setSpec，应写成 video 或 course:it 的样子，几个之间用空格分开")
    return sets


def check_prefix(text: str) -> None:
    """Refuse what cannot be a metadataPrefix. Raises OptionError."""
    if not PREFIX.match(text):
        raise OptionError(f"“{text[:100]}”不是 metadataPrefix，应写成 oai_dc 或 oai_lom 的样子")


class OaiPmh:
    """Every record of a repository or of some of its sets, deleted ones too."""

    title = "OAI-PMH（Dublin Core、LOM）"
    full_list = True
    options = (
        OptionSpec("url", "OAI-PMH 接口的基础地址，不带 verb 参数", required=True, check=check_address),
        OptionSpec("set", "只采集这些 set（setSpec），几个之间用空格分开", check=check_sets),
        OptionSpec("prefix", "元数据格式（metadataPrefix），oai_dc 或 LOM 的名字，不填是 oai_dc", check=check_prefix),
    )

    def find(self, http: Http, options: Options) -> Iterator[Item]:
        """Walk the pages of ListRecords, set after set; `since` asks for changes only, `resume` goes on from a token.

        With several sets a token begins with the set it belongs to, and a record in two of them is found once.
        """
        sets = check_sets(str(options.get("set") or ""))
        if len(sets) < 2:
            yield from self._in_format(http, options)
            return
        begun, _, token = str(options.get("resume") or "").partition(" ")
        sets, token = (sets[sets.index(begun) :], token) if begun in sets else (sets, "")
        found: set[str] = set()
        for name, following in zip(sets, [*sets[1:], ""], strict=True):
            for item in self._in_format(http, {**options, "set": name, "resume": token}):
                if not item.key or item.key not in found:
                    found.add(item.key)
                    yield replace(item, token=f"{name} {item.token}" if item.token else f"{following} ".lstrip())
            token = ""

    def read(self, item: Item) -> ResourceRecord | None:
        """Read the Dublin Core elements or the LOM of one record."""
        if item.data.get("problem"):
            raise RecordError(item.data["problem"])
        if item.deleted:
            return None
        return read_lom(item.key, item.url, item.data) if "lom" in item.data else read_elements(item.key, item.data)

    def _in_format(self, http: Http, options: Options) -> Iterator[Item]:
        """The records in the format wanted, or in LOM by the name the repository has for it."""
        try:
            yield from self._list(http, options)
        except ProtocolError as error:
            if error.code != "cannotDisseminateFormat":
                raise
            yield from self._list(http, {**options, "prefix": offered_prefix(http, options)})

    def _list(self, http: Http, options: Options) -> Iterator[Item]:
        token = str(options.get("resume") or "")
        try:
            yield from self._walk(http, options, token)
        except ProtocolError as error:
            if error.code != "badResumptionToken":
                raise
            # The token has expired. What was seen comes again, which costs time and loses nothing.
            yield from self._walk(http, options, "")

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
    arguments = {"verb": "ListRecords", "metadataPrefix": str(options.get("prefix") or DUBLIN_CORE)}
    if options.get("set"):
        arguments["set"] = str(options["set"])
    since = options.get("since")
    if isinstance(since, datetime):
        identity = fetch(http, str(options["url"]), {"verb": "Identify"})
        seconds = "ss" in (identity.findtext(f"{OAI}Identify/{OAI}granularity") or "")
        arguments["from"] = since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ" if seconds else "%Y-%m-%d")
    return arguments


def offered_prefix(http: Http, options: Options) -> str:
    """The repository's name for LOM when LOM was wanted. Raises SourceError naming the formats it has."""
    answer = fetch(http, str(options["url"]), {"verb": "ListMetadataFormats"})
    offered = {
        (kind.findtext(f"{OAI}metadataPrefix") or "").strip(): kind.findtext(f"{OAI}metadataNamespace") or ""
        for kind in answer.iter(f"{OAI}metadataFormat")
    }
    wanted = str(options.get("prefix") or DUBLIN_CORE)
    named = [prefix for prefix, namespace in offered.items() if "LOM" in namespace.upper() or "lom" in prefix.lower()]
    if "lom" not in wanted.lower() or not named:
        raise SourceError(f"这个仓储没有格式“{wanted}”；选项 prefix 可用的有：{'、'.join(offered)[:300]}")
    return named[0]


def resumed(token: str) -> dict[str, str]:
    """The arguments that ask for the page a token stands for; the protocol allows no others beside it."""
    return {"verb": "ListRecords", "resumptionToken": token}


def fetch(http: Http, base: str, arguments: dict[str, str]) -> etree._Element:
    """One answer of the repository. Raises SourceError for errors of the protocol; an empty list is none."""
    parts = urlsplit(base.strip())
    query = "&".join(filter(None, (parts.query, urlencode(arguments))))
    root = parse_answer(http.get(urlunsplit(parts._replace(query=query, fragment=""))).content)
    if root.tag != f"{OAI}OAI-PMH":
        raise SourceError("这个地址返回的不是 OAI-PMH 2.0 的回答，请检查基础地址")
    error = root.find(f"{OAI}error")
    if error is not None and error.get("code") != "noRecordsMatch":
        raise ProtocolError(str(error.get("code", "")), str(error.text or "").strip())
    return root


def to_item(record: etree._Element, token: str) -> Item:
    """One record as found: its identifier, its metadata and the token of the page after its own."""
    header = record.find(f"{OAI}header")
    status = header.get("status") if header is not None else ""
    key = bounded_key(record.findtext(f"{OAI}header/{OAI}identifier") or "")
    url, data = metadata_of(record)
    if status == UNREADABLE:
        data = {"problem": "这条记录的 XML 有错误，无法读取"}
    return Item(key=key, url=url, data=data, deleted=status == "deleted", token=token)


def metadata_of(record: etree._Element) -> tuple[str, dict[str, Any]]:
    """The address a record names and its metadata, as JSON values."""
    metadata = record.find(f"{OAI}metadata")
    if metadata is None:
        return "", {}
    lom = find_lom(metadata)
    if lom is not None:
        data = collect_lom(lom)
        return lom_address(data), data
    elements = collect_elements(metadata)
    return choose_address(elements), dict(elements)
