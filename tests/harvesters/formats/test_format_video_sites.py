"""Addresses of video sites: one form for each video, and the feeds behind channels and playlists."""

import pytest

from harvesters.errors import OptionError
from harvesters.formats.video_sites import Video, feed_address, video_at

FEED = "https://www.youtube.com/feeds/videos.xml"
HUB = "https://rsshub.example/"


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/watch?v=AAAAAAAAAA1",
        "https://www.youtube.com/watch?list=PL1&v=AAAAAAAAAA1&t=3s",
        "http://youtube.com/watch?v=AAAAAAAAAA1",
        "https://m.youtube.com/watch?v=AAAAAAAAAA1&pp=x",
        "https://youtu.be/AAAAAAAAAA1?si=x",
        "https://www.youtube.com/shorts/AAAAAAAAAA1",
        "https://www.youtube.com/live/AAAAAAAAAA1?feature=share",
        "https://www.youtube-nocookie.com/embed/AAAAAAAAAA1",
    ],
)
def test_a_video_of_youtube_has_one_address(address: str) -> None:
    assert video_at(address) == Video("AAAAAAAAAA1", "https://www.youtube.com/watch?v=AAAAAAAAAA1")


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.bilibili.com/video/BV1xx411c7mD", "BV1xx411c7mD"),
        ("https://m.bilibili.com/video/BV1xx411c7mD/?spm_id_from=333.999.0.0&vd_source=abc", "BV1xx411c7mD"),
        ("https://www.bilibili.com/s/video/bv1xx411c7mD?p=1", "BV1xx411c7mD"),
        ("https://www.bilibili.com/video/BV1xx411c7mD?p=12&t=5", "BV1xx411c7mD?p=12"),
        ("http://www.bilibili.com/video/av170001/", "av170001"),
    ],
)
def test_a_video_of_bilibili_has_one_address(address: str, name: str) -> None:
    assert video_at(address) == Video(name, f"https://www.bilibili.com/video/{name}")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://a.example/watch?v=AAAAAAAAAA1",
        "https://www.youtube.com/",
        "https://www.youtube.com/watch?v=short",
        "https://youtu.be/",
        "https://www.bilibili.com/read/cv1",
        "https://www.bilibili.com/video/BV1",
        "http://[",
    ],
)
def test_other_addresses_are_no_video(address: str) -> None:
    assert video_at(address) is None


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("https://www.youtube.com/playlist?list=PL1", f"{FEED}?playlist_id=PL1"),
        ("https://www.youtube.com/watch?v=AAAAAAAAAA1&list=PL1", f"{FEED}?playlist_id=PL1"),
        ("https://www.youtube.com/channel/UC1/videos", f"{FEED}?channel_id=UC1"),
        ("https://www.youtube.com/user/somebody", f"{FEED}?user=somebody"),
        (f"{FEED}?channel_id=UC1", f"{FEED}?channel_id=UC1"),
        ("https://a.example/feed?list=PL1", "https://a.example/feed?list=PL1"),
        ("https://space.bilibili.com/7", f"{HUB}bilibili/user/video/7"),
        ("https://space.bilibili.com/7/video", f"{HUB}bilibili/user/video/7"),
        ("https://space.bilibili.com/7/lists/8?type=season", f"{HUB}bilibili/user/collection/7/8"),
        ("https://space.bilibili.com/7/lists/8?type=series", f"{HUB}bilibili/user/channel/7/8"),
        ("https://space.bilibili.com/7/channel/collectiondetail?sid=8", f"{HUB}bilibili/user/collection/7/8"),
        ("https://space.bilibili.com/7/channel/seriesdetail?sid=8", f"{HUB}bilibili/user/channel/7/8"),
        ("https://space.bilibili.com/7/favlist?fid=8", f"{HUB}bilibili/fav/7/8"),
        ("http://[", "http://["),
    ],
)
def test_a_page_leads_to_its_feed(page: str, feed: str) -> None:
    assert feed_address(page, HUB) == feed


@pytest.mark.parametrize("page", ["https://www.youtube.com/@somebody", "https://www.youtube.com/"])
def test_a_page_of_youtube_without_a_feed_is_told(page: str) -> None:
    with pytest.raises(OptionError, match="播放列表"):
        feed_address(page)


def test_bilibili_needs_somebody_who_makes_its_feeds() -> None:
    with pytest.raises(OptionError, match="请用选项 rsshub"):
        feed_address("https://space.bilibili.com/7")


def test_an_unknown_kind_of_list_is_told() -> None:
    with pytest.raises(OptionError, match="合集、列表"):
        feed_address("https://space.bilibili.com/7/lists/8?type=other", HUB)
