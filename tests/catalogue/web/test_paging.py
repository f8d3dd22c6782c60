import pytest

from catalogue.web.paging import Pager


@pytest.mark.parametrize(
    ("page", "pages", "numbers"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (5, 9, [1, None, 4, 5, 6, None, 9]),
        (3, 9, [1, 2, 3, 4, None, 9]),
        (4, 5, [1, 2, 3, 4, 5]),
        (99, 3, [1, 2, 3]),
    ],
)
def test_the_numbers_offered(page: int, pages: int, numbers: list[int | None]) -> None:
    assert Pager(page, pages, str).numbers == numbers


def test_the_ends_lead_no_further() -> None:
    assert (Pager(1, 3, str).previous, Pager(1, 3, str).next) == (None, 2)
    assert (Pager(3, 3, str).previous, Pager(3, 3, str).next) == (2, None)


def test_from_beyond_the_end_one_gets_back_to_the_last_page() -> None:
    assert Pager(99, 3, str).previous == 3


def test_one_page_needs_no_pager() -> None:
    assert not Pager(1, 1, str).needed
