"""Mail: a message is written into the outbox with what it tells of, and sent by the worker."""

from sqlalchemy.orm import Session

from catalogue.models import OutgoingMail


def post(session: Session, *, to: str, subject: str, text: str) -> OutgoingMail:
    """Put a message in plain text into the outbox; it goes out only if the transaction is committed."""
    mail = OutgoingMail(state="waiting", recipient=to, subject=" ".join(subject.split()), text=text)
    session.add(mail)
    return mail
