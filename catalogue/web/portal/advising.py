"""Advice on the pages of institutions, and as their script asks for it while somebody types."""

from collections.abc import Sequence
from typing import Any, TypeVar

from flask import jsonify
from werkzeug.wrappers import Response

from catalogue.domain.portal.advice import Rule, advice

T = TypeVar("T")


def advised(record: T, rules: Sequence[Rule[T]]) -> dict[str, Any]:
    """`advice`, and of how many `rules` it keeps how many (`told`)."""
    missing = advice(record, rules)
    return {"advice": missing, "told": len(rules) - len(missing), "rules": len(rules)}


def advice_answer(record: T, rules: Sequence[Rule[T]]) -> Response:
    """The same for the script beside the form."""
    said = advised(record, rules)
    return jsonify({**said, "advice": [one._asdict() for one in said["advice"]]})
