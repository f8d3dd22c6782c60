"""What a lecture may still tell: the rules behind the advice beside its form."""

from datetime import time

from catalogue.domain.portal.advice import (
    LONG_TITLE,
    REPEATED_TITLE,
    Rule,
    fits_cards,
    introduces,
    says_more_than_title,
)
from catalogue.domain.portal.filled_lecture import FilledLecture

SHORTEST_LOCATION = 8
"""Characters; a shorter one, like the name of a school, leads nobody to the room."""
ACCESS_WORDS = ("字幕", "手语", "文字稿", "文稿", "大字", "盲文", "无障碍", "轮椅", "电梯")
"""What a summary speaks of when it tells those with disabilities whether they can follow; also that something lacks."""


def _begins_in_the_day(lecture: FilledLecture) -> bool:
    return lecture.starts is None or lecture.starts.time() != time()


def _leads_to_the_room(lecture: FilledLecture) -> bool:
    return not lecture.location.strip() or len(lecture.location.strip()) >= SHORTEST_LOCATION


def _tells_of_access(lecture: FilledLecture) -> bool:
    return any(word in lecture.summary for word in ACCESS_WORDS)


LECTURE_RULES: tuple[Rule[FilledLecture], ...] = (
    Rule("title", fits_cards, LONG_TITLE),
    Rule("starts", _begins_in_the_day, "开始时间是零点，请核对是几点开始。"),
    Rule("ends", lambda one: one.ends is not None, "请填写结束时间，听众好安排时间；不填按两小时算。"),
    Rule("url", lambda one: bool(one.url.strip()), "如果能在线上听，或者要报名，请填上网址，来不了现场的人也能参加。"),
    Rule("location", _leads_to_the_room, "请把现场地点写到找得到：哪个区、哪栋楼、哪一间。"),
    Rule("speakers", lambda one: bool(one.speakers.strip()), "请写上主讲人，听众和审核员都会看。"),
    Rule(
        "summary",
        introduces,
        "请用两三句话介绍：讲什么、适合谁、要准备什么（20 个字以上）。搜索结果里最先看到的就是它。",
    ),
    Rule("summary", says_more_than_title, REPEATED_TITLE),
    Rule(
        "summary",
        _tells_of_access,
        "请在简介里写明有没有字幕、手语或文字稿，现场坐轮椅能不能进出；残障听众要靠它决定来不来。",
    ),
    Rule("audiences", lambda one: bool(one.audiences), "请选择适合谁听，首页和搜索都按人群推荐。"),
    Rule("topics", lambda one: bool(one.topics), "请选择主题，否则只能靠标题里的字被搜到。"),
    Rule("language", lambda one: bool(one.language), "请选择用什么语言讲。"),
)
"""In the order of the form."""
