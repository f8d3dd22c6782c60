"""A place to harvest that behaves as a test wants, and what tests ask of the runs it gives."""

from collections.abc import Callable, Iterator

from sqlalchemy import select

from catalogue.db import db
from catalogue.models import Resource, Run
from harvesters.errors import RecordError, SourceError, TokenExpired
from harvesters.http import Http
from harvesters.record import Item, LectureRecord, Options, ResourceRecord
from tests.factories import make_record

BOB = "operator:bob"


class PagedPlace:
    """A place of numbered courses on pages of three, that may break, shrink or lie as a test wants."""

    title = "示范接口"
    full_list = True
    options = ()

    def __init__(self) -> None:
        self.numbers = list(range(1, 11))
        self.deleted: set[int] = set()
        self.titles: dict[int, str] = {}
        self.before_item: Callable[[int], None] = lambda number: None
        self.cost = "free"
        self.verified_tls: list[bool] = []
        self.expires_once = False
        self.breaks_at: int | None = None
        self.asked_from: list[str] = []
        self.lectures: list[LectureRecord] = []

    def find(self, http: Http, options: Options) -> Iterator[Item]:
        self.asked_from.append(options.get("resume", ""))
        self.verified_tls.append(http.settings.verify_tls)
        start = int(options.get("resume") or 0)
        if start and self.expires_once:
            self.expires_once = False
            raise TokenExpired("续传标记已过期")
        for index, number in enumerate(self.numbers[start:], start):
            self.before_item(number)
            if number == self.breaks_at:
                raise SourceError("接口中断")
            following = index // 3 * 3 + 3
            token = str(following) if following < len(self.numbers) else ""
            url, gone = f"https://example.cn/{number}", number in self.deleted
            yield Item(key=str(number), url=url, data={"number": number}, deleted=gone, token=token)
        for lecture in self.lectures:
            yield Item(key=lecture.key, url=lecture.url, data={"lecture": lecture.uid})

    def read(self, item: Item) -> ResourceRecord | LectureRecord | None:
        if "lecture" in item.data:
            return next(lecture for lecture in self.lectures if lecture.uid == item.data["lecture"])
        number = item.data["number"]
        if number == 404:
            raise RecordError("没有标题")
        if number == 500:
            raise ZeroDivisionError
        if number == 204:
            return None
        title = self.titles.get(number, f"第{number}讲")
        return make_record(key=item.key, url=item.url, title=title, cost=self.cost)


def counters(run: Run) -> dict[str, int]:
    names = ("found", "new", "changed", "unchanged", "merged", "pending", "refused", "failed", "missing")
    return {name: getattr(run, name) for name in names if getattr(run, name)}


def states() -> dict[str, str]:
    return {row.title: row.state for row in db.session.execute(select(Resource.title, Resource.state))}
