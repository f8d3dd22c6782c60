"""Dangerous hosts: addresses without a name, short links, and names that only look like another's."""

import re
import unicodedata
from collections.abc import Iterator

from catalogue.domain.screening.context import Context
from catalogue.domain.screening.flags import Flag
from catalogue.domain.screening.sites import host_of
from catalogue.domain.screening.subject import Subject
from harvesters.destinations import is_inner

IP_LITERAL = re.compile(r"(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]+|\d+)){0,3}|.*:.*")
"""IPv6, and every way browsers read IPv4: 127.1, 0x7f.1, 2130706433."""
SHORTENERS = frozenset(
    (
        *(
            "t.cn",
            "url.cn",
            "w.url.cn",
            "dwz.cn",
            "dwz.win",
            "suo.im",
            "suo.nz",
            "mrw.so",
            "sourl.cn",
            "985.so",
            "rrd.me",
        ),
        *("m.tb.cn", "c.tb.cn", "u.jd.com", "dwz.mk", "6du.in", "0x9.me", "t.hk.uy", "s.id", "is.gd", "v.gd", "t.co"),
        *("bit.ly", "j.mp", "goo.gl", "tinyurl.com", "ow.ly", "rb.gy", "cutt.ly", "tiny.cc", "buff.ly", "shorturl.at"),
        *("rebrand.ly", "bl.ink", "lnkd.in", "adf.ly", "t.ly"),
    )
)
"""Public services that make short addresses; those of one platform for itself (youtu.be, b23.tv) are none."""
LIKE_LATIN = frozenset("аеорсухіјѕԁһӏԛԝѡвкмнтοανικρτυχηɡɑıǀ")
"""Cyrillic, Greek and phonetic letters that a reader takes for Latin ones (Unicode TR 39)."""
BESIDE_LATIN = ("CJK", "LATIN", "HIRAGANA", "KATAKANA", "HANGUL")
"""Scripts whose letters stand beside Latin ones in honest names, by how Unicode calls their characters."""


def dangerous_host(subject: Subject, context: Context) -> Iterator[Flag]:
    for field, address in subject.addresses:
        if code := _danger(host_of(address), in_words=field != "url"):
            yield Flag(code, field, host_of(address)[:100], address[:100])


def _danger(host: str, *, in_words: bool) -> str:
    """The code of what is wrong with a host; empty when nothing is."""
    if host == "localhost" or IP_LITERAL.fullmatch(host):
        # Handbooks tell their readers to open http://192.168.1.1, their own router.
        return "" if in_words and is_inner(host) else "ip_host"
    if host.removeprefix("www.") in SHORTENERS:
        return "short_link_in_words" if in_words else "short_link"
    return "lookalike_host" if any(map(_looks_like_another, host.split("."))) else ""


def _looks_like_another(label: str) -> bool:
    """Whether a label mixes scripts that nobody mixes, or is written in look-alikes only (аррӏе)."""
    if label.isascii() and not label.startswith("xn--"):
        return False
    letters = {character for character in _unicode(label) if character.isalpha()}
    foreign = {letter for letter in letters if not letter.isascii()}
    if foreign and foreign <= LIKE_LATIN:
        return True
    scripts_apart = any(not unicodedata.name(letter, "").startswith(BESIDE_LATIN) for letter in foreign)
    return scripts_apart and foreign != letters


def _unicode(label: str) -> str:
    try:
        return label.removeprefix("xn--").encode("ascii").decode("punycode") if label.startswith("xn--") else label
    except (UnicodeError, OverflowError):
        return label
