"""Finds out how text was encoded; labels are hints, since Chinese sources mislabel GBK as UTF-8 and back."""

import codecs
from collections.abc import Iterable
from itertools import islice

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
COMMON = frozenset(
    "的一是不了在人有我他这這中大来來上国國个個到说說们們为為子和你地出道时時年得就那要下以生会會自学學"
    "对對可里后後小么麼心多天能好都然没沒日于於起还還发發成事作当當想看文无無开開手用主行方前所本见見经經"
    "同三从從动動两兩长長课課程校师師院教业業网網电電数數计計信息技术術名称稱"
)
ENOUGH = 256 * 1024
HIGH_BYTES = bytes(range(0xA1, 0x100))
TOLERATED = 0.01  # share of broken characters that still counts as the encoding with a few damaged places


def decode(content: bytes, label: str = "") -> str:
    """The text of some bytes: byte order mark, then UTF-8 if it fits, then the label, then what fits best."""
    encoding = guess_encoding(content.splitlines(keepends=True), label)
    return content.decode(encoding, errors="replace")


def guess_encoding(lines: Iterable[bytes], label: str = "") -> str:
    """The name of a codec for these lines; only as many as are needed to be sure are looked at."""
    remaining = iter(lines)
    sample = bytearray(b"".join(islice(remaining, 5)))
    if marked := by_mark(bytes(sample[:4096])):
        return marked
    for line in remaining:
        if not line.isascii():
            sample += line
        if len(sample) > ENOUGH:
            break
    return best_fit(bytes(sample), label)


def by_mark(start: bytes) -> str:
    """The Unicode form a byte order mark or the zero bytes give away; empty without either."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if start.startswith(mark):
            return encoding
    # Without a mark: in UTF-16 the line ends and commas have their zero byte all on one side.
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if even + odd < len(start) / 50:
        return ""
    if odd > 4 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 4 * odd else ""


def best_fit(sample: bytes, label: str) -> str:
    """UTF-8 when it fits; else the label when it fits; else the Chinese encoding that gives common words."""
    if sample.isascii() or damage(sample, "utf-8") <= TOLERATED:
        return "utf-8"
    chinese = max(("gb18030", "big5"), key=lambda encoding: likelihood(sample, encoding))
    if label and is_codec(label) and damage(sample, label) == 0:
        # GB2312 is GB18030's subset; a label of the Latin family fits any bytes and so proves nothing.
        if not fits_anything(label):
            return "gb18030" if codecs.lookup(label).name in ("gb2312", "gbk") else label
        if likelihood(sample, chinese) <= 0:
            return label
    return chinese if likelihood(sample, chinese) > 0 else "windows-1252"


def damage(sample: bytes, encoding: str) -> float:
    """Broken characters as a share of those outside ASCII."""
    text = sample.decode(encoding, errors="replace")
    foreign = sum(not character.isascii() for character in text)
    return text.count("\ufffd") / foreign if foreign else 0.0


def likelihood(sample: bytes, encoding: str) -> float:
    """How much the sample reads like Chinese in this encoding: common characters less broken ones, as a share."""
    text = [character for character in sample.decode(encoding, errors="replace") if not character.isascii()]
    common = sum(character in COMMON for character in text)
    return (common - 2 * text.count("\ufffd")) / len(text) if text else 0.0


def is_codec(label: str) -> bool:
    """Whether the label names a text encoding that can replace what it cannot read."""
    try:
        HIGH_BYTES.decode(label, errors="replace")
    except (LookupError, ValueError):
        return False
    return True


def fits_anything(label: str) -> bool:
    """Whether every byte has a meaning in this encoding (the single-byte families)."""
    return "\ufffd" not in HIGH_BYTES.decode(label, errors="replace")
