"""Finds the resources a Markdown document lists: bullets that begin with a link, and rows of tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from harvesters.formats.cells import clean_cell
from harvesters.formats.columns import SEVERAL, guess_columns
from harvesters.formats.markdown_text import Line, parse_markdown, read_line, table_rows

LONGEST_LABEL = 60  # characters; longer words before a link or above a list are a sentence
UNDER_BULLET = 9  # the level of a bullet that has others below it: deeper than any heading
GENERIC = re.compile(
    r"(?:课程|视频|官方)?(?:链接|地址|网址|网站|主页|官网|下载|视频|播放列表)|点此|这里"
    r"|links?|here|(?:course )?(?:web)?sites?|(?:video |youtube )?playlist|videos?|lectures?|youtube"
)
ADDRESS = re.compile(r"https?://\S+$")
CHECKBOX = re.compile(r"^\[[ xX]\]")
DECORATION = re.compile(r"^[^\w《【「“\"(（\[]+")
SEPARATORS = " \t-–—−:：|,，.。·•*"


@dataclass(frozen=True)
class Entry:
    """One thing listed, under the headings above it. `fields` is what the columns of a table say, by our names.

    `prose` marks a sentence that has a link somewhere in it and names nothing.
    """

    title: str
    link: str
    note: str = ""
    subjects: tuple[str, ...] = ()
    fields: dict[str, str | list[str]] = field(default_factory=dict)
    prose: bool = False


@dataclass
class Headings:
    """The headings that hold where the walk stands; those met inside a list item hold no longer than it."""

    _levels: list[tuple[int, str]] = field(default_factory=list)
    _marks: list[int] = field(default_factory=list)

    def meet(self, level: int, text: str) -> None:
        """A heading stands here: it ends those of its level and deeper in the same list item."""
        bottom = self._marks[-1] if self._marks else 0
        while len(self._levels) > bottom and self._levels[-1][0] >= level:
            self._levels.pop()
        self._levels.append((level, text))

    def enter(self) -> None:
        """A list item opens."""
        self._marks.append(len(self._levels))

    def leave(self) -> None:
        """A list item closes."""
        del self._levels[self._marks.pop() :]

    def texts(self) -> tuple[str, ...]:
        """The headings from the top down, but for the document's own title and for sentences."""
        subjects = (text for level, text in self._levels if level > 0 and len(text) <= LONGEST_LABEL)
        return tuple(dict.fromkeys(filter(None, subjects)))


def list_entries(text: str) -> Iterator[Entry]:
    """The entries of a document, in order. Raises SourceError when it is no Markdown."""
    tokens = parse_markdown(text)
    one_title = sum(token.type == "heading_open" and token.tag == "h1" for token in tokens) == 1
    headings = Headings()
    walk = iter(tokens)
    begun = False  # whether a list item opened whose first line is still to come
    for token in walk:
        if token.type == "list_item_open":
            headings.enter()
            begun = True
        elif token.type == "list_item_close":
            headings.leave()
            begun = False
        elif token.type == "heading_open":
            level = int(token.tag[1])
            headings.meet(0 if one_title and level == 1 else level, read_line(next(walk)).words)
        elif token.type == "table_open":
            yield from table_entries(table_rows(walk), headings.texts())
        elif token.type == "inline" and begun:
            begun = False
            line = read_line(token)
            if line.link:
                yield bullet_entry(line, headings.texts())
            else:
                headings.meet(UNDER_BULLET, line.words)


def bullet_entry(line: Line, subjects: tuple[str, ...]) -> Entry:
    """What a bullet with a link in it lists. Words before the link name it only where the link names nothing."""
    lead = DECORATION.sub("", CHECKBOX.sub("", line.before)).strip(SEPARATORS)
    linked = "" if ADDRESS.match(line.linked) else line.linked
    note = line.after.strip(SEPARATORS)
    if not lead:
        return Entry(linked, line.link, note, subjects)
    labelled = line.before.rstrip().endswith(tuple(":：-–—|"))
    if len(lead) > LONGEST_LABEL or (linked and not labelled and not GENERIC.fullmatch(linked.lower())):
        return Entry(line.words, line.link, subjects=subjects, prose=True)
    if not linked or GENERIC.fullmatch(linked.lower()):
        return Entry(lead, line.link, note, subjects)
    return Entry(linked, line.link, " ".join(filter(None, (lead, note))), subjects)


def table_entries(rows: Iterator[list[Line]], subjects: tuple[str, ...]) -> Iterator[Entry]:
    """What the rows of a table list; the title and its link stand in the column so headed, else in the first."""
    header = [line.words for line in next(rows, [])]
    columns = guess_columns(header)
    [title_column] = columns.pop("title", [0])[:1]
    link_columns = [title_column, *columns.pop("url", [])]
    found = list(rows)
    if not any(row[column].link for row in found for column in link_columns if column < len(row)):
        return
    for row in found:
        if any(line.words for line in row):
            yield row_entry(row, link_columns, columns, subjects)


def row_entry(
    row: list[Line], link_columns: list[int], columns: dict[str, list[int]], subjects: tuple[str, ...]
) -> Entry:
    """What one row of a table lists."""
    named = row[link_columns[0]]
    link = next(filter(None, (row[column].link for column in link_columns)), "")
    entry = bullet_entry(named, subjects) if named.link else Entry(named.words, link, subjects=subjects)
    cells = {name: [clean_cell(row[place].words) for place in places] for name, places in columns.items()}
    told = {name: values if name in SEVERAL else values[0] for name, values in cells.items() if any(values)}
    return replace(entry, fields=told, prose=False)
