"""Taiwan's own words for things, written the way the mainland does."""

from catalogue.domain.text.characters import simplified
from catalogue.search import word_lists

LIST = "taiwan.txt"


def mainland_words() -> dict[str, str]:
    """Taiwan's words in Simplified characters, each with ours. Raises WordListError.

    They are replaced word by word after segmentation, never inside a longer word: 软体 is 软件, 软体动物 stays. Not by
    OpenCC's own table: it takes 程序 for Taiwan's word for a process (进程), and 程序设计 is half of our titles.
    """
    words = {}
    for line in word_lists.lines(LIST):
        theirs, equals, ours = (part.strip() for part in line.text.partition("="))
        if not (theirs and equals and ours):
            raise word_lists.WordListError(f"{line.place}: not of the form 軟體 = 软件")
        words[simplified(theirs)] = ours
    return words
