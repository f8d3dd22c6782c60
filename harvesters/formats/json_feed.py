"""Reads JSON Feed (https://www.jsonfeed.org/version/1.1/) into the same parts as the feed adapter reads of others."""

from typing import Any

from harvesters.errors import SourceError
from harvesters.formats.durations import from_seconds
from harvesters.formats.json_text import parse_json

VERSION = "jsonfeed.org/version/"


def json_entries(body: str) -> list[dict[str, Any]]:
    """The entries of a JSON Feed. Raises SourceError when it is none."""
    try:
        feed = parse_json(body.lstrip("\ufeff"))
    except ValueError as error:
        raise SourceError("返回的 JSON 有错误，不是 JSON Feed 订阅") from error
    if not isinstance(feed, dict) or VERSION not in text(feed, "version") or not isinstance(feed.get("items"), list):
        raise SourceError("这个地址返回的不是 RSS 或 Atom 订阅，也不是 JSON Feed")
    return [to_data(item, feed) for item in feed["items"] if isinstance(item, dict)]


def to_data(item: dict[str, Any], feed: dict[str, Any]) -> dict[str, Any]:
    """The parts of an entry we read; what the entry does not say of authors and language, the feed does."""
    attachment = next(iter(objects(item, "attachments")), {})
    seconds = attachment.get("duration_in_seconds")
    return {
        "id": text(item, "id"),
        "link": text(item, "url") or text(item, "external_url"),
        "title": text(item, "title"),
        "title_is_html": False,
        "summary": text(item, "summary"),
        "content": text(item, "content_html") or text(item, "content_text"),
        "authors": authors(item) or authors(feed),
        "tags": [tag for tag in item.get("tags") or [] if isinstance(tag, str)],
        "publisher": "",
        "language": text(item, "language") or text(feed, "language"),
        "file": text(attachment, "url"),
        "file_type": text(attachment, "mime_type"),
        "image": text(item, "image") or text(item, "banner_image"),
        "licence": "",
        "duration": from_seconds(seconds) if isinstance(seconds, int | float) else "",
        "published": text(item, "date_published"),
        "updated": text(item, "date_modified"),
    }


def authors(thing: dict[str, Any]) -> list[str]:
    """The names of the authors: several since version 1.1, one before."""
    people = [*objects(thing, "authors"), *objects(thing, "author")]
    return list(dict.fromkeys(name for person in people if (name := text(person, "name"))))


def objects(thing: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The objects in a field that holds one or a list of them."""
    value = thing.get(name)
    return [part for part in (value if isinstance(value, list) else [value]) if isinstance(part, dict)]


def text(thing: dict[str, Any], name: str) -> str:
    """A field as text; identifiers are sometimes numbers."""
    value = thing.get(name)
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
