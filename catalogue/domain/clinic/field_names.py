"""The names that programs give to the fields of courses and lectures, and what they mean in a path."""

import re
from functools import lru_cache

from harvesters.formats.columns import HEADINGS, field_of

NAMES = {
    "id": "uuid courseid resourceid id",
    "title": "coursename coursetitle resourcename resourcetitle videoname videotitle fullname displayname headline "
    "title name",
    "url": "courseurl resourceurl detailurl pageurl weburl htmlurl selfhtml linkurl permalink fullurl link url href "
    "html",
    "summary": "summary shortdescription excerpt brief briefintroduction intro introduction coursedesc "
    "coursedescription desc description",
    "body": "fulldescription content body",
    "provider": "schoolname universityname orgname organizationname unitname",
    "teachers": "teachername teachernames lecturername instructorname realname creators",
    "image": "imageurl coverurl coverimage imgurl picurl thumbnailurl bigphoto img pic picture photo poster thumb logo",
    "published": "publishedat publishdate publishtime pubdate firstpublishtime createdat createtime date",
    "updated": "updatedat updatetime modifiedat modified lastupdated",
    "starts": "starttime startdate startat starts start begintime begindate eventstart 开始时间 时间",
    "ends": "endtime enddate endat ends end finishtime eventend 结束时间",
    "location": "location venue place address 地点 地址",
}
"""Beside the headings of tables; the surer ones of a field first."""
WRAPPERS = frozenset(
    (
        *("attributes", "fields", "data", "node", "item", "entry", "metadata", "_source", "basic", "base"),
        *("resource", "course", "course_info", "lecture", "event", "info", "detail", "details", "page", "links"),
    )
)
"""Names under which the fields of an entry stand together."""
VALUES = frozenset(
    (
        *("rendered", "value", "text", "raw", "#text", "zh", "zh_cn", "zh-cn", "zh-hans", "cn"),
        *("utc", "local", "datetime", "iso", "href", "alias", "uri"),
    )
)
"""Names under which a field stands in several forms."""
OWN_NAMES = frozenset(("name", "title", "displayname", "fullname", "realname"))
"""What a thing within an entry is called: school.name is the school."""
NOISE = re.compile(r"[\W_]+")
LEAST_SURE = 1_000

RANKS = {name: (field, rank) for field, names in NAMES.items() for rank, name in enumerate(names.split())}


@lru_cache(maxsize=4096)
def field_meant(path: str) -> tuple[str, int]:
    """The field that a path means, and how sure that is, 0 surest; an empty field when it means none."""
    *outer, last = [part for part in path.split(".") if part != "*"]
    if outer and last.lower() in VALUES:
        *outer, last = outer
    while outer and outer[0].lower() in WRAPPERS:
        outer = outer[1:]
    if not outer:
        return _named(last)
    if len(outer) == 1 and NOISE.sub("", last.lower()) in OWN_NAMES:
        field, rank = _named(outer[0])
        return (field, rank) if field not in ("title", "id", "url") else ("", LEAST_SURE)
    return "", LEAST_SURE


def _named(name: str) -> tuple[str, int]:
    plain = NOISE.sub("", name.lower())
    if plain in RANKS:
        return RANKS[plain]
    field = field_of(name)
    rank = HEADINGS[field].split().index(plain) if field and plain in HEADINGS[field].split() else LEAST_SURE
    return field, 100 + rank
