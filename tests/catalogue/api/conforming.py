"""Holds a JSON value against the part of JSON Schema that the API's description uses."""

from typing import Any

Schema = dict[str, Any]
TYPES = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict, "null": type(None)}


def conforms(value: Any, schema: Schema, schemas: dict[str, Schema]) -> bool:
    if "$ref" in schema:
        return conforms(value, schemas[schema["$ref"].rpartition("/")[2]], schemas)
    if "oneOf" in schema:
        return sum(conforms(value, one, schemas) for one in schema["oneOf"]) == 1
    if "const" in schema or "enum" in schema:
        return value in schema.get("enum", [schema.get("const")])
    names = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(type(value) is TYPES[name] for name in names):
        return False
    if isinstance(value, list):
        return all(conforms(item, schema["items"], schemas) for item in value)
    return not isinstance(value, dict) or _members_conform(value, schema, schemas)


def _members_conform(value: dict[str, Any], schema: Schema, schemas: dict[str, Schema]) -> bool:
    properties, others = schema.get("properties", {}), schema.get("additionalProperties", True)
    if not set(schema.get("required", ())) <= value.keys():
        return False
    for name, member in value.items():
        expected = properties.get(name, others)
        if expected is False or (isinstance(expected, dict) and not conforms(member, expected, schemas)):
            return False
    return True
