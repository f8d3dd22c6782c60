from catalogue.web.charts import Bar, Chart


def chart(*values: int) -> Chart:
    return Chart("每月讲座", "月份", "场次", tuple(Bar(str(number), value) for number, value in enumerate(values)))


def lengths(*values: int) -> list[float]:
    drawn = chart(*values)
    return [drawn.length(bar) for bar in drawn.bars]


def test_the_longest_bar_is_a_hundred_long() -> None:
    assert lengths(3, 12, 6) == [25.0, 100.0, 50.0]


def test_next_to_nothing_can_be_seen_and_nothing_cannot() -> None:
    assert lengths(1, 0, 100_000) == [0.5, 0.0, 100.0]


def test_a_chart_of_nothing_is_empty() -> None:
    assert (chart(0, 0).empty, chart().empty, chart(0, 1).empty) == (True, True, False)
