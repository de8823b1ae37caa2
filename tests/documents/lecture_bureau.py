"""Reads DOCX, ODT and HTML files back: the words in their order, line ends kept."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import html5lib
from docx import Document
from docx.oxml.ns import qn

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_PARAGRAPHS = {f"{_TEXT}p", f"{_TEXT}h"}


def read_docx(data: bytes) -> str:
    """Every paragraph of the body, those of cells included, one after the other."""
    body = Document(BytesIO(data)).element.body
    return "\n\n".join("".join(_docx_words(p)) for p in body.iter(qn("w:p")))


def _docx_words(paragraph: Any) -> Iterator[str]:
    for element in paragraph.iter():
        if element.tag == qn("w:t"):
            yield element.text or ""
        elif element.tag == qn("w:br"):
            yield "\n"
        elif element.tag == qn("w:tab"):
            yield "\t"
        elif element.tag == qn("w:noBreakHyphen"):
            yield "-"


def read_odt(data: bytes) -> str:
    """The same of an ODT file."""
    with ZipFile(BytesIO(data)) as archive:
        root = ElementTree.fromstring(archive.read("content.xml"))  # noqa: S314
    found = (element for element in root.iter() if element.tag in _PARAGRAPHS)
    return "\n\n".join("".join(_odt_words(element)) for element in found)


def _odt_words(element: ElementTree.Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            yield " " * int(child.get(f"{_TEXT}c", "1"))
        elif child.tag == f"{_TEXT}line-break":
            yield "\n"
        elif child.tag == f"{_TEXT}tab":
            yield "\t"
        else:
            yield from _odt_words(child)
        yield child.tail or ""


def read_html(page: str) -> str:
    """The words of a page as a browser holds them; raises on anything that is not HTML5."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return "".join(_html_words(parser.parse(page).find("body")))


def _html_words(element: ElementTree.Element) -> Iterator[str]:
    yield (element.text or "").replace("\n", "")
    for child in element:
        if child.tag == "br":
            yield "\n"
        else:
            yield from _html_words(child)
        yield (child.tail or "").replace("\n", "")
    if element.tag in {"p", "li", "td", "th", "h1", "h2", "h3", "h4"}:
        yield "\n\n"
