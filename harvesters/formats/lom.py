"""Reads IEEE LOM (1484.12.3 XML) as repositories of learning objects give it over OAI-PMH."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from harvesters.formats.addresses import web_address
from harvesters.formats.dates import read_date
from harvesters.formats.durations import read_duration
from harvesters.formats.finish import MANY, finished_resource
from harvesters.formats.html_text import plain_line, plain_text
from harvesters.record import ResourceRecord

TEXTS = ("string", "langstring", "value", "duration", "dateTime", "datetime")
"""The elements LOM wraps its texts in, also those of its drafts; a path leaves them out."""

AUTHORS = frozenset(("author", "creator", "instructional designer", "script writer", "subject matter expert"))
MAKERS = ("content provider", "publisher")
AUDIENCES = {"teacher": "teachers", "learner": ""}
LEVELS = {
    **{"very easy": "starter", "easy": "basic", "medium": "intermediate"},
    **{"difficult": "advanced", "very difficult": "advanced"},
}
KINDS = {"video": "video", "audio": "audio"}
COSTS = {"no": "free", "yes": "paid"}
CARD_NAME = re.compile(r"^(FN|ORG)(?:;[^:\n]*)?:(.+)$", re.MULTILINE | re.IGNORECASE)
Lom = dict[str, Any]


def find_lom(metadata: etree._Element) -> etree._Element | None:
    """The LOM element below a node, whatever version's namespace it has."""
    named = metadata.iter("{*}lom")
    return next((element for element in named if "LOM" in (etree.QName(element).namespace or "").upper()), None)


def collect_lom(lom: etree._Element) -> Lom:
    """The texts by their path (general/title), those in Chinese first, and the contributions, each by itself."""
    contributions = lom.findall("{*}lifeCycle/{*}contribute") + lom.findall("{*}lifecycle/{*}contribute")
    return {
        "lom": by_path(lom, skip=frozenset(contributions)),
        "contributions": [by_path(contribution) for contribution in contributions[:MANY]],
    }


def by_path(element: etree._Element, *, skip: frozenset[Any] = frozenset()) -> dict[str, list[str]]:
    """The texts below an element by their path from it, at most so many of each as a record keeps."""
    found: dict[str, list[tuple[bool, str]]] = {}
    for path, language, text in leaves(element, "", skip):
        found.setdefault(path, []).append((not language.lower().startswith("zh"), text))
    # Sorting is stable: among texts of one language the source's order stays.
    return {path: [text for _, text in sorted(texts, key=lambda said: said[0])][:MANY] for path, texts in found.items()}


def leaves(element: etree._Element, path: str, skip: frozenset[Any]) -> Iterator[tuple[str, str, str]]:
    """Path, language and text of every element that holds text."""
    text = (element.text or "").strip()
    if text:
        yield path, element.get("language") or element.get("{http://www.w3.org/XML/1998/namespace}lang") or "", text
    for child in element.iterchildren("*"):
        if child not in skip:
            name = etree.QName(child).localname
            yield from leaves(child, path if name in TEXTS else f"{path}/{name}".lstrip("/"), skip)


def lom_address(data: Lom) -> str:
    """Where the resource is: technical.location, else the first identifier that is a web address."""
    places = [*data["lom"].get("technical/location", []), *data["lom"].get("general/identifier/entry", [])]
    return next((address for place in places if (address := web_address(place))), "")


def read_lom(key: str, url: str, data: Lom) -> ResourceRecord:
    """The resource a LOM record describes. Raises RecordError without a title or a web address."""
    lom: dict[str, list[str]] = data["lom"]
    people, makers = contributors(data["contributions"])
    dates = [read_date(text) for contribution in data["contributions"] for text in contribution.get("date", [])]
    rights = lom.get("rights/description", [])
    return finished_resource(
        ResourceRecord(
            key=key,
            url=url,
            title=plain_line(first(lom, "general/title")),
            summary="\n".join(plain_text(text) for text in lom.get("general/description", [])[:1]),
            kind=kind(lom),
            provider=next(iter(makers), ""),
            teachers=people,
            language=first(lom, "general/language") or first(lom, "educational/language"),
            subjects=(*lom.get("general/keyword", []), *lom.get("classification/taxonPath/taxon/entry", [])),
            audiences=tuple(AUDIENCES.get(role, role) for role in lom.get("educational/intendedEndUserRole", [])),
            level=LEVELS.get(first(lom, "educational/difficulty").lower(), ""),
            duration=read_duration(first(lom, "educational/typicalLearningTime") or first(lom, "technical/duration")),
            cost=COSTS.get(first(lom, "rights/cost").lower(), "unknown"),
            licence=next(filter(web_address, rights), first(lom, "rights/description")),
            published=min(filter(None, dates), default=None),
        )
    )


def contributors(contributions: list[dict[str, list[str]]]) -> tuple[tuple[str, ...], list[str]]:
    """The people who wrote it, and the bodies that provide or publish it, in this order."""
    people: list[str] = []
    makers: dict[str, list[str]] = {role: [] for role in MAKERS}
    for contribution in contributions:
        role = first(contribution, "role").lower()
        for entity in contribution.get("entity", []):
            if role in AUTHORS:
                people += card_names(entity, "FN")
            elif role in makers:
                makers[role] += card_names(entity, "ORG") or card_names(entity, "FN")
    return tuple(people), [name for role in MAKERS for name in makers[role]]


def card_names(entity: str, wanted: str) -> list[str]:
    """The name in a vCard, its full name or its organisation; an entity that is no vCard is a name itself."""
    if "VCARD" not in entity.upper():
        return [entity]
    lines = CARD_NAME.findall(entity.replace("\r", "\n"))
    return [text.replace("\\,", ",").split(";")[0].strip() for name, text in lines if name.upper() == wanted][:1]


def kind(lom: dict[str, list[str]]) -> str:
    """The kind by the type of learning resource, else by the media type."""
    media = first(lom, "technical/format").partition("/")[0].lower()
    return KINDS.get(media) or first(lom, "educational/learningResourceType")


def first(texts: dict[str, list[str]], path: str) -> str:
    """The first text at a path; empty without one."""
    return texts.get(path, [""])[0]
