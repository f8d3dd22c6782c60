"""Puts behaviours on: a host for each, one log for all."""

from collections.abc import Iterable
from types import TracebackType
from typing import Self

from tests.rehearsal.answering import answer
from tests.rehearsal.behaviour import Behaviour, Expected
from tests.rehearsal.documents import oai_identity
from tests.rehearsal.host import Host
from tests.rehearsal.log import Log


class Rehearsal:
    """Hosts that play these behaviours until it is left.

    `unit` is how many seconds a second lasts. `first_port` is that of the first host, the others follow it; 0
    takes whatever ports are free.
    """

    def __init__(self, behaviours: Iterable[Behaviour], *, unit: float = 1.0, first_port: int = 0) -> None:
        self.log = Log()
        self.hosts: dict[str, Host] = {}
        self.expected: dict[str, Expected] = {}
        for number, behaviour in enumerate(behaviours):
            port = first_port + number if first_port else 0
            host = self.hosts[behaviour.name] = Host(behaviour.name, self.log, unit=unit, port=port)
            expected = self.expected[behaviour.name] = behaviour.play(host)
            if behaviour.adapter == "oai_pmh":  # whatever else it does, a repository can say who it is
                host.answers[f"{expected.path}?verb=Identify"] = answer(oai_identity(), "text/xml")

    def url(self, name: str) -> str:
        """Where a harvester is to be sent."""
        return self.hosts[name].url + self.expected[name].path

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        for host in self.hosts.values():
            host.close()
