import json
import re

from flask.testing import FlaskClient

from catalogue.web.schema_org import json_ld
from tests.catalogue.web.shelf import Shelf

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def description(client: FlaskClient, path: str) -> dict[str, object]:
    [block] = BLOCK.findall(client.get(path).text)
    return json.loads(block)


def test_nothing_breaks_out_of_a_data_block() -> None:
    hostile = {"name": "</script><script>alert(1)</script><!-- & \u2028 '\""}
    written = json_ld(hostile)
    [block] = BLOCK.findall(written)
    assert written.count("<") == 2
    assert json.loads(block) == hostile


def test_a_resource_describes_itself_as_a_free_course(client: FlaskClient, shelf: Shelf) -> None:
    said = description(client, shelf.resource)
    assert said["@type"] == "Course"
    assert said["name"] == "智能手机入门"
    assert said["url"] == f"http://localhost{shelf.resource}"
    assert said["isAccessibleForFree"] is True
    assert said["timeRequired"] == "PT4H"


def test_a_lecture_describes_itself_as_an_online_event(client: FlaskClient, shelf: Shelf) -> None:
    said = description(client, shelf.lecture)
    assert said["@type"] == "EducationEvent"
    assert said["eventStatus"] == "https://schema.org/EventScheduled"
    assert said["location"] == [{"@type": "VirtualLocation", "url": "https://live.example.edu.cn/1"}]
    assert str(said["startDate"]).endswith("+08:00")


def test_a_collection_lists_its_things_in_order(client: FlaskClient, shelf: Shelf) -> None:
    said = description(client, shelf.collection)
    items = said["mainEntity"]["itemListElement"]  # type: ignore[index]
    assert [item["name"] for item in items] == ["智能手机入门", "手机防诈骗"]
