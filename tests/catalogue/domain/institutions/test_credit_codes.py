"""Unified social credit codes: what is taken, in what writing, and why others are refused."""

import pytest

from catalogue.domain.institutions.credit_codes import normal_credit_code
from catalogue.errors import CatalogueError

EXAMPLE = "91350100M000100Y43"
"""The example the standard works out."""


@pytest.mark.parametrize("code", [EXAMPLE, "914403001922038216", "9144030071526726XG", "91110000802100433B"])
def test_codes_in_use_are_taken(code: str) -> None:
    assert normal_credit_code(code) == code


@pytest.mark.parametrize(
    "written",
    ["91350100m000100y43", "９１３５０１００Ｍ０００１００Ｙ４３", " 91350100 M000100Y-43 ", "913501-00M000100Y43\n"],
)
def test_width_case_spaces_and_hyphens_do_not_matter(written: str) -> None:
    assert normal_credit_code(written) == EXAMPLE


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "现在是 0 位"),
        (EXAMPLE[:-1], "现在是 17 位"),
        (EXAMPLE + "0", "现在是 19 位"),
        ("9135010OM000100Y43", "没有 O 这样的字符"),
        ("91350100M000100Y4Z", "没有 Z 这样的字符"),
        ("9135A100M000100Y43", "第 3 到 8 位应当是数字"),
        ("91350100M000100Y44", "校验位不对"),
        ("91350100M000010Y43", "校验位不对"),
    ],
)
def test_what_is_no_code_is_refused_with_what_to_do(typed: str, said: str) -> None:
    with pytest.raises(CatalogueError, match=said):
        normal_credit_code(typed)


def test_a_very_long_text_is_refused_without_being_read_through() -> None:
    with pytest.raises(CatalogueError, match="18 位"):
        normal_credit_code("9" * 1_000_000)


def test_every_single_slip_is_found() -> None:
    slips = [EXAMPLE[:place] + "7" + EXAMPLE[place + 1 :] for place in range(len(EXAMPLE)) if EXAMPLE[place] != "7"]
    for slip in slips:
        with pytest.raises(CatalogueError):
            normal_credit_code(slip)
