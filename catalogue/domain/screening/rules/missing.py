"""Missing fields: what a learner would want to know and nobody wrote."""

from collections.abc import Iterator

from catalogue.domain.screening.context import Context
from catalogue.domain.screening.flags import Flag
from catalogue.domain.screening.meanings import FIELDS
from catalogue.domain.screening.subject import Subject


def missing_field(subject: Subject, context: Context) -> Iterator[Flag]:
    return (Flag("missing_field", name, detail=f"缺少：{FIELDS[name]}。") for name in subject.missing)
