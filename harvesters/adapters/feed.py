"""RSS, Atom, RDF and JSON feeds, also those behind channels and playlists of YouTube and Bilibili."""

import calendar
import io
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser
from feedparser.encodings import convert_to_utf8

from harvesters.errors import SourceError
from harvesters.formats.addresses import resolve
from harvesters.formats.dates import read_date
from harvesters.formats.durations import from_seconds, read_duration
from harvesters.formats.finish import finished_resource
from harvesters.formats.html_text import plain_line, plain_text
from harvesters.formats.json_feed import json_entries
from harvesters.formats.json_text import storable
from harvesters.formats.keys import bounded_key
from harvesters.formats.options import check_address
from harvesters.formats.video_sites import feed_address, video_at
from harvesters.formats.xml import refuse_flood
from harvesters.http import Http, Response
from harvesters.record import Item, Options, OptionSpec, ResourceRecord

ENTITY = re.compile(rb'<!ENTITY\s+(\w+)\s+"([^"]*)"')
FIRST_ELEMENT = re.compile(rb"<\w")
MOST_ENTITIES, MOST_GROWTH = 300, 1_000_000
MOST_BYTES, MOST_NODES = 16 * 1024 * 1024, 400_000
"""feedparser takes about a second and up to 80 MB for 100,000 tags."""
LAST_RESORT = "windows-1252"
"""What feedparser takes for the encoding of a feed that cannot be read as what it declares."""
BARE_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,3})?$")
KINDS = {"video": "video", "audio": "audio"}


def check_place(text: str) -> None:
    """Refuse what is no web address, or one of YouTube or Bilibili that no feed stands behind. Raises OptionError."""
    check_address(text)
    feed_address(text, rsshub="https://rsshub.example")


class Feed:
    """The entries a feed shows at this moment: the newest, so what is absent is not gone."""

    title = "RSS / Atom 订阅"
    full_list = False
    options = (
        OptionSpec("url", "订阅的地址，或 YouTube、哔哩哔哩的频道、播放列表的地址", required=True, check=check_place),
        OptionSpec(
            "rsshub", "为哔哩哔哩生成订阅的 RSSHub 服务的地址，例如 https://rsshub.example", check=check_address
        ),
    )

    def find(self, http: Http, options: Options) -> Iterator[Item]:
        """Hand over each entry as it was understood, links resolved against the feed's address."""
        address = feed_address(str(options["url"]), str(options.get("rsshub") or ""))
        response = http.get(address, max_bytes=MOST_BYTES)
        for entry in entries(response):
            data = storable(entry)
            url = resolve(response.url, data["link"] or data["file"])
            if video := video_at(url):
                yield Item(key=video.key, url=video.url, data={**data, "file_type": "video"})
            else:
                yield Item(key=bounded_key(data["id"] or url or data["title"]), url=url, data=data)

    def read(self, item: Item) -> ResourceRecord | None:
        """Read one entry."""
        data: dict[str, Any] = item.data
        return finished_resource(
            ResourceRecord(
                key=item.key,
                url=item.url,
                title=plain_line(data["title"]) if data["title_is_html"] else data["title"],
                summary=plain_text(data["summary"]),
                body=plain_text(data["content"]),
                kind=KINDS.get(data["file_type"].partition("/")[0], ""),
                provider=plain_line(data["publisher"]),
                teachers=tuple(map(plain_line, data["authors"])),
                language=data["language"],
                subjects=tuple(map(plain_line, data["tags"])),
                duration=seconds(data["duration"]) or read_duration(data["duration"]),
                image=resolve(item.url, data["image"]),
                licence=plain_line(data["licence"]),
                published=read_date(data["published"]),
                updated=read_date(data["updated"]),
            )
        )


def entries(response: Response) -> Iterator[dict[str, Any]]:
    """The entries of a feed of any kind, in one form. Raises SourceError when it is none."""
    if response.content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        yield from json_entries(response.text)
        return
    feed = parse_feed(response)
    language = str(feed.feed.get("language") or "")
    for entry in feed.entries:
        yield to_data(entry, language)


