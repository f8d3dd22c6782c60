"""Tells from its first bytes what a file is, whatever its name says."""

from harvesters.errors import SourceError
from harvesters.formats.encodings import by_mark

ADVICE = "请另存为 CSV、XLSX 或 JSONL 再导入"
FOREIGN = (
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"RIFF", "图片或音视频"),
    (b"%PDF", " PDF 文件"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文件（XLS、DOC）"),
    (b"\x1f\x8b", "压缩文件"),
    (b"Rar!", "压缩文件"),
    (b"7z\xbc\xaf", "压缩文件"),
    (b"{\\rtf", " RTF 文档"),
)


def table_kind(start: bytes) -> str:
    """xlsx, jsonl or delimited, from the first kilobytes. Raises SourceError saying what the file is instead."""
    if not start.strip(b"\xef\xbb\xbf \t\r\n\x00"):
        raise SourceError("文件是空的")
    if start.startswith(b"PK\x03\x04"):
        return "xlsx"
    for mark, name in FOREIGN:
        if start.startswith(mark) and not (mark == b"BM" and b"\x00" not in start):
            raise SourceError(f"这是{name}，不是表格；{ADVICE}")
    if start.count(0) > 3 and not by_mark(start):
        raise SourceError(f"这不是文本，也不是认识的表格；{ADVICE}")
    opening = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if opening[:200].lower().startswith((b"<!doctype", b"<html", b"<?xml")):
        raise SourceError(f"这是网页或 XML，不是表格；{ADVICE}")
    if opening.startswith((b"[{", b"[\n", b"[\r")):
        raise SourceError("这是一个 JSON 数组；请改成 JSONL：每行一个对象，不要方括号和行末逗号")
    return "jsonl" if opening.startswith(b"{") else "delimited"
