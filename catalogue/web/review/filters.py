"""The filters of the queue as addresses carry them, from page to page."""

from collections.abc import Mapping
from typing import Any

from catalogue.domain.review.queue import Filters
from catalogue.models.vocabulary import vocabulary

WHOSE = ("mine", "free")


def filters_in(arguments: Mapping[str, str]) -> Filters:
    """What an address or a form asks for; anything it cannot ask is passed over."""
    whose = arguments.get("whose", "")
    return Filters(
        kind=arguments.get("kind", "")[:40],
        institution=arguments.get("institution", "")[:10],
        source=arguments.get("source", "")[:10],
        topic=vocabulary("topics").code_for(arguments.get("topic", "")),
        whose=whose if whose in WHOSE else "",
        flagged=arguments.get("flagged") == "1",
        important=arguments.get("important") == "1",
    )


def arguments_of(filters: Filters, **changed: str) -> dict[str, Any]:
    """The filters as arguments of an address, some of them changed; what is not asked is left out."""
    arguments = {
        "kind": filters.kind,
        "institution": filters.institution,
        "source": filters.source,
        "topic": filters.topic,
        "whose": filters.whose,
        "flagged": "1" if filters.flagged else "",
        "important": "1" if filters.important else "",
        **changed,
    }
    return {name: value for name, value in arguments.items() if value}
