"""Durations and efforts, in the words course platforms use."""

import pytest

from harvesters.formats.durations import read_duration, read_effort


@pytest.mark.parametrize(
    ("written", "duration"),
    [
        ("14周", "P14W"),
        ("12 周", "P12W"),
        ("8-10周", "P10W"),
        ("4 weeks", "P4W"),
        ("50学时", "PT50H"),
        ("３２课时", "PT32H"),
        ("2.5小时", "PT2.5H"),
        ("约90分钟", "PT90M"),
        ("3个月", "P3M"),
        ("1:30:00", "PT1H30M"),
        ("12:34", "PT12M34S"),
        ("PT4H30M", "PT4H30M"),
        ("p14w", "P14W"),
        ("十二周", "P12W"),
        ("约3小时", "PT3H"),
        ("1:20:33", "PT1H20M33S"),
        ("两个半小时", "PT2.5H"),
        ("半小时", "PT0.5H"),
        ("2小时半", "PT2.5H"),
        ("1小时30分钟", "PT1H30M"),
        ("20 至 30 小时", "PT30H"),
        ("60～80 小时", "PT80H"),
        ("200 小时+，上不封顶", "PT200H"),
        ("12-14 weeks", "P14W"),
        ("6 to 10 Weeks", "P10W"),
        ("Approximately 19 hours", "PT19H"),
        ("3周，每周2小时", "P3W"),
        ("每周 2 小时（讲座）+ 每周 4–10 小时（作业），持续 12 周", "P12W"),
        ("约 140 小时（14 周 × 10 小时/周）", "P14W"),
    ],
)
def test_a_duration_is_read(written: str, duration: str) -> None:
    assert read_duration(written) == duration


@pytest.mark.parametrize(
    "written", ["", "待定周", "周", "6", "P", "PT", "0:00", "0周", "很久", "9" * 1000 + "周", "第3周"]
)
def test_no_duration_is_empty(written: str) -> None:
    assert read_duration(written) == ""


@pytest.mark.parametrize(
    "written", ["3-4小时每周", "每周3小时", "3小时/周", "2-3小时一周", "7 hrs/wk", "5 hours per week"]
)
def test_what_is_told_for_a_week_is_no_duration(written: str) -> None:
    assert read_duration(written) == ""


@pytest.mark.parametrize("written", ["12讲", "共16讲", "20集", "一学期"])
def test_a_number_of_parts_is_no_duration(written: str) -> None:
    assert read_duration(written) == ""


@pytest.mark.parametrize(
    ("written", "effort"),
    [
        ("3-4小时每周", "PT3H/PT4H"),
        ("2——3小时每周", "PT2H/PT3H"),
        ("3～5小时每周", "PT3H/PT5H"),
        ("4－6学时每周", "PT4H/PT6H"),
        ("3至4小时", "PT3H/PT4H"),
        ("2-3小時每周", "PT2H/PT3H"),
        ("每周2个学时", "PT2H"),
        ("3小时/周", "PT3H"),
        ("2-4h每周", "PT2H/PT4H"),
        ("30-40分钟每周", "PT30M/PT40M"),
        ("3-5", "PT3H/PT5H"),
        ("4", "PT4H"),
        ("1.5-2小时", "PT1.5H/PT2H"),
        ("4-4小时", "PT4H"),
        ("PT3H/PT4H", "PT3H/PT4H"),
        ("PT2H", "PT2H"),
    ],
)
def test_an_effort_is_read(written: str, effort: str) -> None:
    assert read_effort(written) == effort


@pytest.mark.parametrize("written", ["", "待定", "65", "3-53-5小时每周", "0小时每周", "周末"])
def test_no_effort_is_empty(written: str) -> None:
    assert read_effort(written) == ""
