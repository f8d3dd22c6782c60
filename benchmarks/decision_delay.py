"""How long it takes until search tells of a decision, with a worker and a web server as they run in production.

`python -m benchmarks.decision_delay INSTANCE [ROUNDS COMMITS]` changes the folder, so give it a copy. In each round a
title changes, as a reviewer's correction changes it, and the web server is asked until it finds the new one. Then so
many changes are committed one by one, once with hints to the worker and once without, and the cost of one is printed.
"""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import requests
from sqlalchemy import func, select

from catalogue import create_app
from catalogue.db import db, writing
from catalogue.hints import IndexHints
from catalogue.jobs import open_jobs
from catalogue.models import Resource

PORT = 8765
DEFAULTS = (20, 2000)
ASK_EVERY_SECONDS = 0.05
PATIENCE_SECONDS = 300.0
BETWEEN_SECONDS = 3.0
"""Reviewers read before they decide."""


@contextmanager
def running(folder: Path, *command: str) -> Iterator[None]:
    environment = {**os.environ, "CATALOGUE_INSTANCE": str(folder), "CATALOGUE_RATE_LIMITS": "0"}
    process = subprocess.Popen([sys.executable, "-m", "catalogue", *command], env=environment)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def finds(word: str) -> bool:
    try:
        answer = requests.get(f"http://127.0.0.1:{PORT}/api/v1/search", params={"q": word}, timeout=10)
    except requests.ConnectionError:
        return False
    return answer.status_code == 200 and answer.json()["total"] == 1 and not answer.json()["corrected"]


def change(number: int) -> str:
    """A word that now stands in the title of a resource and nowhere else."""
    word = f"qz{secrets.token_hex(6)}"
    with writing() as session:
        session.get_one(Resource, number).title = f"数字技能课程 {word}"
    return word


def delay(number: int) -> float:
    """Seconds from the commit of a change until search finds it. Raises TimeoutError."""
    word, began = change(number), time.monotonic()
    while not finds(word):
        if time.monotonic() - began > PATIENCE_SECONDS:
            raise TimeoutError(f"{word} was not found")
        time.sleep(ASK_EVERY_SECONDS)
    return time.monotonic() - began


def public_numbers() -> list[int]:
    return list(db.session.scalars(select(Resource.id).where(Resource.state == "public").order_by(func.random())))


def cost_of_commits(numbers: list[int]) -> float:
    """Milliseconds a commit."""
    began = time.monotonic()
    for number in numbers:
        change(number)
    return 1000 * (time.monotonic() - began) / len(numbers)


def main(folder: Path, rounds: int, commits: int) -> None:
    app = create_app(folder)
    hints = IndexHints(app)
    with app.app_context():
        numbers = public_numbers()
        hints.start()
        with running(folder, "work"), running(folder, "serve", "--port", str(PORT)):
            print(
                f"{len(numbers)} public resources; the first, while both start: {delay(numbers[0]):.2f} s", flush=True
            )
            delays = []
            for number in numbers[1 : rounds + 1]:
                time.sleep(BETWEEN_SECONDS)
                delays.append(delay(number))
            print(f"then {rounds} changes: median {median(delays):.2f} s, longest {max(delays):.2f} s")
            hinted = cost_of_commits(numbers[:commits])
            print(
                f"{commits} commits, worker at work: {hinted:.2f} ms each; the last found {delay(numbers[0]):.2f} s on"
            )
        hinted = cost_of_commits(numbers[:commits])
        print(
            f"{commits} commits, no worker: {hinted:.2f} ms each, {len(open_jobs(app).queue.pending())} hints waiting"
        )
        hints.stop()
        print(f"{commits} commits without hints: {cost_of_commits(numbers[:commits]):.2f} ms each")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(int(word) for word in sys.argv[2:]) if len(sys.argv) == 4 else DEFAULTS)
