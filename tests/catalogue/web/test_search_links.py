from catalogue.search.find import FacetValue
from catalogue.search.request import SearchRequest
from catalogue.web.search_links import SearchLinks, address, tree


def test_defaults_are_left_out_of_addresses() -> None:
    assert address(SearchRequest()) == "/search"


def test_everything_that_was_asked_stays_in_the_address() -> None:
    asked = SearchRequest(text="a&b", type="lecture", filters={"topic": ("life", "work")}, sort="newest", page=3)
    assert address(asked) == "/search?q=a%26b&type=lecture&topic=life&topic=work&sort=newest&page=3"


def test_taking_one_value_off_keeps_the_others_and_goes_to_page_one() -> None:
    links = SearchLinks(SearchRequest(filters={"topic": ("life", "work"), "kind": ("course",)}, page=3))
    assert links.without("topic", "life") == "/search?topic=work&kind=course"
    assert links.without("kind", "course") == "/search?topic=life&topic=work"


def test_another_type_starts_without_filters() -> None:
    links = SearchLinks(SearchRequest(text="手机", filters={"topic": ("life",)}, page=2))
    assert links.type("institution") == "/search?q=%E6%89%8B%E6%9C%BA&type=institution"


def value(code: str, parent: str = "", chosen: bool = False) -> FacetValue:
    return FacetValue(code, code, 1, parent, chosen)


def test_values_stand_under_their_parents() -> None:
    branches = tree([value("smartphone", "life"), value("life"), value("work")])
    assert [(one.value.value, [below.value.value for below in one.below]) for one in branches] == [
        ("life", ["smartphone"]),
        ("work", []),
    ]


def test_a_value_whose_parent_is_missing_stands_at_the_top() -> None:
    assert [one.value.value for one in tree([value("smartphone", "life")])] == ["smartphone"]


def test_a_choice_below_opens_what_is_above_it() -> None:
    [city] = tree([value("36"), value("3601", "36"), value("360102", "3601", chosen=True)])
    assert city.opened
