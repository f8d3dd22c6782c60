"""Ten thousand random queries and a file of naughty ones; ends with 1 when one fails or takes over a second.

`python -m tests.soak.queries [FILE]` asks the API, the suggestions and the page over a thousand real courses, in one
process. FILE has a query a line, for example blns.txt of the Big List of Naughty Strings.
"""

import random
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from flask.testing import FlaskClient
from flask_migrate import upgrade

from catalogue import create_app
from catalogue.db import writing
from catalogue.search.sync import rebuild
from catalogue.search.warming import warm_up
from tests.catalogue.search.courses import course_documents
from tests.catalogue.search.test_hostile_queries import MOST_SECONDS, random_text
from tests.factories import make_institution, make_resource

RANDOM_QUERIES = 10_000
PLACES = ("/api/v1/search", "/api/v1/suggest", "/search")
REFUSED = 400
"""The API refuses control characters and endless texts, politely."""


def main(naughty: list[str]) -> None:
    chance = random.Random(1)
    texts = [*naughty, *(random_text(chance) for _ in range(RANDOM_QUERIES))]
    with TemporaryDirectory() as folder:
        client = site(Path(folder) / "instance")
        answers = list(ask(client, texts))
    slow = [text for text, _status, seconds in answers if seconds > MOST_SECONDS]
    failed = [text for text, status, _seconds in answers if status not in (200, REFUSED)]
    seconds = sorted(seconds for _text, _status, seconds in answers)
    print(f"{len(texts)} queries, {len(answers)} answers: {len(failed)} failed, {len(slow)} over {MOST_SECONDS} s")
    print(f"median {1000 * seconds[len(seconds) // 2]:.1f} ms, slowest {1000 * seconds[-1]:.0f} ms")
    for text in [*failed, *slow]:
        print(ascii(text))
    sys.exit(1 if failed or slow else 0)


def site(instance: Path) -> FlaskClient:
    app = create_app(instance, {"TESTING": True})
    with app.app_context():
        upgrade()
        with writing() as session:
            provider = make_institution(session, name="示范大学")
            for document in course_documents():
                make_resource(session, title=document.texts["title"], provider=provider)
        rebuild(app.extensions["search_engine"], instance)
        with writing() as session:
            warm_up(app.extensions["search_engine"], session)
    return app.test_client()


def ask(client: FlaskClient, texts: Iterable[str]) -> Iterator[tuple[str, int, float]]:
    """Each text at one place after the other: the text, the status and the processor's seconds."""
    for number, text in enumerate(texts):
        place = PLACES[number % len(PLACES)]
        began = time.process_time()
        answer = client.get(place, query_string={"q": text.encode("utf-8", "surrogatepass")})
        yield text, answer.status_code, time.process_time() - began


if __name__ == "__main__":
    main(Path(sys.argv[1]).read_text(encoding="utf-8").splitlines() if len(sys.argv) > 1 else [])
