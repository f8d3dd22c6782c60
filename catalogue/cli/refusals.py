"""Requests so broken that no page sees them still get an answer in Chinese that says how to mend them."""

import logging
from html import escape
from typing import Any

from gunicorn.http.errors import InvalidRequestLine, LimitRequestHeaders, LimitRequestLine, ParseException
from gunicorn.util import write_nonblock
from gunicorn.workers.gthread import ThreadWorker

log = logging.getLogger(__name__)

REFUSALS: tuple[tuple[type[Exception], str, str], ...] = (
    (LimitRequestLine, "414 URI Too Long", "网址太长。请缩短搜索的文字，或回到首页重新开始。"),
    (LimitRequestHeaders, "431 Request Header Fields Too Large", "浏览器发来的信息太多。请清除本站的 Cookie 后再试。"),
    (InvalidRequestLine, "400 Bad Request", "网址写法有误：汉字和空格需要编码。请从首页搜索，或重新复制链接。"),
    (ParseException, "400 Bad Request", "请求写法有误。请回到首页重新开始。"),
)


class Worker(ThreadWorker):
    """Gunicorn's threaded worker with our words for what it refuses itself."""

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:
        for kind, status, words in REFUSALS:
            if isinstance(exc, kind):
                log.warning("refused a request from %s: %s", (addr or ("",))[0], status)
                _answer(client, status, words)
                return
        super().handle_error(req, client, addr, exc)


def _answer(client: Any, status: str, words: str) -> None:
    page = (
        '<!doctype html><html lang="zh-Hans"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(status[:3])}</title><h1>{escape(words)}</h1><p><a href="/">回到首页</a></p></html>'
    ).encode()
    head = (
        f"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Type: text/html; charset=utf-8\r\n"
        f"Content-Length: {len(page)}\r\n\r\n"
    )
    try:
        write_nonblock(client, head.encode("ascii") + page)
    except OSError:
        log.debug("the client had gone before it could be refused")
