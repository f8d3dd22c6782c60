"""Reads a schema.org node that describes something to learn from: https://schema.org/LearningResource and kin."""

import re

from harvesters.formats.addresses import resolve
from harvesters.formats.audiences import read_audiences
from harvesters.formats.costs import read_cost, read_is_free
from harvesters.formats.dates import read_date
from harvesters.formats.durations import read_duration, read_effort
from harvesters.formats.finish import finished_resource
from harvesters.formats.html_text import plain_line, plain_text
from harvesters.formats.json_ld import Node, types_of
from harvesters.formats.keys import bounded_key
from harvesters.formats.levels import read_level
from harvesters.formats.schema_values import as_list, first, is_person, language, references, texts
from harvesters.record import ResourceRecord

# Kinds by schema.org type, the particular before the general. The words are schema.org's own where it has them.
KINDS = {
    "Course": "course",
    "EducationalOccupationalProgram": "course",
    "VideoObject": "video",
    "VideoObjectSnapshot": "video",
    "Clip": "video",
    "Movie": "video",
    "TVEpisode": "video",
    "TVSeries": "video",
    "Book": "book",
    "Audiobook": "audio",
    "AudioObject": "audio",
    "PodcastEpisode": "audio",
    "PodcastSeries": "audio",
    "HowTo": "guide",
    "Guide": "guide",
    "SoftwareApplication": "tool",
    "WebApplication": "tool",
    "MobileApplication": "tool",
    "PresentationDigitalDocument": "presentation",
    "TextDigitalDocument": "document",
    "DigitalDocument": "document",
    "Article": "article",
    "TechArticle": "article",
    "ScholarlyArticle": "article",
    "BlogPosting": "article",
    "NewsArticle": "article",
    "Report": "document",
    "Poster": "poster",
    "Quiz": "quiz",
    "Game": "tool",
    "Dataset": "dataset",
    "SoftwareSourceCode": "tool",
    "LearningResource": "",
    "MediaObject": "",
    "CreativeWork": "",
}
TYPES = frozenset(KINDS)


def node_address(node: Node, page: str) -> str:
    """Where the resource is: its url, else its @id, else the page it was found on."""
    for name in ("url", "@id", "mainEntityOfPage", "contentUrl"):
        for reference in references(node.get(name)):
            if not reference.startswith(("_:", "#")) and (address := resolve(page, reference)):
                return address
    return page


def node_key(node: Node, page: str) -> str:
    """What tells the node from others of its source: @id or url, and on a bare page its name as well."""
    for name in ("@id", "url"):
        for reference in references(node.get(name)):
            if not reference.startswith("_:") and (address := resolve(page, reference)):
                return bounded_key(address)
    return bounded_key(f"{page}#{title(node)}")


def read_node(key: str, node: Node, page: str) -> ResourceRecord:
    """The resource a node describes. Raises RecordError without a name."""
    people, organisations = makers(node)
    description = plain_text(first(node.get("description")) or first(node.get("abstract")))
    workload = first(node.get("courseWorkload")) or first(instance(node).get("courseWorkload"))
    return finished_resource(
        ResourceRecord(
            key=key,
            url=node_address(node, page),
            title=title(node),
            summary=description,
            body=plain_text(first(node.get("text")) or first(node.get("articleBody"))),
            kind=kind(node),
            provider=plain_line(next(iter(organisations), "")),
            teachers=tuple(map(plain_line, people)),
            language=language(node),
            subjects=subjects(node),
            audiences=read_audiences(list(texts(node.get("audience"), "audienceType", "educationalRole", "name"))),
            level=read_level(next(texts(node.get("educationalLevel"), "name", "termCode"), "")),
            duration=read_duration(first(node.get("timeRequired")) or first(node.get("duration"))),
            effort=read_effort(workload),
            cost=cost(node),
            accessibility=tuple(texts(node.get("accessibilityFeature"), "name")),
            image=image(node, page),
            licence=next(texts(node.get("license"), "url", "@id", "name"), ""),
            published=read_date(first(node.get("datePublished")) or first(node.get("uploadDate"))),
            updated=read_date(first(node.get("dateModified"))),
        )
    )


def title(node: Node) -> str:
    """The name of a node, which articles call their headline."""
    return plain_line(first(node.get("name")) or first(node.get("headline")))


def makers(node: Node) -> tuple[list[str], list[str]]:
    """The people who teach or wrote, and the organisations behind it: provider before publisher before author."""
    people: list[str] = []
    organisations: list[str] = []
    for name in ("provider", "publisher", "sourceOrganization", "author", "creator", "instructor", "contributor"):
        for maker in as_list(node.get(name)) + (as_list(instance(node).get(name)) if name == "instructor" else []):
            called = first(maker.get("name")) if isinstance(maker, dict) else first(maker)
            if not called or called.startswith(("http:", "https:")):
                continue
            (people if is_person(maker, name) else organisations).append(called)
    return list(dict.fromkeys(people)), list(dict.fromkeys(organisations))


def instance(node: Node) -> Node:
    """The first offering of a course, which carries its workload and its instructors."""
    return next((part for part in as_list(node.get("hasCourseInstance")) if isinstance(part, dict)), {})


def kind(node: Node) -> str:
    """The kind the source names (learningResourceType), else the one its type means."""
    said = next(texts(node.get("learningResourceType"), "name"), "")
    if said and not said.startswith("http"):
        return said
    return next((word for name, word in KINDS.items() if name in types_of(node) and word), "")


def subjects(node: Node) -> tuple[str, ...]:
    """What it is about: keywords may be one text with commas."""
    found = [*texts(node.get("about"), "name")]
    for keywords in texts(node.get("keywords"), "name"):
        found += re.split(r"[,，;；、]", keywords)
    return tuple(subject for subject in map(plain_line, found) if not subject.startswith("http"))


def cost(node: Node) -> str:
    """The cost by isAccessibleForFree, else by the offers."""
    said = next(map(read_is_free, texts(node.get("isAccessibleForFree"))), "unknown")
    if said != "unknown":
        return said
    offered = as_list(node.get("offers")) + as_list(instance(node).get("offers"))
    offers = [offer for offer in offered if isinstance(offer, dict)]
    found = {read_cost(f"{first(offer.get('price'))} {first(offer.get('category'))}") for offer in offers}
    if "free" in found:
        return "free"
    return "paid" if "paid" in found else "unknown"


def image(node: Node, page: str) -> str:
    """The address of the picture."""
    for name in ("image", "thumbnailUrl", "thumbnail"):
        for reference in references(node.get(name)):
            if address := resolve(page, reference):
                return address
    return ""
