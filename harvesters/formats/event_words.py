"""Reads from the description of a lecture what calendars have no property for: who speaks, where the replay is."""

import re

from harvesters.formats.cells import several

SPEAKERS = re.compile(
    r"^[ \t]*(?:主\s?讲(?:人|嘉宾|教师|老师|专家)?|演讲(?:人|嘉宾|者)|报告人|授课(?:人|教师|老师)|讲者|讲师"
    r"|speakers?|presenters?)"
    r"[ \t]*[:：][ \t]*(\S[^\n]{0,300})",
    re.MULTILINE | re.IGNORECASE,
)
REMARKS = re.compile(r"[（(][^（）()]{0,100}[）)]")
REPLAY = re.compile(
    r"(?:回放|重播|录像|replay|recording)[^\n]{0,30}?(https?://[^\s，。；）)<>\"]{1,1000})", re.IGNORECASE
)


def speakers_in(text: str) -> tuple[str, ...]:
    """The names in lines such as 主讲人：张三教授、李四, without remarks in brackets."""
    return several([REMARKS.sub("", line) for line in SPEAKERS.findall(text)])


def replay_in(text: str) -> str:
    """The address that a word for replay leads to; empty when there is none."""
    found = REPLAY.search(text)
    return found[1] if found else ""
