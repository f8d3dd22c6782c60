"""Takes Markdown (CommonMark and tables) apart: front matter off, lines into words and the links among them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from harvesters.errors import SourceError
from harvesters.formats.text import one_line

LONGEST = 1_000_000  # characters; the parser needs up to fifteen seconds for as many hostile ones
FENCES = ("---", "+++")  # front matter in YAML and in TOML
EMPTY_BRACKETS = re.compile(r"[(（\[][\s,，、;；/|-]*[)）\]]")  # where further links stood
PARSER = MarkdownIt("commonmark").enable("table")


@dataclass(frozen=True)
class Line:
    """One line of text: the words before its first link, the link's own, where it leads, and the words after it.

    A link to a place in the same page is none; without any link all words are `before`.
    """

    before: str
    linked: str = ""
    link: str = ""
    after: str = ""

    @property
    def words(self) -> str:
        """All words of the line."""
        return one_line(f"{self.before} {self.linked} {self.after}")


def parse_markdown(text: str) -> list[Token]:
    """The tokens of a document. Raises SourceError for a web page and for a document beyond all bounds."""
    text = without_front_matter(text.lstrip("\ufeff"))
    if text.lstrip()[:15].lower().startswith(("<!doctype", "<html")):
        raise SourceError("返回的是网页，不是 Markdown 文件；在代码托管网站上请用“原始文件（Raw）”的地址")
    if len(text) > LONGEST:
        raise SourceError(f"Markdown 文件太大，超过 {LONGEST} 个字符")
    return PARSER.parse(text)


def without_front_matter(text: str) -> str:
    """The text without the metadata some sites keep between two fences at its beginning."""
    opening, _, rest = text.partition("\n")
    fence = opening.strip()
    if fence not in FENCES:
        return text
    lines = rest.split("\n")
    closing = next((number for number, line in enumerate(lines) if line.strip() == fence), None)
    return text if closing is None else "\n".join(lines[closing + 1 :])


def read_line(token: Token) -> Line:
    """The words and the first link of an inline token; the words of further links are left out."""
    before: list[str] = []
    linked: list[str] = []
    after: list[str] = []
    link, place = "", before
    for child in token.children or ():
        if child.type == "link_open":
            target = str(child.attrs.get("href", ""))
            if link:
                place = []
            elif target and not target.startswith("#"):
                link, place = target, linked
        elif child.type == "link_close":
            place = after if link else before
        else:
            place.append(words_of(child))
    words, own, rest = (one_line("".join(part)) for part in (before, linked, after))
    return Line(before=words, linked=own, link=link, after=one_line(EMPTY_BRACKETS.sub(" ", rest)))


def all_words(token: Token) -> str:
    """All words of an inline token, links or not."""
    return one_line("".join(map(words_of, token.children or ())))


def words_of(token: Token) -> str:
    """The words a part of a line shows; of a picture its description."""
    if token.type in ("softbreak", "hardbreak"):
        return " "
    return token.content if token.type in ("text", "code_inline", "image") else ""


def table_rows(tokens: Iterator[Token]) -> Iterator[list[Line]]:
    """The rows of a table whose opening was just met, its header first, each as the lines of its cells."""
    row: list[Line] = []
    for token in tokens:
        if token.type == "table_close":
            return
        if token.type == "tr_open":
            row = []
        elif token.type == "inline":
            row.append(read_line(token))
        elif token.type == "tr_close":
            yield row
