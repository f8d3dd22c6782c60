"""The catalogues of the interface's words: collected from code and templates, brought up to date, compiled.

`python -m tests.messages` (make messages) does all three; tests hold the committed files against the same functions.
"""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
CATALOGUES = ROOT / "catalogue" / "translations"
SOURCES = (("catalogue", "web/**.py", "python"), ("templates", "**.html", "jinja2"))
OPTIONS = {
    "jinja2": {
        "silent": "false",
        "trim_blocks": "true",
        "lstrip_blocks": "true",
        "extensions": "catalogue.web.fragments.Keep",
    }
}
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "_l": None,
    "lazy_gettext": None,
    "lazy_pgettext": ((1, "c"), 2),
    "counted": (1, 1),
    "counted_later": (1, 1),
}
WIDTH = 116


def collect() -> Catalog:
    """Every message of the interface, by where it stands."""
    catalog = Catalog(project="catalogue", charset="utf-8")
    for folder, pattern, method in SOURCES:
        found = extract_from_dir(
            str(ROOT / folder),
            method_map=[(pattern, method)],
            options_map={pattern: OPTIONS.get(method, {})},
            keywords=KEYWORDS,
        )
        for path, _line, message, _comments, context in found:
            catalog.add(message, locations=[(f"{folder}/{path}", None)], context=context)
    return catalog


def languages() -> list[str]:
    """The languages that have a catalogue."""
    return sorted(path.parents[1].name for path in CATALOGUES.glob("*/LC_MESSAGES/messages.po"))


def po_path(language: str) -> Path:
    return CATALOGUES / language / "LC_MESSAGES" / "messages.po"


def read(language: str) -> Catalog:
    with po_path(language).open("rb") as file:
        return read_po(file, locale=language)


def compiled(catalog: Catalog) -> bytes:
    """The catalogue as gettext reads it (.mo)."""
    file = BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def update(language: str) -> list[str]:
    """Bring one catalogue up to date and compile it; returns the messages that still want a translation."""
    catalog = read(language)
    collected = collect()
    collected.creation_date = catalog.creation_date  # a date that changes with every run would only make conflicts
    catalog.update(collected, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    with po_path(language).open("wb") as file:
        write_po(file, catalog, width=WIDTH, sort_output=True, include_lineno=False, omit_header=False)
    po_path(language).with_suffix(".mo").write_bytes(compiled(catalog))
    return untranslated(catalog)


def untranslated(catalog: Catalog) -> list[str]:
    return [str(message.id) for message in catalog if message.id and not _translated(message.string)]


def _translated(string: str | tuple[str, ...] | list[str]) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


if __name__ == "__main__":
    for language in languages():
        missing = update(language)
        print(f"{language}: {len(missing)} messages want a translation", *missing, sep="\n  ")
