"""Facets as pages show them: their values named in the reader's language."""

from collections.abc import Mapping
from dataclasses import replace

from flask_babel import lazy_gettext as _l

from catalogue.languages import language
from catalogue.search.find import FacetValue
from catalogue.search.request import FACET_VOCABULARIES
from catalogue.web.words import SHORT_LOGINS, term

LOGINS = {**SHORT_LOGINS, "unknown": _l("未说明")}

Facets = Mapping[str, list[FacetValue]]


def in_readers_language(facets: Facets) -> dict[str, list[FacetValue]]:
    """The facets of a search, whose labels are Chinese, with those of the page's language."""
    if language().chinese:
        return dict(facets)
    return {facet: [replace(one, label=_label(facet, one)) for one in values] for facet, values in facets.items()}


def _label(facet: str, value: FacetValue) -> str:
    """Codes and logins have names of ours; institutions keep their own."""
    if facet in FACET_VOCABULARIES:
        return term(value.value, FACET_VOCABULARIES[facet])
    return str(LOGINS.get(value.value, value.label)) if facet == "login" else value.label
