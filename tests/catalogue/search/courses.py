"""A catalogue of a thousand real courses for the tests that judge search: titles and facts, no sentences."""

from datetime import UTC, datetime
from pathlib import Path

from catalogue.search.engine import Document

FILE = Path(__file__).with_name("courses.tsv")
COLUMNS = ("title", "provider", "teachers", "topics")


def course_documents() -> list[Document]:
    rows = [line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [_document(number, dict(zip(COLUMNS, row, strict=False))) for number, row in enumerate(rows)]


def _document(number: int, texts: dict[str, str]) -> Document:
    return Document(
        id=f"course{number:04d}",
        type="resource",
        version=1,
        texts={name: text for name, text in texts.items() if text},
        facets={},
        date=datetime(2026, 1, 1, tzinfo=UTC),
    )
