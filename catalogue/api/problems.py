"""Errors as machines read them: RFC 9457 problem documents for everything that fails under /api/."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, json, request

from catalogue.errors import BadRequestArgument, Busy, CatalogueError, NotFound
from catalogue.search.engine import IndexUnavailable

API_PREFIX = "/api/"
MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 30

SEARCH_UNAVAILABLE = "搜索正在恢复，请稍后再试。"
_TITLES = {
    400: ("请求有误", "这个请求无法理解。"),
    401: ("需要令牌", "请在请求头 Authorization 里带上有效的令牌：Bearer gx_…"),
    403: ("没有权限", "这个令牌不能做这件事。"),
    404: ("没有找到", "这个地址没有内容。"),
    405: ("不支持这种方法", "这个地址不支持所用的 HTTP 方法。"),
    410: ("已经撤下", "这里的内容已经撤下。"),
    413: ("请求过大", "请求的内容超过了允许的大小。"),
    414: ("地址过长", "请求的地址太长。"),
    415: ("不支持这种内容", "请提交 JSON，请求头写 Content-Type: application/json。"),
    429: ("请求过于频繁", "请稍后再试。"),
    500: ("服务器出错", "服务器出了问题，已经记录下来，请稍后再试。"),
    503: ("暂时无法使用", "服务暂时无法使用，请稍后再试。"),
}


class Problem(Exception):
    """Ends a request with a problem document; `members` are extensions such as the argument's name."""

    def __init__(
        self, status: int, detail: str = "", *, headers: Mapping[str, str] | None = None, **members: Any
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers, self.members = status, detail, headers or {}, members


def problem_response(status: int, detail: str = "", **members: Any) -> Response:
    """A problem document; `type` is about:blank, for the status already says what kind it is."""
    title, usual = _TITLES.get(status, (HTTPStatus(status).phrase, ""))
    document = {"type": "about:blank", "title": title, "status": status, "detail": detail or usual, **members}
    response = Response(json.dumps(document) + "\n", status, content_type=MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def answer_error(error: Exception) -> Response:
    """The problem document of an error that a view under /api/ raised."""
    match error:
        case Problem():
            response = problem_response(error.status, error.detail, **error.members)
            response.headers.update(error.headers)
            return response
        case BadRequestArgument():
            return problem_response(400, str(error), argument=error.name)
        case NotFound():
            return problem_response(404, str(error))
        case Busy():
            return problem_response(503, str(error))
        case CatalogueError():
            return problem_response(400, str(error))
    return problem_response(503, SEARCH_UNAVAILABLE)


ANSWERED = (Problem, CatalogueError, IndexUnavailable)
"""What `answer_error` knows; everything else is a fault and is logged as one."""


def init_problems(app: Flask) -> None:
    """Turn what fails before or behind a view (no such address, wrong method, a fault) into a problem as well."""

    @app.after_request
    def as_problem(response: Response) -> Response:
        if not request.path.startswith(API_PREFIX):
            return response
        if response.status_code >= HTTPStatus.BAD_REQUEST and response.mimetype != MEDIA_TYPE:
            problem = problem_response(response.status_code)
            if allow := response.headers.get("Allow"):
                problem.headers["Allow"] = allow
            response = problem
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response
