"""Small things that unpack to large ones, and things without end, are cut off: seconds and memory are measured."""

import gzip
import zlib
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from loopback import Answer, Site
from measured import measure

SECURITY = Path(__file__).parents[3] / "shared" / "data" / "security"
MEGABYTE = 1024 * 1024
MOST_SECONDS, MOST_MEGABYTES = 1.0, 200.0
CAP_BYTES = 64 * MEGABYTE
BOMBS = (
    *("cyclic.xml", "quadratic.xml", "xmlbomb.xml", "xmlbomb2.xml"),
    *("dtd.xml", "dtd_element.xml", "external.xml", "external_file.xml"),
)
READ_XML = "from harvesters.formats.xml import parse_xml"
READ_FEED = """
from harvesters.adapters.feed import parse_feed
from harvesters.http import Response
def read(content): return parse_feed(Response("http://a.cn/", 200, {"content-type": "application/xml"}, content))
read(b'<rss version="2.0"><channel><title>x</title></channel></rss>')
"""
FETCH = "from loopback import local_door"


def assert_refused_cheaply(preparation: str, action: str, reason: str) -> None:
    cost = measure(preparation, action)

    assert reason in cost.outcome
    assert cost.seconds < MOST_SECONDS
    assert cost.megabytes < MOST_MEGABYTES


def hostile_files() -> list[Path]:
    samples = [SECURITY / "defusedxml" / "xmltestdata" / name for name in BOMBS]
    return [*samples, *sorted(SECURITY.glob("PayloadsAllTheThings/xxe/*XXE*.xml")), *SECURITY.glob("*/xxe/Deny*")]


@pytest.mark.skipif(not SECURITY.is_dir(), reason="the collected data is not beside this checkout")
@pytest.mark.parametrize("path", hostile_files(), ids=lambda path: path.name)
def test_every_bomb_and_entity_file_is_refused_by_the_parser(path: Path) -> None:
    assert_refused_cheaply(READ_XML, f"parse_xml(open({str(path)!r}, 'rb').read())", "返回的 XML")


@pytest.mark.skipif(not SECURITY.is_dir(), reason="the collected data is not beside this checkout")
@pytest.mark.parametrize("path", hostile_files(), ids=lambda path: path.name)
def test_every_bomb_and_entity_file_is_refused_by_the_feed_adapter(path: Path) -> None:
    assert_refused_cheaply(READ_FEED, f"read(open({str(path)!r}, 'rb').read())", "订阅")


@pytest.mark.parametrize(
    "document",
    [
        "b'<a/>' * 15_000_000",
        "b'<r>' + b'<a/>' * 10_000_000 + b'</r>'",
        "b'<r>' + b'<a b=\"\"/>' * 1_000_000 + b'</r>'",
        "b'<r ' + b' '.join(b'a%d=\"\"' % n for n in range(1_000_000)) + b'/>'",
        "b'<a>' * 500_000",
        "b'<r>' + b'x' * 20_000_000 + b'</r>'",
        "b'<!DOCTYPE r [<!ENTITY a \"' + b'x' * 100_000 + b'\">]><r b=\"' + b'&a;' * 20_000 + b'\"/>'",
        "('<r>' + '<a/>' * 1_500_000 + '</r>').encode('utf-16')",
    ],
)
def test_floods_of_nodes_are_refused_by_the_parser(document: str) -> None:
    assert_refused_cheaply(f"{READ_XML}\ncontent = {document}", "parse_xml(content)", "返回的 XML")


def test_the_largest_document_that_is_read_stays_within_bounds() -> None:
    cost = measure(f"{READ_XML}\ncontent = b'<r>' + b'<a/>' * 1_199_000 + b'</r>'", "parse_xml(content)")

    assert cost.outcome == "done"
    assert cost.megabytes < MOST_MEGABYTES


def test_a_feed_of_nothing_but_tags_is_refused() -> None:
    content = "b'<rss><channel>' + b'<item>' * 2_000_000"
    assert_refused_cheaply(f"{READ_FEED}\ncontent = {content}", "read(content)", "返回的 XML 太大")


def packed_zeros(megabytes: int, *, wbits: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, wbits)
    return b"".join(packer.compress(bytes(MEGABYTE)) for _ in range(megabytes)) + packer.flush()


@pytest.mark.parametrize(("packing", "wbits"), [("gzip", 31), ("deflate", 15), ("deflate", -15)])
def test_a_packed_bomb_is_cut_at_the_cap(site: Site, packing: str, wbits: int) -> None:
    site.answers["/bomb"] = Answer(packed_zeros(256, wbits=wbits), headers={"Content-Encoding": packing})

    cost = measure(FETCH, f"local_door(max_bytes={CAP_BYTES}).get({site.url + '/bomb'!r})")
    assert "内容太大，超过 64 MB" in cost.outcome
    assert cost.megabytes < MOST_MEGABYTES


def test_a_single_read_does_not_unpack_the_whole_bomb(site: Site) -> None:
    site.answers["/bomb"] = Answer(packed_zeros(128, wbits=31), headers={"Content-Encoding": "gzip"})

    cost = measure(FETCH, f"local_door(max_bytes=1000).get({site.url + '/bomb'!r})")
    assert "内容太大" in cost.outcome
    assert cost.megabytes < 10


def test_a_bomb_of_many_small_packages_is_cut_too(site: Site) -> None:
    bomb = gzip.compress(bytes(MEGABYTE)) * 256
    site.answers["/bomb"] = Answer(bomb, headers={"Content-Encoding": "gzip"})

    cost = measure(FETCH, f"local_door(max_bytes={CAP_BYTES}).get({site.url + '/bomb'!r})")
    assert "内容太大，超过 64 MB" in cost.outcome
    assert cost.megabytes < MOST_MEGABYTES


@pytest.mark.parametrize("chunked", [False, True])
def test_an_endless_body_is_cut_at_the_cap(site: Site, chunked: bool) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"Transfer-Encoding: chunked\r\n" * chunked + b"\r\n")
        part = b"100000\r\n" + bytes(MEGABYTE) + b"\r\n" if chunked else bytes(MEGABYTE)
        try:
            while True:
                handler.wfile.write(part)
        except OSError:
            handler.close_connection = True

    site.answers["/endless"] = endless

    cost = measure(FETCH, f"local_door(max_bytes={CAP_BYTES}).get({site.url + '/endless'!r})")
    assert "内容太大，超过 64 MB" in cost.outcome
    assert cost.megabytes < MOST_MEGABYTES
