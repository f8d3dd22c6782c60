"""Web pages that describe their courses and resources in JSON-LD with the words of schema.org."""

from collections.abc import Iterator
from typing import Any

from harvesters.errors import RecordError, SourceError
from harvesters.formats.json_ld import blocks_in_page, find_nodes, named_nodes, parse_leniently, with_references
from harvesters.formats.keys import bounded_key
from harvesters.formats.options import check_address, check_addresses
from harvesters.formats.schema_org import TYPES, node_address, node_key, read_node
from harvesters.http import Http, HttpError, Response
from harvesters.record import Item, Options, OptionSpec, ResourceRecord

NOTHING = "页面里没有用 schema.org 标记的课程或资源（JSON-LD）"


class SchemaOrg:
    """Every Course, LearningResource, VideoObject or other CreativeWork the pages mark up."""

    title = "网页中的 schema.org 标记"
    full_list = False
    options = (
        OptionSpec("url", "带有 JSON-LD 标记的网页地址", required=True, check=check_address),
        OptionSpec("pages", "更多网页地址，用空格或换行分开", check=check_addresses),
    )

    def find(self, http: Http, options: Options) -> Iterator[Item]:
        """Read page after page. One that cannot be fetched is an item with a `problem`; if all fail the source does."""
        pages = list(dict.fromkeys(f"{options.get('url') or ''} {options.get('pages') or ''}".split()))
        problem, found = NOTHING, False
        for page in pages:
            try:
                response = http.get(page)
            except HttpError as error:
                problem = str(error)
                if len(pages) > 1:
                    yield Item(key=bounded_key(page), url=page, data={"page": page, "problem": problem})
                continue
            for item in page_items(response):
                found = True
                yield item
        if not found:
            raise SourceError(problem)

    def read(self, item: Item) -> ResourceRecord | None:
        """Read one node."""
        data: dict[str, Any] = item.data
        if data.get("problem"):
            raise RecordError(data["problem"])
        return read_node(item.key, data["node"], data["page"])


def page_items(response: Response) -> Iterator[Item]:
    """The marked-up resources of one page, or of a bare JSON-LD document."""
    text = response.text
    bare = text.lstrip("\ufeff \t\r\n").startswith(("{", "["))
    blocks = [parse_leniently(text)] if bare else blocks_in_page(text)
    known = named_nodes(blocks)
    for node in find_nodes(blocks, TYPES):
        whole = with_references(node, known)
        data = {"page": response.url, "node": whole}
        yield Item(key=node_key(whole, response.url), url=node_address(whole, response.url), data=data)
