"""Hosts that send their visitors elsewhere."""

from tests.rehearsal.answering import redirect
from tests.rehearsal.behaviour import Expected, behaviour, comes, fails
from tests.rehearsal.courses import courses
from tests.rehearsal.documents import rss
from tests.rehearsal.host import Host

PRIVATE = "http://10.255.0.1/feed"


@behaviour("feed")
def redirect_chain(host: Host) -> Expected:
    """Redirects four times, by whole addresses and by paths, then answers well."""
    listed = courses(host.name)
    host.answers["/1"] = redirect(f"{host.url}/2?a=1")
    host.answers["/2"] = redirect("/3")
    host.answers["/3"] = redirect("4?b=二")
    host.answers["/4"] = redirect("/feed")
    host.serve("/feed", rss(listed), "application/rss+xml")
    return comes("/1", listed)


@behaviour("feed")
def redirect_loop(host: Host) -> Expected:
    """Two addresses that redirect to each other."""
    host.answers["/there"] = redirect("/back")
    host.answers["/back"] = redirect("/there")
    return fails("/there", "转向次数超过")


@behaviour("feed")
def redirect_inside(host: Host) -> Expected:
    """Redirects into a private network, where only a door with open rules on addresses would follow."""
    host.answers["/feed"] = redirect(PRIVATE)
    return fails("/feed", "不能访问内网地址")
