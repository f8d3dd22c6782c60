"""The public figures: what the catalogue holds and how it grows, as charts with a table behind each."""

from datetime import date

from flask import Blueprint, current_app, render_template
from werkzeug.wrappers import Response

from catalogue.clock import local_day
from catalogue.db import db, now
from catalogue.domain.counts.figures import Month, months
from catalogue.languages import language
from catalogue.search.engine import IndexUnavailable, SearchEngine
from catalogue.search.find import FacetValue
from catalogue.search.kept import kept_until_index_changes
from catalogue.search.overview import overview
from catalogue.search.request import SearchRequest
from catalogue.web.charts import Bar, Chart
from catalogue.web.errors import error_page
from catalogue.web.facets import in_readers_language
from catalogue.web.formatting import month_words
from catalogue.web.search_links import address
from catalogue.web.translation import gettext as _

pages = Blueprint("numbers", __name__)

INSTITUTIONS = 20
JIANGXI = "36"


@pages.get("/about/numbers")
def index() -> str | Response | tuple[str, int]:
    """Counted by the index and kept until it changes; 503 while it is coming back."""
    engine: SearchEngine = current_app.extensions["search_engine"]
    try:
        total, holdings = overview(engine).total, _holdings(engine, language().tag)
        by_month = _months(engine, local_day(now()))
    except IndexUnavailable:
        return error_page(503)
    return render_template("about/numbers.html", total=total, holdings=holdings, growth=_growth(by_month))


@kept_until_index_changes
def _months(_engine: SearchEngine, today: date) -> list[Month]:
    return months(db.session(), today)


@kept_until_index_changes
def _holdings(engine: SearchEngine, _language: str) -> list[Chart]:
    """What there is, counted by each of the facets people ask about."""
    facets = in_readers_language(overview(engine).facets)
    broad = [value for value in facets.get("topic", []) if not value.parent]
    return [
        Chart(_("主题"), _("主题"), _("资源"), _bars("topic", broad), _("一个资源可以属于几个主题。")),
        Chart(_("适合谁"), _("人群"), _("资源"), _bars("audience", facets.get("audience", []))),
        Chart(_("形式"), _("形式"), _("资源"), _bars("kind", facets.get("kind", []))),
        Chart(
            _("地区"),
            _("地区"),
            _("资源"),
            _bars("region", _regions(facets.get("region", []))),
            _("按提供机构所在的地方。"),
        ),
        Chart(
            _("提供资源最多的机构"),
            _("机构"),
            _("资源"),
            _bars("institution", facets.get("institution", [])[:INSTITUTIONS]),
        ),
    ]


def _regions(values: list[FacetValue]) -> list[FacetValue]:
    """The cities of the province, the whole country and other provinces; the province itself is the sum of its own."""
    return [value for value in values if value.parent == JIANGXI or (not value.parent and value.value != JIANGXI)]


def _bars(facet: str, values: list[FacetValue]) -> tuple[Bar, ...]:
    return tuple(Bar(one.label, one.count, _link(facet, one.value)) for one in values)


def _link(facet: str, value: str) -> str:
    return address(SearchRequest(filters={facet: (value,)}))


def _growth(by_month: list[Month]) -> list[Chart]:
    names = [month_words(month.first_day) for month in by_month]

    def chart(title: str, values: str, figures: list[int], note: str) -> Chart:
        return Chart(title, _("月份"), values, tuple(Bar(*pair) for pair in zip(names, figures, strict=True)), note)

    return [
        chart(_("每月新收录"), _("资源"), [one.resources for one in by_month], _("现在公开的资源，按收录的月份。")),
        chart(_("每月讲座"), _("场次"), [one.lectures for one in by_month], _("按开始的时间。")),
        chart(_("每月去学习的次数"), _("次数"), [one.visits for one in by_month], _("只记次数，不记是谁。")),
    ]
