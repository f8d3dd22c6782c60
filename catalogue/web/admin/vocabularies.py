"""Vocabularies as the site uses them: codes, labels and the words sources use for them."""

from flask import Blueprint, render_template, request

from catalogue.models.vocabulary import vocabulary

pages = Blueprint("admin_vocabularies", __name__, url_prefix="/admin/vocabularies")

NAMES = {
    "topics": "主题",
    "audiences": "适合谁",
    "kinds": "形式",
    "levels": "难度",
    "languages": "语言",
    "accessibility": "无障碍",
    "institution_kinds": "机构类型",
    "regions": "地区",
    "providers": "机构的惯用名",
}


@pages.get("/")
def index() -> str:
    name = request.args.get("name", "")
    name = name if name in NAMES else "topics"
    return render_template("admin/vocabularies.html", name=name, names=NAMES, terms=vocabulary(name).terms.values())
