"""The part of the API's description that is about handing in: what programs of institutions send and are answered."""

from typing import Any

from catalogue.api.openapi_schemas import (
    ADDRESS_OR_NULL,
    NUMBER,
    TEXT,
    TEXT_OR_NULL,
    TEXTS,
    TIME,
    Schema,
    list_of,
    object_of,
    reference,
)
from catalogue.domain.submissions.vouching import COMMITMENT, COMMITMENT_WORDS
from catalogue.domain.text.normalise import BODY_LENGTH, SUMMARY_LENGTH, TITLE_LENGTH
from catalogue.domain.uploads.pushed_items import (
    LECTURE_LISTS,
    LECTURE_TEXTS,
    LONGEST_ID,
    RESOURCE_LISTS,
    RESOURCE_TEXTS,
)
from catalogue.domain.uploads.pushing import MOST_ITEMS
from catalogue.models.run import OUTCOMES
from catalogue.models.submission import CHANNELS

SAID_OF = {
    "id": "贵单位自己的编号；同一编号再提交就是更新",
    "url": "http 或 https 地址",
    "kind": "类型的代码或中文名",
    "audiences": "适用人群的代码或中文名",
    "level": "难度的代码或中文名",
    "language": "语言的代码或中文名",
    "subjects": "主题；主题词表里的词才归入主题",
    "duration": "ISO 8601 时长，或 40分钟、14周",
    "effort": "每周投入，ISO 8601 时长，或 3-4小时",
    "cost": "free、free_with_paid_certificate 或“免费”；收费的不收录",
    "login": "none 或 required",
    "published": "日期，如 2026-11-23",
    "updated": "日期，如 2026-11-23",
    "starts_at": "如 2026-11-23T19:30:00+08:00；不写时区即北京时间",
    "ends_at": "如 2026-11-23T21:00:00+08:00",
    "status": "confirmed、tentative 或 cancelled",
}
LONGEST = {"id": LONGEST_ID, "title": TITLE_LENGTH, "summary": SUMMARY_LENGTH, "body": BODY_LENGTH}
Members = dict[str, Schema]

PROMISE: Members = {
    "self_check": {"const": True, "description": "已按七项标准逐一自查"},
    "commitment": {"const": COMMITMENT, "description": f"所作承诺的版本：{COMMITMENT_WORDS}"},
}


def _item(
    texts: tuple[str, ...], lists: tuple[str, ...], required: tuple[str, ...], more: Members | None = None
) -> Schema:
    members = {name: _member(name, TEXT) for name in texts} | {name: _member(name, TEXTS) for name in lists}
    return {
        "type": "object",
        "properties": {**members, **(more or {})},
        "required": [*required, *(more or ())],
        "additionalProperties": False,
    }


def _member(name: str, schema: Schema) -> Schema:
    extras: Schema = {"description": SAID_OF[name]} if name in SAID_OF else {}
    if name in LONGEST:
        extras["maxLength"] = LONGEST[name]
    return {**schema, **extras} if schema is TEXT else {"type": ["array", "string"], "items": TEXT, **extras}


def _batch(name: str) -> Schema:
    items = {**list_of(name), "minItems": 1, "maxItems": MOST_ITEMS}
    return object_of(items=items, **PROMISE)


def _answered(**subject: Schema) -> Schema:
    item = object_of(
        id=TEXT,
        outcome={"enum": list(OUTCOMES)},
        **subject,
        url=ADDRESS_OR_NULL,
        reason=TEXT_OR_NULL,
        faults=list_of("Fault"),
    )
    outcomes = {"type": "object", "additionalProperties": NUMBER}
    return object_of(submission=TEXT, outcomes=outcomes, items={"type": "array", "items": item})


RESOURCE = (RESOURCE_TEXTS, RESOURCE_LISTS, ("id", "title", "url"))
LECTURE = (LECTURE_TEXTS, LECTURE_LISTS, ("id", "title", "starts_at"))

SCHEMAS_IN: dict[str, Schema] = {
    "ResourceIn": _item(*RESOURCE),
    "ResourcesIn": {"oneOf": [_batch("ResourceIn"), _item(*RESOURCE, PROMISE)]},
    "ResourcesTakenIn": _answered(resource=TEXT_OR_NULL),
    "LectureIn": _item(*LECTURE),
    "LecturesIn": {"oneOf": [_batch("LectureIn"), _item(*LECTURE, PROMISE)]},
    "LecturesTakenIn": _answered(lecture=TEXT_OR_NULL),
    "Fault": object_of(field=TEXT_OR_NULL, message=TEXT),
    "Submission": object_of(
        id=TEXT,
        channel={"enum": list(CHANNELS)},
        created_at=TIME,
        total=NUMBER,
        page=NUMBER,
        per_page=NUMBER,
        items=list_of("Standing"),
    ),
    "Standing": object_of(
        id=TEXT,
        type={"enum": ["resource", "lecture"]},
        public_id=TEXT,
        title=TEXT,
        state=TEXT,
        reason=TEXT_OR_NULL,
        url=ADDRESS_OR_NULL,
    ),
}


def paths_in(page: list[Schema]) -> dict[str, Schema]:
    """The addresses programs with a token use, by path and method; `page` are the arguments of a paged list."""
    in_path = {"name": "public_id", "in": "path", "required": True, "schema": TEXT}
    submission = _operation("getSubmission", "一次提交里的每条现在怎样（只看得到自己机构的）", "Submission", 400, 404)
    return {
        "/resources": {"post": _push("pushResources", "提交资源", "ResourcesIn", "ResourcesTakenIn")},
        "/lectures": {"post": _push("pushLectures", "提交讲座", "LecturesIn", "LecturesTakenIn")},
        "/submissions/{public_id}": {"get": {**submission, "parameters": [in_path, *page]}},
    }


def _push(operation: str, summary: str, sent: str, answered: str) -> Schema:
    body = {"required": True, "content": {"application/json": {"schema": reference(sent)}}}
    about = "整次提交回答 200，每条的 outcome 说明结果：有 faults 的没有收下，其余的不受影响。"
    described = _operation(operation, summary, answered, 400, 413, 415)
    return {**described, "description": about, "parameters": [], "requestBody": body}


def _operation(operation: str, summary: str, answered: str, *problems: int) -> Schema:
    content: dict[str, Any] = {"application/json": {"schema": reference(answered)}}
    responses: dict[str, Any] = {"200": {"description": summary, "content": content}}
    responses.update({str(status): {"$ref": "#/components/responses/Problem"} for status in (401, 403, *problems)})
    return {"operationId": operation, "summary": summary, "security": [{"token": []}], "responses": responses}
