"""The plot of views and clicks by day, drawn on the server: two bars a day, and the same figures as a table."""

from dataclasses import dataclass
from functools import cached_property

from catalogue.domain.portal.figures import DayFigures
from catalogue.web.formatting import date_words

DAY_WIDTH = 10
"""The width of a day in the drawing, in which each of its two bars is four wide; the height is a hundred."""
BAR_WIDTH = 4


@dataclass(frozen=True)
class Bar:
    """A bar as SVG draws it: from the left, and from the top down to the ground at a hundred."""

    series: str
    left: int
    top: float

    @property
    def height(self) -> float:
        return round(100 - self.top, 1)


@dataclass(frozen=True)
class Plot:
    """Figures by day; `series` are the words for views and clicks."""

    days: tuple[DayFigures, ...]

    @property
    def width(self) -> int:
        return DAY_WIDTH * len(self.days)

    @property
    def empty(self) -> bool:
        return self.most == 0

    @cached_property
    def most(self) -> int:
        """The highest figure: the height of the drawing."""
        return max((max(day.views, day.clicks) for day in self.days), default=0)

    @property
    def views(self) -> int:
        return sum(day.views for day in self.days)

    @property
    def clicks(self) -> int:
        return sum(day.clicks for day in self.days)

    @property
    def first_day(self) -> str:
        return date_words(self.days[0].day)

    @property
    def last_day(self) -> str:
        return date_words(self.days[-1].day)

    @property
    def bars(self) -> list[Bar]:
        """What is not nothing can be seen."""
        bars = []
        for number, day in enumerate(self.days):
            for place, (series, value) in enumerate((("views", day.views), ("clicks", day.clicks))):
                if value:
                    left = number * DAY_WIDTH + 1 + place * BAR_WIDTH
                    bars.append(Bar(series, left, min(98.0, round(100 - 100 * value / self.most, 1))))
        return bars

    @property
    def rows(self) -> list[tuple[str, int, int]]:
        """The newest day first."""
        return [(date_words(day.day), day.views, day.clicks) for day in reversed(self.days)]


def views_and_clicks(days: list[DayFigures]) -> Plot:
    return Plot(tuple(days))
