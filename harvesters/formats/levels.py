"""Reads how hard something is, in words (零基础, 初级, 进阶) or stars, as one of the words in record.LEVELS."""

import re
import unicodedata

WORDS = (
    ("starter", r"零基础|零起点|入门|初级|初学|新手|小白|启蒙|beginner|introduct|novice|starter"),
    ("advanced", r"高级|高阶|精通|专业级|advanced|expert|专家"),
    ("intermediate", r"进阶|中级|中阶|提高|提升|intermediate"),
    ("basic", r"基础|初阶|basic|elementary|fundamental"),
)
STARS = re.compile(r"[🌟⭐★✪]")
SHARE = re.compile(r"(\d(?:\.\d)?)\s*/\s*(5|10)$")
BY_STARS = ("starter", "basic", "intermediate", "advanced")
LONGEST = 60  # beyond it is a sentence about the course, in which every word may stand


def read_level(text: str) -> str:
    """The level of the first word that names one, or of the stars out of five; other words are kept as they are."""
    plain = unicodedata.normalize("NFKC", text[:200]).strip().lower()
    if stars := by_stars(plain):
        return stars
    if len(plain) > LONGEST:
        return ""
    places = [(found.start(), level) for level, words in WORDS if (found := re.search(words, plain))]
    return min(places, default=(0, text.strip()))[1]


def by_stars(plain: str) -> str:
    """The level of so many stars, or of so many out of five or ten; empty when there are none."""
    if share := SHARE.match(plain):
        return level_of(float(share[1]) * 5 / int(share[2]))
    return level_of(len(STARS.findall(plain)))


def level_of(stars: float) -> str:
    """One star is for starters; four and more are advanced."""
    return BY_STARS[min(max(round(stars), 1), 4) - 1] if stars else ""
