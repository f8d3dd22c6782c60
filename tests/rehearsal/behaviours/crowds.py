"""Hosts that many visitors want at once."""

from tests.rehearsal.answering import after, answer
from tests.rehearsal.behaviour import Expected, behaviour, comes
from tests.rehearsal.courses import courses
from tests.rehearsal.documents import table
from tests.rehearsal.host import Host


@behaviour("table")
def crowded(host: Host) -> Expected:
    """Needs half a second for every answer and lists the same courses at any address, for visitors to meet here."""
    listed = courses(host.name)
    late = after(host.unit / 2, answer(table(listed), "text/csv"))
    host.answers.update({f"/{number}.csv": late for number in range(10)})
    return comes("/0.csv", listed)


@behaviour("table")
def crowded_too(host: Host) -> Expected:
    """A second host like `crowded`."""
    return crowded(host)
