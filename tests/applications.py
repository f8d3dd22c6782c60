"""Applications for the tests: what an institution says of itself, and proofs that are what they say."""

from itertools import count
from pathlib import Path

from flask import current_app
from sqlalchemy.orm import Session

from catalogue.domain.applications.applying import Newcomer, Wanted, apply_as
from catalogue.domain.applications.proofs import Proof, proofs_folder
from catalogue.domain.institutions.credit_codes import check_character
from catalogue.models import Account, Application
from tests.people import PASSWORD, make_account

PDF = b"%PDF-1.4\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(17) + b"\x00\x00\x00\x00IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0" + bytes(20) + b"\xff\xd9"

_numbers = count(1)


def make_credit_code() -> str:
    """One that nobody used before, as of a public institution registered in Nanchang."""
    code = f"123601{next(_numbers):011}"
    return code + check_character(code)


def make_wanted(**values: str) -> Wanted:
    return Wanted(
        **{
            "name": f"赣江示范学院第{next(_numbers)}分院",
            "kind": "school",
            "region": "3601",
            "credit_code": make_credit_code(),
            "phone": "0791-88886666",
            "duty": "教务处主任",
            **values,
        }
    )


def make_newcomer(**values: str) -> Newcomer:
    email = f"applicant{next(_numbers)}@example.cn"
    return Newcomer(**{"email": email, "name": "申某", "password": PASSWORD, **values})


def make_application(session: Session, *, account: Account | None = None, **wanted: str) -> Application:
    """An open one, with its proof in the instance folder of the current application."""
    proof = Proof("application/pdf", PDF)
    return apply_as(session, account or make_account(session), make_wanted(**wanted), proof, folder=folder())


def folder() -> Path:
    return proofs_folder(current_app.config)
