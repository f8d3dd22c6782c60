"""GET /api/v1/openapi.json: the description of this API (OpenAPI 3.1), kept true by a test that walks the addresses."""

from typing import Any

from flask import Blueprint, Response, current_app, jsonify

from catalogue.api.caching import HOUR, cacheable
from catalogue.api.openapi_in import SCHEMAS_IN, paths_in
from catalogue.api.openapi_schemas import SCHEMAS
from catalogue.models.vocabulary import vocabulary
from catalogue.search.engine import FACETS, SORTS, TYPES
from catalogue.search.find import MAX_DEPTH
from catalogue.search.query import MAX_CHARACTERS
from catalogue.search.request import DEFAULT_PER_PAGE, FACET_VOCABULARIES, LOGINS, MAX_PAGE, MAX_PER_PAGE
from catalogue.site_address import absolute

Shape = dict[str, Any]

blueprint = Blueprint("openapi", __name__)


@blueprint.get("/openapi.json")
def openapi() -> Response:
    return cacheable(jsonify(document()), HOUR)


def document() -> Shape:
    name = current_app.config["SITE_NAME"]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{name} API",
            "version": "1",
            "description": "免费数字技能学习资源目录的公开接口，以及机构提交内容的接口。出错时回答 RFC 9457 问题文档。",
        },
        "servers": [{"url": absolute("/api/v1")}],
        "paths": _paths(),
        "components": {
            "schemas": {**SCHEMAS, **SCHEMAS_IN},
            "responses": {"Problem": _problem()},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _paths() -> Shape:
    page = [_number("page", MAX_PAGE, 1), _number("per_page", MAX_PER_PAGE, 50)]
    paths: Shape = {
        "/search": _get("search", "搜索", "SearchResults", _search_arguments(), 400, 503),
        "/suggest": _get("suggest", "输入联想", "Suggestions", [_query("q", {"type": "string"}, "已输入的文字")]),
        "/resources/{public_id}": _get("getResource", "一个资源", "Resource", [_in_path("public_id")], 404, 410),
        "/lectures": _get("listLectures", "讲座，按开始时间", "Lectures", [*_stretch(), *page], 400),
        "/lectures/{public_id}": _get("getLecture", "一场讲座", "Lecture", [_in_path("public_id")], 404, 410),
        "/collections": _get("listCollections", "全部专题", "Collections", []),
        "/collections/{slug}": _get("getCollection", "一个专题", "Collection", [_in_path("slug")], 404, 410),
        "/openapi.json": _get("getDescription", "本说明", "Description", []),
    }
    for path, methods in paths_in(page).items():
        paths[path] = {**paths.get(path, {}), **methods}
    return paths


def _search_arguments() -> list[Shape]:
    text = {"type": "string", "maxLength": MAX_CHARACTERS}
    return [
        _query("q", text, "要找的文字；空则列出全部"),
        _query("type", {"type": "string", "enum": list(TYPES), "default": TYPES[0]}, "找哪一类"),
        *(_facet(name) for name in FACETS),
        _query("sort", {"type": "string", "enum": list(SORTS), "default": SORTS[0]}, "排序"),
        _number("page", MAX_PAGE, 1, f"页码；只能翻到前 {MAX_DEPTH} 条"),
        _number("per_page", MAX_PER_PAGE, DEFAULT_PER_PAGE),
    ]


def _facet(name: str) -> Shape:
    value: Shape = {"type": "string"}
    if name in FACET_VOCABULARIES:
        value["enum"] = list(vocabulary(FACET_VOCABULARIES[name]).terms)
    elif name == "login":
        value["enum"] = list(LOGINS)
    about = "机构的编号或地址名；" if name == "institution" else ""
    argument = _query(name, {"type": "array", "items": value}, f"{about}可重复，同名为“或”，异名为“且”")
    return {**argument, "style": "form", "explode": True}


def _stretch() -> list[Shape]:
    moment = {"type": "string", "examples": ["2026-11-23", "2026-11-23T19:30:00+08:00"]}
    return [
        _query("from", moment, "此刻尚未结束的；默认现在。不写时区即北京时间"),
        _query("to", moment, "在此之前开始的；只写日期时含当天"),
    ]


def _get(operation: str, summary: str, schema: str, parameters: list[Shape], *problems: int) -> Shape:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    responses: Shape = {"200": {"description": summary, "content": content}}
    responses.update({str(status): {"$ref": "#/components/responses/Problem"} for status in problems})
    return {"get": {"operationId": operation, "summary": summary, "parameters": parameters, "responses": responses}}


def _query(name: str, schema: Shape, description: str) -> Shape:
    return {"name": name, "in": "query", "schema": schema, "description": description}


def _number(name: str, most: int, default: int, description: str = "") -> Shape:
    schema = {"type": "integer", "minimum": 1, "maximum": most, "default": default}
    return _query(name, schema, description or ("页码" if name == "page" else "每页条数"))


def _in_path(name: str) -> Shape:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _problem() -> Shape:
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": "出错", "content": content}
