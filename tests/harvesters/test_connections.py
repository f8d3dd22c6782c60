"""The door connects to what was checked: names into our network, rebinding, redirects, odd ways to write loopback."""

from collections.abc import Callable
from itertools import chain, repeat
from urllib.parse import urlsplit

import pytest
from loopback import Answer, Site, local_door

from harvesters import connections
from harvesters.destinations import first_refusal
from harvesters.errors import HttpError
from harvesters.http import Http, HttpSettings


def names(**addresses: str) -> Callable[[str, int], list[str]]:
    """A resolver that knows these names (dots written as underscores) and nothing else."""
    known = {name.replace("_", "."): address.split() for name, address in addresses.items()}

    def resolve(host: str, _port: int) -> list[str]:
        if host not in known:
            raise OSError(f"no such name: {host}")
        return known[host]

    return resolve


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("10.0.0.5", "内网地址"),
        ("127.0.0.1", "本机地址"),
        ("169.254.169.254", "链路本地地址"),
        ("::ffff:192.168.0.1", "内网地址"),
        ("1.1.1.1 192.168.0.1", "内网地址"),
    ],
)
def test_a_name_that_leads_inside_is_refused(address: str, why: str) -> None:
    door = Http(resolve=names(inner_example_cn=address))
    with pytest.raises(HttpError, match=f"不能访问{why}：inner.example.cn"):
        door.get("http://inner.example.cn/")


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "localhost", "[::1]", "0.0.0.0", "127.1", "2130706433", "0x7f000001", "0177.0.0.1"),
        *("[::ffff:127.0.0.1]", "[0:0:0:0:0:ffff:7f00:1]", "127.0.0.1.", "①②⑦.⓪.⓪.①"),
    ],
)
def test_loopback_is_refused_however_it_is_written(site: Site, host: str) -> None:
    for scheme in ("http", "https"):
        with pytest.raises(HttpError, match=r"不能访问|找不到这个网站|无法连接|只能访问"):
            Http(HttpSettings(connect_timeout=0.5)).get(f"{scheme}://{host}/")
    assert site.requests == []


def test_only_ports_of_the_web_are_asked(site: Site) -> None:
    port = urlsplit(site.url).port
    with pytest.raises(HttpError, match=f"不能访问端口 {port}"):
        Http(resolve=names(a_cn="1.1.1.1")).get(f"http://a.cn:{port}/")


@pytest.fixture
def public_site(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site that the rules take for a public one; all other inner addresses stay refused."""

    def refused(numeric: list[str]) -> str:
        return "" if numeric == ["127.0.0.1"] else first_refusal(numeric)

    monkeypatch.setattr(connections, "first_refusal", refused)
    monkeypatch.setattr("harvesters.targets.PORTS", {urlsplit(site.url).port, 80})
    return site


@pytest.mark.parametrize("target", ["http://inner.example.cn/", "http://10.0.0.5/", "http://[::1]/"])
def test_a_redirect_inside_is_refused(public_site: Site, target: str) -> None:
    public_site.answers["/out"] = Answer(status=302, headers={"Location": target})
    known = {"inner.example.cn": "10.0.0.5", "127.0.0.1": "127.0.0.1", "10.0.0.5": "10.0.0.5", "::1": "::1"}
    door = Http(resolve=lambda host, _port: [known[host]])

    with pytest.raises(HttpError, match=r"不能访问(内网|本机)地址"):
        door.get(public_site.url + "/out")
    assert public_site.requests == ["/out"]


def test_a_name_is_resolved_once_for_a_connection(site: Site) -> None:
    """Rebinding: a second look would see another address."""
    port = urlsplit(site.url).port
    answers = chain([["127.0.0.1"]], repeat(["192.0.2.1"]))
    asked: list[str] = []

    def rebinding(host: str, _port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    site.serve("/a", "here")
    door = local_door(obey_robots=False, resolve=rebinding)
    assert door.get_text(f"http://rebinding.cn:{port}/a") == "here"
    assert asked == ["rebinding.cn"]


def test_a_name_that_turns_inside_is_refused_at_the_next_connection() -> None:
    answers = iter([["10.0.0.1"]])
    with pytest.raises(HttpError, match="内网地址"):
        Http(resolve=lambda _host, _port: next(answers)).get("http://turning.cn/")


def test_the_next_address_is_tried_when_the_first_does_not_answer(site: Site) -> None:
    port = urlsplit(site.url).port
    site.serve("/a", "here")
    door = local_door(connect_timeout=0.5, resolve=names(two_cn="127.0.0.99 127.0.0.1"))
    assert door.get_text(f"http://two.cn:{port}/a") == "here"


def test_the_host_header_keeps_the_name(site: Site) -> None:
    port = urlsplit(site.url).port
    hosts: list[str] = []

    def remember(handler: object) -> None:
        hosts.append(handler.headers["Host"])  # type: ignore[attr-defined]
        handler.send_response(204)  # type: ignore[attr-defined]
        handler.end_headers()  # type: ignore[attr-defined]

    site.answers["/a"] = remember
    local_door(resolve=names(named_cn="127.0.0.1")).get(f"http://named.cn:{port}/a")
    assert hosts == [f"named.cn:{port}"]


def test_a_connection_is_kept_open_for_the_next_fetch() -> None:
    site = Site("HTTP/1.1")
    door = local_door()
    for _ in range(3):
        door.get(site.serve("/a", "x"))

    assert (len(site.requests), len(site.connections)) == (3, 1)
    site.close()


def test_a_connection_the_server_closed_meanwhile_is_replaced() -> None:
    site = Site("HTTP/1.1")
    door = local_door()
    site.answers["/a"] = Answer(b"x", headers={"Connection": "close"})
    for _ in range(3):
        door.get(site.url + "/a")

    assert (len(site.requests), len(site.connections)) == (3, 3)
    site.close()
