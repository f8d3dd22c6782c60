"""The JSON Schemas (2020-12) of what shapes.py writes; a test holds the two together."""

from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
NUMBER: Schema = {"type": "integer", "minimum": 0}
SWITCH: Schema = {"type": "boolean"}
TIME: Schema = {"type": "string", "format": "date-time"}
TIME_OR_NULL: Schema = {"type": ["string", "null"], "format": "date-time"}
DAY_OR_NULL: Schema = {"type": ["string", "null"], "format": "date"}
ADDRESS: Schema = {"type": "string", "format": "uri"}
ADDRESS_OR_NULL: Schema = {"type": ["string", "null"], "format": "uri"}
TEXTS: Schema = {"type": "array", "items": TEXT}


def object_of(**properties: Schema) -> Schema:
    """An object that always has all of these members and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def list_of(schema: str) -> Schema:
    return {"type": "array", "items": reference(schema)}


def reference(schema: str) -> Schema:
    return {"$ref": f"#/components/schemas/{schema}"}


def _type(name: str) -> Schema:
    return {"const": name}


COMMON: dict[str, Schema] = {
    "id": TEXT,
    "url": ADDRESS,
    "title": TEXT,
    "summary": TEXT,
    "target_url": ADDRESS_OR_NULL,
    "kind": TEXT_OR_NULL,
    "institution": {"oneOf": [reference("InstitutionName"), {"type": "null"}]},
    "audiences": TEXTS,
    "topics": TEXTS,
    "level": TEXT_OR_NULL,
    "language": TEXT_OR_NULL,
    "cost": TEXT_OR_NULL,
    "login": TEXT_OR_NULL,
    "access": TEXTS,
    "updated_at": TIME_OR_NULL,
}
LECTURE: dict[str, Schema] = {
    **COMMON,
    "type": _type("lecture"),
    "starts_at": TIME,
    "ends_at": TIME_OR_NULL,
    "all_day": SWITCH,
    "state": {"enum": ["public", "archived"]},
    "status": {"enum": ["confirmed", "tentative", "cancelled"]},
    "location": TEXT_OR_NULL,
    "speakers": TEXTS,
    "replay_id": TEXT_OR_NULL,
}
RESOURCE_ITEM: dict[str, Schema] = {**COMMON, "type": _type("resource")}
COLLECTION_ITEM: dict[str, Schema] = {**COMMON, "type": _type("collection"), "slug": TEXT}

SCHEMAS: dict[str, Schema] = {
    "SearchResults": object_of(
        total=NUMBER,
        page=NUMBER,
        per_page=NUMBER,
        items=list_of("Item"),
        facets={"type": "object", "additionalProperties": list_of("FacetValue")},
        corrected=TEXT_OR_NULL,
        suggested=TEXT_OR_NULL,
        relaxed=SWITCH,
        dropped=TEXTS,
        near=TEXTS,
    ),
    "Item": {"oneOf": [reference(name) for name in ("ResourceItem", "Lecture", "CollectionItem", "InstitutionItem")]},
    "ResourceItem": object_of(**RESOURCE_ITEM),
    "CollectionItem": object_of(**COLLECTION_ITEM),
    "InstitutionItem": object_of(**COMMON, type=_type("institution"), region=TEXT_OR_NULL),
    "Lecture": object_of(**LECTURE),
    "Resource": object_of(
        **RESOURCE_ITEM,
        state={"enum": ["public", "archived"]},
        reason=TEXT_OR_NULL,
        body=TEXT,
        teachers=TEXTS,
        subjects=TEXTS,
        duration=TEXT_OR_NULL,
        effort=TEXT_OR_NULL,
        image=ADDRESS_OR_NULL,
        licence=TEXT_OR_NULL,
        published=DAY_OR_NULL,
        updated=DAY_OR_NULL,
        listed_at=TIME_OR_NULL,
        link=object_of(state={"enum": ["ok", "unknown", "failing", "dead"]}, checked_at=TIME_OR_NULL),
        listings=list_of("Listing"),
    ),
    "Listing": object_of(source=object_of(id=TEXT, title=TEXT), address=ADDRESS, first_seen_at=TIME, last_seen_at=TIME),
    "Lectures": object_of(total=NUMBER, page=NUMBER, per_page=NUMBER, items=list_of("Lecture")),
    "Collections": object_of(
        total=NUMBER, items={"type": "array", "items": object_of(**COLLECTION_ITEM, things=NUMBER)}
    ),
    "Collection": object_of(**COLLECTION_ITEM, sections=list_of("Section")),
    "Section": object_of(
        title=TEXT,
        note=TEXT,
        items={
            "type": "array",
            "items": {"oneOf": [object_of(**RESOURCE_ITEM, note=TEXT), object_of(**LECTURE, note=TEXT)]},
        },
    ),
    "FacetValue": object_of(value=TEXT, label=TEXT, count=NUMBER, parent=TEXT_OR_NULL),
    "InstitutionName": object_of(id=TEXT, name=TEXT),
    "Suggestions": object_of(q=TEXT, items={"type": "array", "items": object_of(text=TEXT, type=TEXT, value=TEXT)}),
    "Description": {"type": "object"},
    "Problem": {
        "type": "object",
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": TEXT,
            "status": {"type": "integer"},
            "detail": TEXT,
            "argument": {"type": "string", "description": "有问题的参数名"},
        },
        "required": ["type", "title", "status", "detail"],
    },
}
