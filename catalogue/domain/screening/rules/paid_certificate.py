"""Paid certificates: a certificate, an examination or its papers cost money, and the record does not say so."""

from collections.abc import Iterator

from catalogue.domain.screening.context import Context
from catalogue.domain.screening.flags import Flag
from catalogue.domain.screening.rules.wording import is_free_of, one_of
from catalogue.domain.screening.subject import Subject

COSTS = r"[^,。;免\d]{0,8}(?:付费|收费|购买|缴费|[¥$]\s?\d{1,6}|\d{1,6}(?:\.\d{1,2})?\s?元)"
CERTIFICATE = one_of(
    *(f"{word}(?:工本)?费" for word in ("证书", "制证", "考证", "发证", "认证", "考务")),
    *(f"{word}{COSTS}" for word in ("证书", "认证", "certificate")),
    *(f"{word}[^,。;]{{0,2}}(?:证书|认证)" for word in ("付费", "收费", "购买")),
    "paid certificate",
)


def paid_certificate(subject: Subject, context: Context) -> Iterator[Flag]:
    if subject.cost == "free_with_paid_certificate":
        return
    for text, match in subject.found(CERTIFICATE):
        if not is_free_of(text, match):
            yield text.flag("paid_certificate", *match.span())
