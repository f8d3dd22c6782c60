"""Spreadsheets of an institution: template, upload, the report of what is wrong where, and handing in."""

import io
from typing import Any

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    g,
    make_response,
    redirect,
    render_template,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue

from catalogue.db import db, writing
from catalogue.domain.uploads.handing_in import GONE, drop, find_upload, hand_in, receive, uploads_of
from catalogue.domain.uploads.kept import report_of
from catalogue.domain.uploads.workbooks import MEDIA_TYPE, faulty_workbook, template_csv, template_workbook
from catalogue.errors import CatalogueError, NotFound
from catalogue.models import Upload
from catalogue.models.states import UNFINISHED_RUN_STATES
from catalogue.web.forms.uploads import UploadForm
from catalogue.web.forms.vouching import Vouching
from catalogue.web.signed_in import person
from catalogue.web.upload_bounds import allow_megabytes

pages = Blueprint("uploads", __name__, url_prefix="/portal/<public_id:institution>/upload")

MOST_SHOWN = 500
REFRESH_SECONDS = 5
ROOM_FOR_THE_FORM = 1
"""Megabytes beside the file, so that one just too large is told so by the form instead of by an error page."""


@pages.url_value_preprocessor
def _allow_a_file(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    if endpoint == "uploads.send":
        allow_megabytes(current_app.config["UPLOAD_MAX_MEGABYTES"] + ROOM_FOR_THE_FORM)


@pages.get("")
def form(institution: str) -> str:
    return _form_page(UploadForm())


@pages.post("")
def send(institution: str) -> ResponseReturnValue:
    form = UploadForm()
    if not form.validate():
        return _form_page(form), 400
    file = form.table.data
    try:
        upload = receive(file.stream, file.filename or "", g.institution, current_app.config, by=person().actor)
    except CatalogueError as error:
        form.refuse("table", error)
        return _form_page(form), 400
    return redirect(_address_of(upload), 303)


@pages.get("/template.xlsx")
def template_xlsx(institution: str) -> Response:
    return _download(template_workbook(), MEDIA_TYPE, "资源登记表.xlsx")


@pages.get("/template.csv")
def template_text(institution: str) -> Response:
    return _download(template_csv().encode(), "text/csv; charset=utf-8", "资源登记表.csv")


@pages.get("/<public_id:upload>")
def show(institution: str, upload: str) -> Response:
    """While rows are taken in, the page asks the browser to load it again."""
    found = _found(upload)
    response = make_response(_page_of(found, Vouching()))
    if _is_going(found):
        response.headers["Refresh"] = str(REFRESH_SECONDS)
    return response


@pages.post("/<public_id:upload>")
def confirm(institution: str, upload: str) -> ResponseReturnValue:
    found, form = _found(upload), Vouching()
    checked = form.vouched()
    if not checked:
        return _page_of(found, form), 400
    hand_in(found, current_app.config, checked, by=person().actor)
    flash("表格已提交。", "good")
    return redirect(_address_of(found), 303)


@pages.post("/<public_id:upload>/drop")
def leave(institution: str, upload: str) -> ResponseReturnValue:
    found = _found(upload)
    with writing() as session:
        drop(session, session.get_one(Upload, found.id), current_app.config, by=person().actor)
    flash("这份表格没有提交，已经删除。", "good")
    return redirect(url_for(".form", institution=institution), 303)


@pages.get("/<public_id:upload>/faults.xlsx")
def faults(institution: str, upload: str) -> Response:
    report = report_of(_found(upload), current_app.config)
    if report is None:
        raise NotFound(GONE)
    return _download(faulty_workbook(report), MEDIA_TYPE, "要改的行.xlsx")


def _found(public_id: str) -> Upload:
    return find_upload(db.session(), g.institution, public_id)


def _address_of(upload: Upload) -> str:
    return url_for(".show", institution=g.institution.public_id, upload=upload.public_id)


def _form_page(form: UploadForm) -> str:
    return render_template(
        "portal/uploads/form.html",
        form=form,
        institution=g.institution,
        uploads=uploads_of(db.session(), g.institution),
        megabytes=current_app.config["UPLOAD_MAX_MEGABYTES"],
        most_rows=current_app.config["UPLOAD_MAX_ROWS"],
        keep_days=current_app.config["UPLOAD_KEEP_DAYS"],
    )


def _is_going(upload: Upload) -> bool:
    return upload.run is not None and upload.run.state in UNFINISHED_RUN_STATES


def _page_of(upload: Upload, form: Vouching) -> str:
    report = report_of(upload, current_app.config)
    parts: dict[str, Any] = {"institution": g.institution, "upload": upload, "report": report}
    if upload.run is not None:
        parts.update(run=upload.run, going=_is_going(upload))
        return render_template("portal/uploads/run.html", **parts)
    return render_template("portal/uploads/report.html", **parts, form=form, most_shown=MOST_SHOWN, gone=GONE)


def _download(content: bytes, media_type: str, name: str) -> Response:
    """A file to keep, never one to show: whatever is in it, no browser runs it."""
    return send_file(io.BytesIO(content), media_type, as_attachment=True, download_name=name)
