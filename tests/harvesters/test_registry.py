"""The registry: adapters by name, and the options people give them."""

from collections.abc import Iterator

import pytest

from harvesters import registry
from harvesters.errors import SourceError
from harvesters.http import Http
from harvesters.record import Item, Options, OptionSpec


def test_the_adapters_are_the_files() -> None:
    assert {"feed", "ical", "oai_pmh", "schema_org", "table"} <= set(registry.names())


@pytest.mark.parametrize("name", registry.names())
def test_every_adapter_keeps_the_protocol(name: str) -> None:
    adapter = registry.get(name)

    assert adapter.title.strip() != ""
    assert isinstance(adapter.full_list, bool)
    assert "url" in [option.name for option in adapter.options]
    assert all(option.help.strip() for option in adapter.options)


def test_absence_means_gone_only_where_a_source_lists_all() -> None:
    assert [name for name in registry.names() if not registry.get(name).full_list] == ["feed", "schema_org"]


@pytest.mark.parametrize("name", ["", "nothing", "../table", "__init__", "table.py"])
def test_an_unknown_adapter_is_named(name: str) -> None:
    with pytest.raises(SourceError, match=r"没有名为“.*”的适配器；可用的有：.*、feed、"):
        registry.get(name)


def test_an_unknown_option_is_named() -> None:
    with pytest.raises(SourceError, match="不认识选项“sett”；可用的选项：url、set、prefix"):
        registry.check_options(registry.get("oai_pmh"), {"url": "https://a.example/oai", "sett": "x"})


@pytest.mark.parametrize("name", ["file", "resume", "since"])
def test_what_the_run_supplies_cannot_be_given(name: str) -> None:
    with pytest.raises(SourceError, match=f"不认识选项“{name}”"):
        registry.check_options(registry.get("table"), {name: "/etc/passwd"})


@pytest.mark.parametrize("given", [{}, {"url": ""}, {"url": " "}, {"url": None}])
def test_a_missing_option_is_named(given: dict[str, str | None]) -> None:
    with pytest.raises(SourceError, match="缺少选项“url”"):
        registry.check_options(registry.get("feed"), given)


def test_good_options_pass() -> None:
    registry.check_options(registry.get("oai_pmh"), {"url": "https://a.example/oai", "set": "video"})
    registry.check_options(registry.get("table"), {})


class Picky:
    """An adapter that takes a number."""

    title = "挑剔的适配器"
    full_list = False
    options = (OptionSpec("most", "最多几条", check=int),)

    def find(self, http: Http, options: Options) -> Iterator[Item]:
        return iter(())

    def read(self, item: Item) -> None:
        return None


def test_a_wrong_value_is_refused_by_the_option_s_own_check() -> None:
    registry.check_options(Picky(), {"most": "3"})
    with pytest.raises(SourceError, match="挑剔的适配器的选项“most”有误"):
        registry.check_options(Picky(), {"most": "三"})


@pytest.mark.parametrize("name", registry.names())
def test_every_adapter_refuses_a_place_that_is_no_web_address(name: str) -> None:
    with pytest.raises(SourceError, match="的选项“url”有误：“nowhere”不是以 http"):
        registry.check_options(registry.get(name), {"url": "nowhere"})


@pytest.mark.parametrize(
    ("name", "option", "value"),
    [
        ("schema_org", "pages", "https://a.example/1 a.example/2"),
        ("table", "columns", "title=课程名称"),
        ("table", "columns", "nothing:课程名称"),
        ("table", "address", "https://a.example/course"),
        ("table", "address", "/course/{id}"),
    ],
)
def test_the_wrong_option_is_named(name: str, option: str, value: str) -> None:
    with pytest.raises(SourceError, match=f"的选项“{option}”有误："):
        registry.check_options(registry.get(name), {"url": "https://a.example/", option: value})
