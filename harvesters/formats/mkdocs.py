"""Reads which pages an MkDocs site has from its mkdocs.yml: https://www.mkdocs.org/user-guide/configuration/#nav"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import yaml

from harvesters.errors import SourceError
from harvesters.formats.addresses import resolve, web_address

LONGEST = 300_000  # characters; the parser is slow
DEEPEST = 8


class Loader(yaml.SafeLoader):
    """Safe, without aliases (a few lines of them can mean billions), and blind to tags that name Python objects."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """The next node. Raises YAMLError for an alias."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not read")
        return super().compose_node(parent, index)


Loader.add_multi_constructor("", lambda loader, suffix, node: None)


@dataclass(frozen=True)
class Page:
    """One page: where its Markdown is, the page readers see (empty when unknown), and the sections it stands in."""

    source: str
    public: str
    sections: tuple[str, ...]


def looks_like_mkdocs(text: str) -> bool:
    """Whether a text is the configuration of an MkDocs site rather than Markdown."""
    return any(line.startswith("site_name:") for line in text.splitlines())


def pages_of_site(text: str, url: str) -> list[Page]:
    """The Markdown pages in the navigation, in order. Raises SourceError for what is no configuration with one."""
    if len(text) > LONGEST:
        raise SourceError("mkdocs.yml 太大，不像是网站的配置")
    try:
        settings = yaml.load(text, Loader)  # noqa: S506  a SafeLoader, and stricter  # nosec B506
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise SourceError("mkdocs.yml 的写法有误，无法读取") from error
    if not isinstance(settings, dict) or not isinstance(settings.get("nav"), list):
        raise SourceError("mkdocs.yml 里没有导航（nav），不知道有哪些网页")
    folder = str(settings.get("docs_dir") or "docs").strip("/")
    site = str(settings.get("site_url") or "")
    return [
        Page(resolve(url, quote(f"{folder}/{path}")), public_address(site, path), sections)
        for path, sections in walk(settings["nav"], ())
    ]


def walk(part: Any, sections: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The paths of the pages in a part of the navigation, each with the sections it stands in."""
    if isinstance(part, str) and part.endswith(".md") and "://" not in part:
        yield part, sections
    elif isinstance(part, list) and len(sections) < DEEPEST:
        for entry in part:
            yield from walk(entry, sections)
    elif isinstance(part, dict):
        for name, below in part.items():
            yield from walk(below, (*sections, str(name)) if isinstance(below, list) else sections)


def public_address(site: str, path: str) -> str:
    """Where MkDocs puts the page of a Markdown file: a folder of its name."""
    folder = quote(path.removesuffix(".md").removesuffix("index").rstrip("/"))
    return web_address("/".join(filter(None, (site.rstrip("/"), folder))) + "/")
