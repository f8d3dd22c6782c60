"""Finds out how text was encoded; labels are hints, since Chinese sources mislabel GBK as UTF-8 and back."""

import codecs
import re
from collections.abc import Iterable, Sequence
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
PUNCTUATION = frozenset("，。、；：？！…—·“”‘’《》〈〉（）【】「」『』　％－／＋")
ENOUGH = 256 * 1024
BELIEVED = frozenset(
    (
        *("koi8-r", "koi8-u", "cp866", "cp874", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"),
        *("cp1258", "euc_jp", "shift_jis", "cp932", "euc_kr", "cp949"),
        *(f"iso8859-{part}" for part in range(2, 17)),
    )
)
"""Labels somebody must have meant. Latin 1 is none: servers send it without being told, and it fits any bytes."""
DECLARED_WITHIN = 2048
DECLARATION = re.compile(
    rb"""(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,100}?encoding)\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE
)
TRUST_IN_LABELS = 0.2  # what a label adds to the likelihood of its encoding
TOLERATED = 0.01  # share of broken characters that still counts as the encoding with a few damaged places


def plane(codec: str, first: int, last: int) -> frozenset[str]:
    """The characters of a two-byte codec whose first byte lies in a range."""
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    codes = (bytes((lead, trail)) for lead in range(first, last + 1) for trail in trails)
    return frozenset("".join(code.decode(codec, errors="ignore") for code in codes))


EVERYDAY = {"gb18030": plane("gb2312", 0xB0, 0xD7), "big5hkscs": plane("big5", 0xA4, 0xC6)}
"""Both standards put the everyday characters first: GB2312 level 1 (3,755) and Big5 level 1 (5,401)."""


def decode(content: bytes, label: str = "") -> str:
    """The text of some bytes: byte order mark, then UTF-8 if it fits, then the labels, then what fits best."""
    encoding = guess_encoding(content.splitlines(keepends=True), label)
    return content.decode(encoding, errors="replace")


def guess_encoding(lines: Iterable[bytes], label: str = "") -> str:
    """The name of a codec for these lines; only as many as are needed to be sure are looked at."""
    remaining = iter(lines)
    sample = bytearray(b"".join(islice(remaining, 5)))
    if marked := by_mark(bytes(sample[:4096])):
        return marked
    start = bytearray(sample[:DECLARED_WITHIN])
    for line in remaining:
        if len(start) < DECLARED_WITHIN:
            start += line
        if not line.isascii():
            sample += line
        if len(sample) > ENOUGH:
            break
    return best_fit(bytes(sample[:ENOUGH]), [label, *declared(bytes(start[:DECLARED_WITHIN]))])


def declared(start: bytes) -> list[str]:
    """The encodings a web page or an XML document says it has."""
    return [name.decode("ascii") for name in DECLARATION.findall(start)]


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


def best_fit(sample: bytes, labels: Sequence[str] = ()) -> str:
    """UTF-8 when it fits; else what a label says, unless it reads less like Chinese than another encoding does."""
    if sample.isascii() or damage(sample, "utf-8") <= TOLERATED:
        return "utf-8"
    named = list(filter(None, map(codec_of, labels)))
    foreign = next((codec for codec in named if codec in BELIEVED and damage(sample, codec) <= TOLERATED), "")
    if foreign and named[0] == foreign:
        return foreign
    scores = {codec: likelihood(sample, codec) + (codec in named) * TRUST_IN_LABELS for codec in EVERYDAY}
    chinese = max(scores, key=lambda codec: scores[codec])
    return chinese if scores[chinese] > 0 else foreign or "windows-1252"


def damage(sample: bytes, encoding: str) -> float:
    """Broken characters as a share of those outside ASCII."""
    text = sample.decode(encoding, errors="replace")
    foreign = sum(not character.isascii() for character in text)
    return text.count("\ufffd") / foreign if foreign else 0.0


def likelihood(sample: bytes, encoding: str) -> float:
    """How much the sample reads like Chinese in this encoding, from -2 to 1: everyday characters less rare ones."""
    text = [character for character in sample.decode(encoding, errors="replace") if not character.isascii()]
    return sum(weight(character, EVERYDAY[encoding]) for character in text) / len(text) if text else 0.0


def weight(character: str, everyday: frozenset[str]) -> float:
    """What one character says for the encoding that gave it."""
    if character in COMMON:
        return 1.0
    if character in everyday:
        return 0.5
    if character in PUNCTUATION:
        return 0.25
    return -2.0 if character == "\ufffd" else -0.75


def codec_of(label: str) -> str:
    """The codec a label means: GB2312 and GBK are parts of GB18030, Big5 is meant with its additions. Else empty."""
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return ""
    if name in ("gb2312", "gbk"):
        return "gb18030"
    return "big5hkscs" if name in ("big5", "cp950") else name
