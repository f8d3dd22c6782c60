"""OAI-PMH 2.0 repositories of Dublin Core or IEEE LOM: https://www.openarchives.org/OAI/openarchivesprotocol.html"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from lxml import etree

from harvesters.errors import OptionError, RecordError, SourceError
from harvesters.formats.keys import bounded_key
from harvesters.formats.lom import collect_lom, find_lom, lom_address, read_lom
from harvesters.formats.oai_dc import choose_address, collect_elements, read_elements
from harvesters.formats.oai_pages import UNREADABLE
from harvesters.formats.oai_protocol import (
    OAI,
    ProtocolError,
    fetch,
    first_request,
    identify,
    offered_prefix,
    response_date,
    resumed,
)
from harvesters.formats.options import check_address
from harvesters.http import Http
from harvesters.record import Item, Options, OptionSpec, ResourceRecord

SET = re.compile(r"[A-Za-z0-9\-_.!~*'()]+(?::[A-Za-z0-9\-_.!~*'()]+)*$")
PREFIX = re.compile(r"[A-Za-z0-9\-_.!~*'()]+$")


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
        """Items tell the repository's clock unless it keeps silent about deletions: then only whole lists show them."""
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


def to_item(record: etree._Element, token: str, answered_at: datetime | None) -> Item:
    """One record as found: its identifier, its metadata and the token of the page after its own."""
    header = record.find(f"{OAI}header")
    status = header.get("status") if header is not None else ""
    key = bounded_key(record.findtext(f"{OAI}header/{OAI}identifier") or "")
    url, data = metadata_of(record)
    if status == UNREADABLE:
        data = {"problem": "这条记录的 XML 有错误，无法读取"}
    return Item(key, url, data, deleted=status == "deleted", token=token, answered_at=answered_at)


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
