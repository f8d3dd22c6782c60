"""Places to harvest on loopback: a table in a file and an OAI-PMH repository that pages slowly."""

import csv
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import sleep
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

from tests.rehearsal.courses import Course, title
from tests.rehearsal.documents import oai_answer, oai_record

PAGE = 25
PAGE_SECONDS = 0.2
RECORDS = 1000
WALK_SECONDS = RECORDS / PAGE * PAGE_SECONDS
SCHOOLS = ("南昌大学", "江西师范大学", "江西财经大学", "华东交通大学", "东华理工大学")


def school(number: int) -> str:
    return SCHOOLS[number % len(SCHOOLS)]


def write_table(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["课程编号", "课程名称", "开课单位", "课程链接"])
        for number in range(rows):
            writer.writerow([number, title(number), school(number), f"https://table.example.cn/{number}"])


class OaiRepository(BaseHTTPRequestHandler):
    """`records` are served in pages; a resumption token is the number of the next record.

    `walked` are the pages of records asked for so far, each by the number of its first record.
    """

    records = RECORDS
    walked: ClassVar[list[int]] = []

    def do_GET(self) -> None:
        if self.path == "/robots.txt":
            self.send_error(404)
            return
        query = parse_qs(urlsplit(self.path).query)
        body = self._identify() if query.get("verb") == ["Identify"] else self._page(query)
        self.send_response(200)
        self.send_header("Content-Type", "text/xml; charset=utf-8")
        self.end_headers()
        self.wfile.write(oai_answer(body).encode())

    def log_message(self, *_: object) -> None:
        """The soak speaks for itself."""

    def _identify(self) -> str:
        return (
            "<Identify><repositoryName>示范仓储</repositoryName><protocolVersion>2.0</protocolVersion>"
            "<earliestDatestamp>2020-01-01</earliestDatestamp><deletedRecord>persistent</deletedRecord>"
            "<granularity>YYYY-MM-DD</granularity></Identify>"
        )

    def _page(self, query: dict[str, list[str]]) -> str:
        start = int(query.get("resumptionToken", ["0"])[0])
        self.walked.append(start)
        sleep(PAGE_SECONDS)
        end = min(start + PAGE, self.records)
        token = f"<resumptionToken>{end}</resumptionToken>" if end < self.records else ""
        return f"<ListRecords>{''.join(_record(number) for number in range(start, end))}{token}</ListRecords>"


def _record(number: int) -> str:
    address = f"https://oai.example.cn/{number}"
    return oai_record(Course(str(number), title(number), address, school(number)))


class RepositoryServer(ThreadingHTTPServer):
    """Bears with harvests that are killed in the middle of an answer."""

    def handle_error(self, request: object, client_address: object) -> None:
        """The soak speaks for itself."""


def serve_repository() -> str:
    """Start the repository in a thread; returns its address."""
    server = RepositoryServer(("127.0.0.1", 0), OaiRepository)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}/oai"
