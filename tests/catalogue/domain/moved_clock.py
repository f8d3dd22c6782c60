"""A clock that only the test moves."""

from datetime import datetime, timedelta

from catalogue.db import now


class Clock:
    def __init__(self) -> None:
        self.at = now()

    def __call__(self) -> datetime:
        return self.at

    def forward(self, *, days: float) -> None:
        self.at += timedelta(days=days)
