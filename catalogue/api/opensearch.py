"""/opensearch.xml: lets a browser offer this site's search in its address bar (OpenSearch 1.1)."""

from xml.etree.ElementTree import Element

from flask import Blueprint, Response, current_app

from catalogue.api.caching import HOUR, cacheable
from catalogue.api.markup import add, xml_response
from catalogue.site_address import absolute

blueprint = Blueprint("opensearch", __name__)

MAX_SHORT_NAME = 16
MAX_DESCRIPTION = 1024


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    root = Element("OpenSearchDescription", {"xmlns": "http://a9.com/-/spec/opensearch/1.1/"})
    name, subtitle = current_app.config["SITE_NAME"], current_app.config["SITE_SUBTITLE"]
    add(root, "ShortName", name[:MAX_SHORT_NAME])
    add(root, "Description", f"{name}：{subtitle}"[:MAX_DESCRIPTION])
    add(root, "InputEncoding", "UTF-8")
    add(root, "Language", "zh-CN")
    add(root, "Url", type="text/html", method="get", template=absolute("/search?q={searchTerms}"))
    return cacheable(xml_response(root, "application/opensearchdescription+xml"), HOUR)
