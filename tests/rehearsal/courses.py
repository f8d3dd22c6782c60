"""The courses that rehearsing hosts list: made up, numbered, each host's own."""

from dataclasses import dataclass

TITLES = ("人工智能", "智能手机", "数据分析", "网络安全", "电子商务", "短视频", "办公软件", "物联网")


@dataclass(frozen=True)
class Course:
    key: str
    title: str
    url: str
    provider: str
    summary: str = ""


def title(number: int) -> str:
    return f"{TITLES[number % len(TITLES)]}课程第{number}讲"


def courses(place: str, count: int = 6, *, first: int = 1) -> list[Course]:
    """Courses of one place; no two places share a provider or an address."""
    name = place.replace("_", "-")
    return [
        Course(
            key=f"{name}-{number}",
            title=title(number),
            url=f"https://{name}.example.cn/courses/{number}",
            provider=f"示范学院（{name}）",
        )
        for number in range(first, first + count)
    ]


def titles(listed: list[Course]) -> tuple[str, ...]:
    return tuple(course.title for course in listed)
