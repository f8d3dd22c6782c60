"""robots.txt is asked for first and obeyed, and what it says agrees with protego on real files."""

import time
from pathlib import Path

import pytest
from fake_clock import FakeClock
from loopback import ROBOTS, Answer, Site, local_door
from protego import Protego

from harvesters.errors import DestinationError, HttpError, RobotsError
from harvesters.http import Http, HttpSettings
from harvesters.robots import read_robots

REAL_FILES = Path(__file__).parents[3] / "shared" / "data" / "robots" / "selected"
PATHS = [
    "/",
    "/index.html",
    "/search?q=1",
    "/admin/",
    "/courses/1",
    "/api/v1/x.json",
    "/a%20b",
    "/课程",
    "/wp-admin/a.php",
]
PRODUCT = HttpSettings().product


def test_an_address_the_site_keeps_robots_from_is_not_asked_for(site: Site, http: Http) -> None:
    site.serve(ROBOTS, "User-agent: *\nDisallow: /private")

    with pytest.raises(RobotsError, match=r"robots.txt 不允许采集这个地址：.*/private/a"):
        http.get(site.url + "/private/a")
    assert site.requests == []


def test_other_addresses_of_the_site_are(site: Site, http: Http) -> None:
    site.serve(ROBOTS, "User-agent: *\nDisallow: /private")

    assert http.get_text(site.serve("/open", "here")) == "here"


def test_rules_for_us_by_name_go_before_rules_for_all(site: Site, http: Http) -> None:
    site.serve(ROBOTS, "User-agent: *\nDisallow: /\n\nUser-agent: digitalskillscatalogue\nAllow: /")

    assert http.get_text(site.serve("/open", "here")) == "here"


def test_a_redirect_does_not_lead_past_the_rules(site: Site, http: Http) -> None:
    site.serve(ROBOTS, "User-agent: *\nDisallow: /private")
    site.answers["/open"] = Answer(status=302, headers={"Location": "/private/a"})

    with pytest.raises(RobotsError):
        http.get(site.url + "/open")
    assert site.requests == ["/open"]


def test_the_file_is_asked_for_once(site: Site, http: Http) -> None:
    for path in ("/a", "/b", "/c"):
        http.get(site.serve(path, ""))

    assert site.robots_asked == 1


def test_after_a_day_it_is_asked_for_again(site: Site) -> None:
    clock = FakeClock()
    http = local_door(clock=clock)
    http.get(site.serve("/a", ""))
    clock.sleep(24 * 3600 + 1)
    http.get(site.url + "/a")

    assert site.robots_asked == 2


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_site_without_the_file_allows_everything(site: Site, http: Http, status: int) -> None:
    site.answers[ROBOTS] = Answer(status=status)

    assert http.get_text(site.serve("/a", "here")) == "here"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_site_whose_file_cannot_be_read_just_now_is_left_alone(site: Site, http: Http, status: int) -> None:
    site.answers[ROBOTS] = Answer(status=status)

    with pytest.raises(RobotsError, match=f"暂时读不到网站的 robots.txt（服务器回答 {status}）"):
        http.get(site.serve("/a", "here"))
    assert site.requests == []


def test_it_is_looked_at_again_after_ten_minutes(site: Site) -> None:
    clock = FakeClock()
    http = local_door(clock=clock)
    site.answers[ROBOTS] = Answer(status=503)
    with pytest.raises(RobotsError):
        http.get(site.serve("/a", "here"))
    site.answers[ROBOTS] = Answer(status=404)
    clock.sleep(601)

    assert http.get_text(site.url + "/a") == "here"


def test_the_file_may_lie_elsewhere(site: Site, http: Http) -> None:
    site.answers[ROBOTS] = Answer(status=301, headers={"Location": "/rules"})
    site.serve("/rules", "User-agent: *\nDisallow: /a")

    with pytest.raises(RobotsError):
        http.get(site.serve("/a", ""))


def test_a_file_that_is_nowhere_to_be_found_allows_everything(site: Site, http: Http) -> None:
    site.answers[ROBOTS] = Answer(status=302, headers={"Location": "/round"})
    site.answers["/round"] = Answer(status=302, headers={"Location": "/round"})

    assert http.get_text(site.serve("/a", "here")) == "here"


