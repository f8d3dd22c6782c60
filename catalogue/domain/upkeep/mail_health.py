"""Whether mail gets out, for doctor."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from catalogue.domain.mail.outbox import outbox_counts
from catalogue.domain.mail.server import BadMailServer, read_smtp_url
from catalogue.domain.upkeep.health import Check, fail, ok, warn


def check_mail(session: Session, settings: Mapping[str, Any]) -> Check:
    counts = outbox_counts(session)
    waiting, failed = counts.get("waiting", 0), counts.get("failed", 0)
    if not settings["SMTP_URL"]:
        return ok("mail", f"没有设置 SMTP_URL：邮件不发出，{waiting} 封在发件箱里等管理员转交")
    try:
        read_smtp_url(settings["SMTP_URL"])
    except BadMailServer as error:
        return fail("mail", str(error))
    if not settings["BASE_URL"]:
        return warn("mail", "没有设置 BASE_URL：邮件里的链接不完整，收信人要自己补上网址")
    message = f"{waiting} 封等着发出，{failed} 封没能发出"
    return warn("mail", f"{message}；请看管理页的发件箱") if failed else ok("mail", message)
