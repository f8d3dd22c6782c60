"""Every address of the public collections of tricks is refused, each for the reason written here."""

import re
import socket
from itertools import chain, repeat
from pathlib import Path

import pytest
from loopback import Answer, Site

from harvesters import connections
from harvesters.destinations import PORTS, first_refusal
from harvesters.errors import DestinationError, HttpError
from harvesters.http import Http
from harvesters.targets import read_target

COLLECTION = Path(__file__).parents[3] / "shared" / "data" / "security" / "PayloadsAllTheThings" / "ssrf"
ADDRESS = re.compile(r"""\b[a-z0-9]+:(?:(?://)|(?<=http:)|(?<=jar:))[^\s`'"<>)]+""")

OURSELVES, INNER, LINK, CARRIER = "本机地址", "内网地址", "链路本地地址", "运营商内部地址"
UNSPECIFIED, RESERVED, NOWHERE = "未指定地址", "保留地址", "找不到这个网站"

NAMES = {
    "localhost": "::1 127.0.0.1",
    "ip6-localhost": "::1",
    "ip6-loopback": "::1",
    "localtest.me": "::1",
    "localh.st": "127.0.0.1",
    "company.127.0.0.1.nip.io": "127.0.0.1",
    "169.254.169.254.nip.io": "169.254.169.254",
    "instance-data": "169.254.169.254",
    "metadata": "169.254.169.254",
    "metadata.google.internal": "169.254.169.254",
    "rancher-metadata": "169.254.169.250",
    "foo": "172.17.0.1",
    "redirect-server": "192.168.0.1",
}
"""What these names lead to where the tricks work; a test asks no name server."""

EXPECTED = {
    **dict.fromkeys(["localhost", "ip6-localhost", "ip6-loopback", "localtest.me", "localh.st"], OURSELVES),
    **dict.fromkeys(["company.127.0.0.1.nip.io", "127.0.0.1", "127.0.0.0", "127.0.1", "127.0.1.3"], OURSELVES),
    **dict.fromkeys(["127.1", "127.1.1.1", "127.127.127.127", "2130706433", "0x7f000001", "0177.0.0.1"], OURSELVES),
    **dict.fromkeys(["0000::1", "::ffff:127.0.0.1", "0:0:0:0:0:ffff:127.0.0.1"], OURSELVES),
    **dict.fromkeys(["192.168.0.1", "192.168.1.1", "3232235521", "3232235777", "0xc0a80101"], INNER),
    **dict.fromkeys(["fd00:ec2::254", "foo", "redirect-server"], INNER),
    **dict.fromkeys(["169.254.169.254", "169.254.170.2", "2852039166", "0xa9fea9fe", "0xa9.0xfe.0xa9.0xfe"], LINK),
    **dict.fromkeys(["0251.0376.0251.0376", "0251.00376.000251.0000376", "0251.254.169.254"], LINK),
    **dict.fromkeys(["::ffff:a9fe:a9fe", "0:0:0:0:0:ffff:a9fe:a9fe", "0:0:0:0:0:ffff:169.254.169.254"], LINK),
    **dict.fromkeys(["169.254.169.254.nip.io", "instance-data", "metadata", "metadata.google.internal"], LINK),
    "rancher-metadata": LINK,
    "100.100.100.200": CARRIER,
    **dict.fromkeys(["0", "0.0.0.0", "::"], UNSPECIFIED),
    "192.0.0.192": RESERVED,
    **dict.fromkeys(["425.510.425.510", "7147006462", "0x41414141a9fea9fe"], NOWHERE),
    **dict.fromkeys(["o177.0.0.1", "0o177.0.0.1", "q177.0.0.1", "$%7Baws_lambda_runtime_api%7D", "test"], NOWHERE),
}
"""Why each host is refused on the ports of the web, by the host as it is connected to."""

MENTIONED = {
    *("1.1.1.1", "1u.ms", "307.r3dir.me", "62epax5fhvj3zzmzigyoe5ipkbn7fysllvges3a.302.r3dir.me", "nicob.net"),
    *("4d0cf09b9b2d761a7d87be99d17507bce8b86f3b.flaws.cloud", "help.redacted.com", "evil.com", "example.com"),
    *("azure.microsoft.com", "developers.digitalocean.com", "docs.aws.amazon.com", "docs.docker.com", "rancher.com"),
    *("docs.microsoft.com", "metadata.packet.net", "www.googleapis.com", "developer.mozilla.org", "www.w3.org"),
    *("github.com", "imgur.com", "mizu.re", "portswigger.net", "vozec.fr", "web.archive.org", "www.blackhat.com"),
    *("www.root-me.org", "www.tcpipguide.com"),
}
"""Public hosts: literature, and places that redirect inside, which is refused at the redirect."""


