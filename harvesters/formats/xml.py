"""Parses XML from strangers: no document types, no entities, no network, bounds on depth, size and number of nodes.

libxml2 bounds depth, single texts and the growth of entities itself. It does not bound the number of nodes, each of
which takes some thirty times the four bytes it can be written with.
"""

from lxml import etree

from harvesters.errors import SourceError

MOST_BYTES = 64 * 1024 * 1024
MOST_NODES = 1_200_000
"""About 150 MB as a tree; a full sitemap of 50,000 addresses with four details each has half as many."""


def parse_xml(content: bytes) -> etree._Element:
    """The root element. Raises SourceError for broken XML, too much of it, and any document type declaration."""
    refuse_flood(content)
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(f"返回的 XML 不完整或有错误：{str(error)[:200]}") from error
    if root.getroottree().docinfo.doctype:
        raise SourceError("返回的 XML 带有文档类型声明（DOCTYPE），为安全起见不读取")
    return root


def refuse_flood(content: bytes, most_nodes: int = MOST_NODES) -> None:
    """Refuse what would be too many nodes: tags by their brackets, attributes, twice as large, by their equals signs.

    Raises SourceError. Counting bytes reads UTF-16 as well, and brackets within text only make it stricter.
    """
    if len(content) > MOST_BYTES or content.count(b"<") + 2 * content.count(b"=") > most_nodes:
        raise SourceError("返回的 XML 太大，为安全起见不读取；请对方分成几页或几个文件提供")
