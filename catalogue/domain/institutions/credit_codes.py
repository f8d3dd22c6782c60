"""Unified social credit codes (统一社会信用代码), by which organisations in China are known: GB 32100-2015."""

from unicodedata import normalize

from catalogue.errors import CatalogueError

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""Without I, O, S, V and Z, which are taken for digits; a character's value is its place."""
LENGTH = 18
_MODULUS = len(ALPHABET)
_REGION = slice(2, 8)
"""The administrative division of the office that registered it: six digits (GB/T 2260)."""


def normal_credit_code(text: str) -> str:
    """A code as it is kept: half width, upper case, no spaces or hyphens. Raises CatalogueError for what is none."""
    code = "".join(normalize("NFKC", text[: 4 * LENGTH]).upper().replace("-", "").split())
    if len(code) != LENGTH:
        raise CatalogueError(f"统一社会信用代码是 {LENGTH} 位，现在是 {len(code)} 位，请照证书上的抄写。")
    if wrong := sorted(set(code) - set(ALPHABET)):
        raise CatalogueError(
            f"统一社会信用代码里没有 {'、'.join(wrong)} 这样的字符：不用字母 I、O、S、V、Z，请核对是否应为数字。"
        )
    if not code[_REGION].isdigit():
        raise CatalogueError("统一社会信用代码的第 3 到 8 位应当是数字，请照证书上的核对。")
    if check_character(code[:-1]) != code[-1]:
        raise CatalogueError("统一社会信用代码的校验位不对，可能抄错了一位，请照证书上的核对。")
    return code


def check_character(code: str) -> str:
    """The eighteenth character, worked out from the seventeen before it: weights are powers of 3 modulo 31."""
    total = sum(ALPHABET.index(character) * pow(3, place, _MODULUS) for place, character in enumerate(code))
    return ALPHABET[-total % _MODULUS]
