"""The parts of a DOCX that python-docx does not write: fields, head rows, directions."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph


def add_page_number(paragraph: Paragraph) -> None:
    """« Page 2 sur 4 », which Word keeps up to date."""
    paragraph.add_run("Page\u00a0")
    _field(paragraph, "PAGE")
    paragraph.add_run(" sur\u00a0")
    _field(paragraph, "NUMPAGES")


def set_right_to_left(paragraph: Paragraph) -> None:
    """Make a paragraph start on the right."""
    properties = paragraph._p.get_or_add_pPr()
    mark = OxmlElement("w:bidi")
    # The schema has an order; python-docx knows it for the elements that it writes itself.
    properties.insert_element_before(mark, *_AFTER_BIDI)


def describe_table(table: Table, resume: str) -> None:
    """Say that the first row is a head, and what the table holds for those who hear it."""
    properties: Any = table._tbl.tblPr
    for former in properties.findall(qn("w:tblLook")):
        properties.remove(former)
    look = OxmlElement("w:tblLook")
    for name, value in (
        ("val", "0620"),
        ("firstRow", "1"),
        ("lastRow", "0"),
        ("firstColumn", "0"),
        ("lastColumn", "0"),
        ("noHBand", "1"),
        ("noVBand", "1"),
    ):
        look.set(qn(f"w:{name}"), value)
    description = OxmlElement("w:tblDescription")
    description.set(qn("w:val"), resume)
    properties.append(look)
    properties.append(description)


def keep_whole(row: Any) -> None:
    """Let no page end inside a row."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def repeat_on_each_page(row: Any) -> None:
    """Make a row the head of its table."""
    keep_whole(row)
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _field(paragraph: Paragraph, code: str) -> None:
    """A field with a first value, for readers that compute none."""
    for kind in ("begin", "separate", "end"):
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        run = paragraph.add_run()
        run._r.append(mark)
        if kind == "begin":
            instruction = OxmlElement("w:instrText")
            instruction.text = code
            paragraph.add_run()._r.append(instruction)
        elif kind == "separate":
            paragraph.add_run("1")


_AFTER_BIDI = tuple(
    f"w:{name}"
    for name in (
        "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents",
        "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap",
        "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
    )
)  # fmt: skip