def resolve(host: str, port: int) -> list[str]:
    """The names above, and numbers in every form the system understands."""
    if host.rstrip(".") in NAMES:
        return NAMES[host.rstrip(".")].split()
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    return [str(address[0]) for *_, address in found]


def reason(url: str) -> str:
    """Why the door does not go there."""
    with pytest.raises(HttpError) as caught:
        Http(resolve=resolve).get(url)
    return re.sub(r"^不能访问|[：，].*$", "", str(caught.value))


@pytest.mark.parametrize("host", [host for host in EXPECTED if host != "$%7Baws_lambda_runtime_api%7D"])
@pytest.mark.parametrize("form", ["http://{}/", "https://{}/", "http://{}:8080/x?y", "https://{}:443"])
def test_each_host_is_refused_on_every_port_of_the_web(host: str, form: str) -> None:
    assert reason(form.format(f"[{host}]" if ":" in host else host)) == EXPECTED[host]


@pytest.mark.skipif(not COLLECTION.is_dir(), reason="the collected data is not beside this checkout")
def test_every_address_of_the_collection_is_refused_for_its_reason() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(COLLECTION.iterdir())]
    addresses = [address for text in texts for address in ADDRESS.findall(text)]
    refused = 0
    for address in addresses:
        expected = expected_reason(address)
        if expected:
            assert (address, reason(address)) == (address, expected)
            refused += 1

    assert (len(addresses), refused) == (309, 191)


def expected_reason(address: str) -> str:
    """By scheme and form, by port, by host; empty for the public hosts mentioned."""
    try:
        target = read_target(address, any_port=True)
    except DestinationError as error:
        return str(error).partition("：")[0]
    if target.host in MENTIONED:
        return ""
    return EXPECTED[target.host] if target.port in PORTS else f"端口 {target.port}"


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("http://127.0.0.1./", OURSELVES),
        ("http://localhost./", OURSELVES),
        ("http://LOCALHOST/", OURSELVES),
        ("http://%31%32%37.0.0.1/", OURSELVES),
        ("http://127.0.0.1\\@a.cn/", OURSELVES),
        ("http://127.0.0.1#@a.cn/", OURSELVES),
        ("http://[::127.0.0.1]/", OURSELVES),
        ("http://[::ffff:0:127.0.0.1]/", "地址转换用的地址"),
        ("http://[64:ff9b::7f00:1]/", "地址转换用的地址"),
        ("http://[64:ff9b:1::7f00:1]/", "地址转换用的地址"),
        ("http://[2002:7f00:1::]/", "地址转换用的地址"),
        ("http://[2001:0:7f00:1::]/", RESERVED),
        ("http://255.255.255.255/", RESERVED),
        ("http://[ff02::1]/", "组播地址"),
        ("http://a.cn@127.0.0.1/", "地址里不能带用户名和密码"),
        ("http://127.0.0.1@a.cn/", "地址里不能带用户名和密码"),
        ("http://①②⑦.⓪.⓪.①/", "只能访问 http 或 https 地址"),
        ("http://127。0。0。1/", "只能访问 http 或 https 地址"),
        ("http://๑๒๗.0.0.1/", NOWHERE),
        ("http://127.0.0.1:6379/", "端口 6379"),
        ("http://a.cn:22\\@b.cn:80/", "端口 22"),
    ],
)
def test_other_ways_to_write_an_address_do_not_help(address: str, why: str) -> None:
    assert reason(address) == why


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("host", ["localhost", "0x7f000001", "[::ffff:a9fe:a9fe]", "metadata.google.internal"])
def test_a_redirect_does_not_help_either(site: Site, monkeypatch: pytest.MonkeyPatch, status: int, host: str) -> None:
    """The site itself stands for a public one here."""
    public = ["127.9.9.9", "127.0.0.1"]
    monkeypatch.setattr(connections, "first_refusal", lambda found: "" if found == public else first_refusal(found))
    monkeypatch.setattr("harvesters.targets.PORTS", {80, read_target(site.url, any_port=True).port})
    site.answers["/out"] = Answer(status=status, headers={"Location": f"http://{host}/latest/meta-data/"})
    door = Http(resolve=lambda name, port: public if name == "127.0.0.1" else resolve(name, port))

    with pytest.raises(DestinationError, match=f"不能访问{EXPECTED[host.strip('[]')]}"):
        door.get(site.url + "/out")
    assert site.requests == ["/out"]


def test_a_name_that_turns_inside_between_two_requests_is_refused() -> None:
    """DNS rebinding: 1.1.1.1 for whoever checks first, our own network for whoever connects."""
    asked: list[str] = []
    answers = chain([["10.0.0.1"]], repeat(["1.1.1.1"]))

    def rebinding(host: str, _port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    with pytest.raises(DestinationError, match=r"不能访问内网地址：turning\.cn"):
        Http(resolve=rebinding).get("http://turning.cn/")
    assert asked == ["turning.cn"]