def test_a_file_that_leads_out_of_the_web_is_not_followed(site: Site, http: Http) -> None:
    site.answers[ROBOTS] = Answer(status=302, headers={"Location": "file:///etc/passwd"})

    with pytest.raises(DestinationError):
        http.get(site.serve("/a", "here"))


def test_an_endless_file_counts_as_far_as_it_is_read(site: Site, http: Http) -> None:
    site.serve(ROBOTS, "User-agent: *\nDisallow: /private\n" + "#" * 1_000_000 + "\nDisallow: /late")

    assert http.get_text(site.serve("/late", "here")) == "here"
    with pytest.raises(RobotsError):
        http.get(site.url + "/private")


def test_each_port_has_rules_of_its_own(site: Site, http: Http) -> None:
    other = Site()
    other.serve(ROBOTS, "User-agent: *\nDisallow: /")

    assert http.get_text(site.serve("/a", "here")) == "here"
    with pytest.raises(RobotsError):
        http.get(other.serve("/a", "there"))
    other.close()


def test_rules_may_be_left_unread(site: Site) -> None:
    site.serve(ROBOTS, "User-agent: *\nDisallow: /")

    assert local_door(obey_robots=False).get_text(site.serve("/a", "here")) == "here"


@pytest.mark.parametrize(("wanted", "kept"), [("2", 2.0), ("0.5", 0.5), ("86400", 30.0)])
def test_the_crawl_delay_sets_the_pace_up_to_half_a_minute(site: Site, wanted: str, kept: float) -> None:
    clock = FakeClock()
    http = local_door(clock=clock)
    site.serve(ROBOTS, f"User-agent: *\nCrawl-delay: {wanted}")
    for path in ("/a", "/b", "/c"):
        http.get(site.serve(path, ""))

    assert clock.slept == [kept, kept]


@pytest.mark.parametrize("wanted", ["inf", "nan", "-5", "soon", "1e400"])
def test_a_crawl_delay_that_is_none_changes_nothing(site: Site, wanted: str) -> None:
    clock = FakeClock()
    http = local_door(clock=clock)
    site.serve(ROBOTS, f"User-agent: *\nCrawl-delay: {wanted}")
    for path in ("/a", "/b"):
        http.get(site.serve(path, ""))

    assert clock.slept == []


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"<html>", b"Disallow: /", b"User-agent: *\r\rDisallow:"])
def test_a_file_without_rules_forbids_nothing(content: bytes) -> None:
    assert read_robots(content).can_fetch("http://a.cn/x", PRODUCT)


def test_a_file_made_to_keep_us_busy_is_not_read(site: Site, http: Http) -> None:
    robots = "".join(f"User-agent:{number}\n" for number in range(16_000)) + "Disallow:/\n" * 20_000
    site.serve(ROBOTS, robots)

    started = time.monotonic()
    with pytest.raises(RobotsError, match="多得无法解读"):
        http.get(site.serve("/a", ""))
    assert time.monotonic() - started < 5


@pytest.mark.skipif(not REAL_FILES.is_dir(), reason="the collected data is not beside this checkout")
def test_decisions_agree_with_protego_on_real_files(site: Site) -> None:
    decided = 0
    for file in sorted(path for path in REAL_FILES.iterdir() if path.name != "_WHY.tsv"):
        site.serve(ROBOTS, file.read_bytes())
        judge = Protego.parse(file.read_bytes().decode("utf-8-sig", errors="replace"))
        http = local_door(clock=FakeClock())
        for path in PATHS:
            assert is_allowed(http, site.url + path) == judge.can_fetch(site.url + path, PRODUCT), (file.name, path)
            decided += 1

    assert decided == 120 * len(PATHS)


def is_allowed(http: Http, url: str) -> bool:
    """Whether the door asks for an address; that there is nothing at it does not matter."""
    try:
        http.get(url)
    except RobotsError:
        return False
    except HttpError as error:
        assert error.status == 404
    return True
