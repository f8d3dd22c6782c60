"""The plot of views and clicks: bars as high as their share of the highest, and the figures as a table."""

from datetime import date

from catalogue.domain.portal.figures import DayFigures
from catalogue.web.portal.plot import views_and_clicks

QUIET, BUSY = DayFigures(date(2026, 11, 24), 0, 1), DayFigures(date(2026, 11, 25), 400, 100)


def test_bars_are_as_high_as_their_share_of_the_highest() -> None:
    plot = views_and_clicks([QUIET, BUSY])
    assert [(bar.series, bar.left, bar.height) for bar in plot.bars] == [
        ("clicks", 5, 2.0),
        ("views", 11, 100.0),
        ("clicks", 15, 25.0),
    ]


def test_the_table_has_the_newest_day_first() -> None:
    plot = views_and_clicks([QUIET, BUSY])
    assert plot.rows == [("2026年11月25日", 400, 100), ("2026年11月24日", 0, 1)]


def test_days_without_anybody_draw_nothing() -> None:
    plot = views_and_clicks([DayFigures(date(2026, 11, 25), 0, 0)])
    assert (plot.empty, plot.bars) == (True, [])
