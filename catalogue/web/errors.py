"""Error pages: what went wrong and how to mend it, in plain words and never with a stack trace."""

import logging
from dataclasses import dataclass

from flask import Flask, Response, g, make_response, render_template, request
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from werkzeug.exceptions import HTTPException

from catalogue.db import db
from catalogue.errors import Busy, CatalogueError, NotFound
from catalogue.web.translation import lazy_gettext as _l


@dataclass(frozen=True)
class Advice:
    """What the page of one status says: a headline, and what to do now."""

    title: str
    text: str


ADVICE = {
    400: Advice(_l("这个网址我们看不懂"), _l("网址里可能多了或少了几个字。请检查网址，或者回到首页重新查找。")),
    403: Advice(_l("这里不对外开放"), _l("这个页面只给有权限的人看。您可以回到首页，继续查找公开的资源。")),
    404: Advice(_l("没有找到这个页面"), _l("网址可能抄错了，或者这个页面已经搬走。您可以在下面搜索，或者回到首页。")),
    405: Advice(_l("这个页面不支持这样打开"), _l("请直接点击链接打开页面，不要重复提交。")),
    409: Advice(_l("这里刚刚变了"), _l("您操作的同时，它被改动或删除了。请返回上一页，刷新后再看一看。")),
    410: Advice(_l("这个页面已经撤下"), _l("它不会再回来了。您可以在下面搜索，看看有没有别的资源。")),
    413: Advice(_l("提交的内容太大了"), _l("请把文件或文字减小一些，再试一次。")),
    414: Advice(_l("网址太长了"), _l("请缩短要搜索的文字，再试一次。")),
    429: Advice(_l("您点得太快了"), _l("请休息一分钟，再试一次。")),
    500: Advice(
        _l("网站出了点问题"), _l("这不是您的错，我们已经记下来了。请过几分钟再试；如果还是不行，请告诉我们是哪个网址。")
    ),
    503: Advice(_l("网站正忙"), _l("请过一分钟再试。")),
}


log = logging.getLogger(__name__)

KEPT_HEADERS = ("Allow", "Retry-After")


def init_errors(app: Flask) -> None:
    """Pages for every error; whatever lies under /api/ answers for itself."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(NotFound, _not_found)
    app.register_error_handler(Busy, _busy)
    app.register_error_handler(CatalogueError, _refused)
    app.register_error_handler(ObjectDeletedError, _overtaken)
    app.register_error_handler(StaleDataError, _overtaken)


def _http_error(error: HTTPException) -> Response | HTTPException:
    if error.response is not None or error.code is None or error.code < 400:
        return error
    if request.path.startswith("/api/"):
        return error
    if error.code == 400 and error is request.routing_exception:
        return Response("请求里的主机名无法识别。\n", 400, mimetype="text/plain")  # no page: it could have no links
    response = make_response(error_page(error.code))
    response.headers.update({name: value for name, value in error.get_headers() if name in KEPT_HEADERS})
    return response


def _not_found(error: NotFound) -> tuple[str, int]:
    return error_page(404, str(error))


def _busy(error: Busy) -> tuple[str, int]:
    return error_page(503, str(error))


def _refused(error: CatalogueError) -> tuple[str, int]:
    return error_page(400, str(error))


def _overtaken(error: ObjectDeletedError | StaleDataError) -> tuple[str, int]:
    """Another request deleted what this one is about; that may be the very session of whoever asks."""
    log.warning("overtaken by another request: %s", error)
    db.session.rollback()
    g.pop("_login_user", None)  # Flask-Login's: the page looks anew who is signed in
    return error_page(409)


def error_page(code: int, message: str = "") -> tuple[str, int]:
    """The page of a status; `message` says more than the general advice can."""
    advice = ADVICE.get(code) or ADVICE[500 if code >= 500 else 400]
    return render_template("errors/error.html", code=code, advice=advice, message=message), code
