from xml.etree import ElementTree

from flask.testing import FlaskClient

from catalogue.web.plates import plate


def test_the_same_key_gives_the_same_plate() -> None:
    assert plate("abcdefghij") == plate("abcdefghij")


def test_different_keys_give_different_plates() -> None:
    assert len({plate(f"key-{number}") for number in range(200)}) == 200


def test_a_plate_is_a_small_svg_without_style_or_script() -> None:
    for number in range(50):
        drawn = plate(f"key-{number}")
        assert {element.tag.split("}")[1] for element in ElementTree.fromstring(drawn).iter()} <= {
            "svg",
            "g",
            "circle",
            "defs",
            "path",
            "use",
        }
        assert " style=" not in drawn
        assert len(drawn) < 6000


def test_a_cover_is_drawn_for_any_id_and_kept(client: FlaskClient) -> None:
    answer = client.get("/covers/abcdefghij.svg")
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert answer.headers["Cache-Control"] == "public, max-age=2592000"


def test_there_is_no_cover_for_what_is_no_id(client: FlaskClient) -> None:
    assert client.get("/covers/ABC.svg").status_code == 404
