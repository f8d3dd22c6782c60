"""Parses XML from strangers: no document types, no entities, no network, libxml2's own limits on depth and size."""

from lxml import etree

from harvesters.errors import SourceError


def parse_xml(content: bytes) -> etree._Element:
    """The root element. Raises SourceError for broken XML and for any document type declaration."""
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
