"""Answers of servers: read as they arrive, unpacked within bounds, and handed out whole."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin

import requests
import urllib3

from harvesters.errors import DestinationError, HttpError, PassingError
from harvesters.formats.encodings import decode
from harvesters.timed_answers import timeout_reason

REDIRECTS = (301, 302, 303, 307, 308)
PERMANENT_REDIRECTS = (301, 308)
CHUNK = 64 * 1024
ACCEPTED = "gzip, deflate"
SWALLOWING_TRAILING_BYTES = 2
"""The state of urllib3's gzip decoder after a whole stream with something else behind it."""
NEVER_ASKED = ("br", "zstd", "compress", "x-compress")


@dataclass(frozen=True)
class Response:
    """A good answer, read whole. `url` is where it came from after redirects; header names are lower-case.

    `not_modified` says that the server called the answer we had kept still good; `status` is 200 then too.
    `permanent_url` is how far permanent redirects alone led (RFC 9110, 15.4.2 and 15.4.9): the address to use from
    now on, which is the one asked for when there were none.
    """

    url: str
    status: int
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)
    not_modified: bool = False
    permanent_url: str = ""

    @property
    def content_type(self) -> str:
        """The media type without its parameters, lower-case; empty when the server named none."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """The charset the server claims; often wrong, so a hint only."""
        _, _, rest = self.headers.get("content-type", "").lower().partition("charset=")
        return rest.partition(";")[0].strip(" \"'")

    @property
    def text(self) -> str:
        """The body as text, by its byte order mark, the claimed charset or what fits."""
        return decode(self.content, self.charset)


def redirect_target(answer: requests.Response) -> str:
    """Where the answer sends us, absolute; empty when it does not."""
    location = answer.headers.get("location", "")
    if answer.status_code not in REDIRECTS or not location:
        return ""
    # http.client hands header bytes over as Latin-1, servers mean UTF-8.
    location = location.encode("latin-1", "replace").decode("utf-8", "replace")
    try:
        return urljoin(answer.url, location)
    except ValueError as error:
        raise DestinationError(f"转向的地址不完整：{location[:200]}", fault="broken") from error


def read_headers(answer: requests.Response) -> dict[str, str]:
    """The headers by their lower-case names."""
    return {name.lower(): value for name, value in answer.headers.items()}


def read_body(answer: requests.Response, *, most: int, cut: bool = False) -> bytes:
    """The unpacked body of at most so many bytes; a longer one raises HttpError, or is cut off.

    Unpacking is bounded chunk by chunk, so that no server can make us hold more than the most and one chunk.
    """
    refuse_unknown_packing(answer)
    body = bytearray()
    for chunk in chunks(answer):
        body += chunk
        if len(body) > most:
            if cut:
                break
            raise HttpError(f"内容太大，超过 {most / (1024 * 1024):.3g} MB：{answer.url}", fault="too_large")
    else:
        refuse_cut_packing(answer, body)
    return bytes(memoryview(body)[:most])


def refuse_cut_packing(answer: requests.Response, body: bytes | bytearray) -> None:
    """Packed bytes end with a mark. Without it some are missing, which urllib3 lets pass when the length is right."""
    decoder = getattr(answer.raw, "_decoder", None)
    engine = getattr(decoder, "_obj", None)
    trailing = getattr(decoder, "_state", None) == SWALLOWING_TRAILING_BYTES
    if body and engine is not None and not engine.eof and not trailing:
        raise PassingError(f"传输中断或内容损坏：{answer.url}", fault="broken")


def refuse_unknown_packing(answer: requests.Response) -> None:
    """Refuse packing within packing and kinds we never asked for: what they unpack to cannot be bounded everywhere."""
    packing = answer.headers.get("content-encoding", "").strip().lower()
    if "," in packing or packing in NEVER_ASKED:
        raise HttpError(f"内容的压缩方式不支持（{packing[:40]}）：{answer.url}", fault="broken")


def chunks(answer: requests.Response) -> Iterator[bytes]:
    """The unpacked body as it arrives: read1 returns what is there, so that a dribbling server cannot stall us."""
    try:
        while chunk := answer.raw.read1(CHUNK, decode_content=True):
            yield chunk
    except urllib3.exceptions.ReadTimeoutError as error:
        raise PassingError(f"{timeout_reason(error)}：{answer.url}", fault="timeout") from error
    except urllib3.exceptions.DecodeError as error:
        raise HttpError(f"内容损坏，无法解压：{answer.url}", fault="broken") from error
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        raise PassingError(f"传输中断或内容损坏：{answer.url}", fault="broken") from error
