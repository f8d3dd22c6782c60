"""The addresses of YouTube and Bilibili: one form for each video, and the feed behind a channel or a playlist."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urlsplit

from harvesters.errors import OptionError

YOUTUBE = frozenset(("www.youtube.com", "youtube.com", "m.youtube.com", "www.youtube-nocookie.com", "youtu.be"))
YOUTUBE_FEED = "https://www.youtube.com/feeds/videos.xml"
YOUTUBE_PATH = re.compile(r"/(?:shorts|live|embed|v)/([\w-]{11})(?:/|$)")
YOUTUBE_ID = re.compile(r"[\w-]{11}$")
BILIBILI = frozenset(("www.bilibili.com", "bilibili.com", "m.bilibili.com"))
BILIBILI_PATH = re.compile(r"/(?:s/)?video/(BV[0-9A-Za-z]{10}|av\d{1,12})(?:/|$)", re.IGNORECASE)
SPACE = "space.bilibili.com"
SPACE_PATH = re.compile(
    r"/(\d{1,20})(?:/(lists|favlist|channel/collectiondetail|channel/seriesdetail)(?:/(\d{1,20}))?)?"
)
NO_LIST = "哔哩哔哩的地址应是 space.bilibili.com/用户号 或其中的合集、列表、收藏夹"
LISTS = {
    **{"lists season": "user/collection", "lists series": "user/channel", "favlist": "fav"},
    **{"channel/collectiondetail": "user/collection", "channel/seriesdetail": "user/channel"},
}


@dataclass(frozen=True)
class Video:
    """A video by the identifier its site gives it, and its address without anything that tracks."""

    key: str
    url: str


def video_at(address: str) -> Video | None:
    """The video an address shows; None when it is not one of these sites'."""
    try:
        parts = urlsplit(address)
        host, arguments = (parts.hostname or ""), parse_qs(parts.query)
    except ValueError:
        return None
    if host in YOUTUBE:
        return youtube_video(host, parts.path, arguments)
    found = BILIBILI_PATH.match(parts.path) if host in BILIBILI else None
    if not found:
        return None
    name = found[1][:2].upper().replace("AV", "av") + found[1][2:]
    part = arguments.get("p", ["1"])[0]
    page = f"?p={part}" if part.isascii() and part.isdigit() and part != "1" else ""
    return Video(key=name + page, url=f"https://www.bilibili.com/video/{name}{page}")


def youtube_video(host: str, path: str, arguments: dict[str, list[str]]) -> Video | None:
    """The video of an address of YouTube."""
    in_path = YOUTUBE_PATH.match(path)
    name = in_path[1] if in_path else path[1:] if host == "youtu.be" else arguments.get("v", [""])[0]
    return Video(key=name, url=f"https://www.youtube.com/watch?v={name}") if YOUTUBE_ID.match(name) else None


def feed_address(address: str, rsshub: str = "") -> str:
    """The feed behind the page of a channel or a playlist; any other address is a feed's already.

    Bilibili has no feeds of its own: `rsshub` is the address of an RSSHub that makes them. Raises OptionError.
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address
    arguments = {name: quote(values[0], safe="") for name, values in parse_qs(parts.query).items()}
    if parts.hostname == SPACE:
        return bilibili_feed(parts.path, arguments, rsshub)
    if parts.hostname not in YOUTUBE or parts.path.startswith("/feeds/"):
        return address.strip()
    if "list" in arguments:
        return f"{YOUTUBE_FEED}?playlist_id={arguments['list']}"
    kind, _, rest = parts.path.strip("/").partition("/")
    name = quote(rest.partition("/")[0], safe="")
    if kind in ("channel", "user") and name:
        return f"{YOUTUBE_FEED}?{'channel_id' if kind == 'channel' else 'user'}={name}"
    raise OptionError("YouTube 的地址应是播放列表（playlist?list=…）或频道（channel/UC…），这个地址找不到订阅")


def bilibili_feed(path: str, arguments: dict[str, str], rsshub: str) -> str:
    """The feed an RSSHub makes of somebody's videos, or of one of his collections, series or lists of favourites."""
    found = SPACE_PATH.match(path)
    if not found:
        raise OptionError(NO_LIST)
    if not rsshub:
        raise OptionError("哔哩哔哩没有自己的订阅；请用选项 rsshub 指明一个 RSSHub 服务的地址")
    owner, kind, number = found.groups()
    number = number or arguments.get("sid") or arguments.get("fid") or ""
    if not kind or not number:
        return f"{rsshub.rstrip('/')}/bilibili/user/video/{owner}"
    route = LISTS.get(f"lists {arguments.get('type', 'season')}" if kind == "lists" else kind)
    if not route:
        raise OptionError(NO_LIST)
    return f"{rsshub.rstrip('/')}/bilibili/{route}/{owner}/{number}"