def parse_feed(response: Response) -> Any:
    """What feedparser makes of an answer. Raises SourceError when it is no feed."""
    headers = {"content-type": response.headers.get("content-type", ""), "content-location": response.url}
    refuse_flood(response.content, MOST_NODES)
    feed = parse_bytes(headers, response.content)
    if feed.get("encoding") == LAST_RESORT and LAST_RESORT not in headers["content-type"].lower():
        # Nothing that was declared fits. Chinese encodings, which it does not know to look for, are told apart by us.
        feed = parse_bytes({**headers, "content-type": "application/xml; charset=utf-8"}, response.text.encode())
    if not feed.entries and not feed.get("version"):
        raise SourceError("这个地址返回的不是 RSS 或 Atom 订阅")
    return feed


def parse_bytes(headers: dict[str, str], content: bytes) -> Any:
    """What feedparser makes of bytes sent with these headers. Raises SourceError when they are dangerous or broken."""
    try:
        if entity_growth(headers, content) > MOST_GROWTH:
            raise SourceError("订阅里的 XML 实体展开后过大，为安全起见不读取")
        # A stream, never a string: feedparser would open strings as files or addresses.
        return feedparser.parse(io.BytesIO(content), response_headers=headers)
    except SourceError:
        raise
    except Exception as error:  # it means never to raise, but its parsers do on some inputs
        raise SourceError("订阅内容损坏，无法读取") from error


def entity_growth(headers: dict[str, str], content: bytes) -> int:
    """How many bytes the entities a feed declares would grow to: feedparser's lenient parser expands them all."""
    data = convert_to_utf8(headers, content, {})
    body = FIRST_ELEMENT.search(data)
    declared = ENTITY.findall(data[: body.start()]) if body else []
    if len(declared) > MOST_ENTITIES:
        return MOST_GROWTH + 1
    return sum(data.count(b"&" + name + b";") * len(value) for name, value in declared)


def to_data(entry: Any, language: str) -> dict[str, Any]:
    """The parts of an entry we read, as JSON values."""
    title = entry.get("title_detail") or {}
    contents = [part.get("value") or "" for part in entry.get("content") or []]
    enclosure: dict[str, Any] = next((link for link in entry.get("links") or [] if link.get("rel") == "enclosure"), {})
    media: dict[str, Any] = next(iter(entry.get("media_content") or []), {})
    thumbnails = [part.get("url") for part in entry.get("media_thumbnail") or []]
    authors = [author.get("name") for author in entry.get("authors") or []] or [entry.get("author")]
    return {
        "id": text(entry.get("id")),
        "link": text(entry.get("link")),
        "title": text(entry.get("title")),
        "title_is_html": title.get("type") != "text/plain",
        "summary": text(entry.get("summary")),
        "content": max(contents, key=len, default=""),
        "authors": [text(author) for author in authors if author],
        "tags": [text(tag.get("label") or tag.get("term")) for tag in entry.get("tags") or []],
        "publisher": text(entry.get("publisher")),
        "language": text(title.get("language") or language),
        "file": text(enclosure.get("href") or media.get("url")),
        "file_type": text(enclosure.get("type") or media.get("type") or media.get("medium")),
        "image": text(next(iter(thumbnails), "") or (entry.get("image") or {}).get("href")),
        "licence": text(entry.get("license") or entry.get("rights")),
        "duration": text(entry.get("itunes_duration") or media.get("duration")),
        "published": day(entry.get("published_parsed")),
        # Asked for without being there, feedparser would answer with the day of publication.
        "updated": day(entry.get("updated_parsed")) if "updated_parsed" in entry else "",
    }


def seconds(text: str) -> str:
    """The duration a bare number means: podcasts and videos count seconds."""
    return from_seconds(float(text)) if BARE_NUMBER.match(text) else ""


def text(value: Any) -> str:
    """A part of an entry as text; anything else feedparser may put there is nothing to us."""
    return value if isinstance(value, str) else ""


def day(moment: time.struct_time | None) -> str:
    """The instant feedparser read (in UTC), as ISO text; empty for none and for impossible ones."""
    if not moment:
        return ""
    try:
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=calendar.timegm(moment))).isoformat()
    except (OverflowError, ValueError, TypeError):
        return ""
