"""Facets as pages show them: their values named in the reader's language, as boxes to tick."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from markupsafe import Markup, escape

from catalogue.languages import language
from catalogue.search.find import FacetValue
from catalogue.search.request import FACET_VOCABULARIES
from catalogue.web.search_links import Branch, tree
from catalogue.web.translation import gettext as _
from catalogue.web.translation import lang_of
from catalogue.web.translation import lazy_gettext as _l
from catalogue.web.words import SHORT_LOGINS, term

LOGINS = {**SHORT_LOGINS, "unknown": _l("未说明")}

Facets = Mapping[str, list[FacetValue]]


def in_readers_language(facets: Facets) -> dict[str, list[FacetValue]]:
    """The facets of a search, whose labels are Chinese, with those of the page's language."""
    if language().chinese:
        return dict(facets)
    return {facet: [one._replace(label=_label(facet, one)) for one in values] for facet, values in facets.items()}


def _label(facet: str, value: FacetValue) -> str:
    """Codes and logins have names of ours; institutions keep their own."""
    if facet in FACET_VOCABULARIES:
        return term(value.value, FACET_VOCABULARIES[facet])
    return str(LOGINS.get(value.value, value.label)) if facet == "login" else value.label


def facet_values(branches: Iterable[Branch], facet: str) -> Markup:
    """The list of a facet's values, finer ones behind their own 细分.

    Written here because a page has two hundred of them: in a template they would take longer than the search.
    """
    items = "".join(_item(branch, facet) for branch in branches)
    return Markup(f"<ul>{items}</ul>")  # noqa: S704  values and labels are escaped where they are written  # nosec B704


def _item(branch: Branch, facet: str) -> str:
    value, label, count, _parent, chosen = branch.value
    box, name = _box_and_name(facet, value, label, language().tag)
    counted = f'{name} <span class="count">{count}</span>'
    return f"<li><label>{box}{' checked' if chosen else ''}>{counted}</label>{_finer(branch, facet)}</li>"


@lru_cache(maxsize=4096)
def _box_and_name(facet: str, value: str, label: str, _language: str) -> tuple[str, str]:
    """Written once for each language: the same values stand on every page of results."""
    box = f'<input type="checkbox" name="{facet}" value="{escape(value)}"'
    return box, f"<span{lang_of(label)}>{escape(label)}</span>"


def _finer(branch: Branch, facet: str) -> str:
    if not branch.below:
        return ""
    opened = " open" if branch.opened or branch.value.chosen else ""
    summary = escape(_("%(topic)s细分", topic=branch.value.label))
    return f'<details class="finer"{opened}><summary>{summary}</summary>{facet_values(branch.below, facet)}</details>'


FILTERS = {"facet_values": facet_values, "tree": tree}
