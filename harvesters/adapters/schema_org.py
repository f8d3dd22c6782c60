"""Web pages that describe their courses, resources and events with the words of schema.org."""

from collections.abc import Iterator

from harvesters.errors import SourceError
from harvesters.formats.marked_pages import failed_page, marked_items, read_marked, unmarked_page
from harvesters.formats.options import check_address, check_addresses
from harvesters.http import Http, HttpError
from harvesters.record import Item, Options, OptionSpec, Record

NOTHING = "页面里没有用 schema.org 标记的课程、资源或活动（JSON-LD 或微数据）"


class SchemaOrg:
    """Every Course, LearningResource, VideoObject or other CreativeWork the pages mark up, and every event."""

    title = "网页中的 schema.org 标记"
    full_list = False
    options = (
        OptionSpec("url", "带有 schema.org 标记的网页地址", required=True, check=check_address),
        OptionSpec("pages", "更多网页地址，用空格或换行分开", check=check_addresses),
    )

    def find(self, http: Http, options: Options) -> Iterator[Item]:
        """Read page after page. One that cannot be fetched is an item with a `problem`; if all fail the source does."""
        pages = list(dict.fromkeys(f"{options.get('url') or ''} {options.get('pages') or ''}".split()))
        several, problem, found = len(pages) > 1, NOTHING, False
        for page in pages:
            try:
                response = http.get(page)
            except HttpError as error:
                problem = str(error)
                if several:
                    yield failed_page(page, problem)
                continue
            items = list(marked_items(response))
            found = found or bool(items)
            if several and not items:
                yield unmarked_page(page)
            yield from items
        if not found:
            raise SourceError(problem)

    def read(self, item: Item) -> Record | None:
        """Read one node."""
        return read_marked(item)
