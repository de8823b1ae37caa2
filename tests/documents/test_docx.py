"""The DOCX files as python-docx reopens them: styles, tables, language, order of elements."""

from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as DocumentDocx
from docx.oxml.ns import qn
from docx.table import Table

from cafe.documents.compte_rendu.docx import render_docx as render_cafe
from cafe.documents.reunion.docx import render_docx as render_reunion
from tests.documents.epreuves import EPREUVES
from tests.documents.exemples import COMPTE_RENDU, make_compte_rendu, make_question, say
from tests.documents.exemples_reunion import REUNION, make_point, make_reunion

ARABE = "نريد حديقة أكبر للأطفال ومقاعد في الظل"

# The schema's order; Word repairs, or refuses, a file that has another.
ORDERS = {
    "w:pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs bidi "
    "spacing ind contextualSpacing jc outlineLvl rPr sectPr",
    "w:rPr": "rStyle rFonts b bCs i iCs color spacing sz szCs rtl lang",
    "w:tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblDescription",
    "w:trPr": "cantSplit tblHeader",
    "w:tcPr": "tcW shd",
    "w:style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr tblStylePr",
}


def opened(data: bytes) -> DocumentDocx:
    """The file as another reader has it."""
    return Document(BytesIO(data))


@pytest.fixture(scope="module")
def reunion() -> DocumentDocx:
    return opened(render_reunion(REUNION))


@pytest.fixture(scope="module")
def cafe() -> DocumentDocx:
    questions = (*COMPTE_RENDU.questions, make_question(*(say(e.texte) for e in EPREUVES)))
    return opened(render_cafe(make_compte_rendu(questions=questions)))


@pytest.fixture(params=["reunion", "cafe"])
def document(request: pytest.FixtureRequest) -> DocumentDocx:
    found: DocumentDocx = request.getfixturevalue(request.param)
    return found


def headings(document: DocumentDocx) -> list[tuple[int, str]]:
    """The headings of a file, in order, by their style."""
    return [
        (int(p.style.name.removeprefix("Heading ")), p.text)
        for p in document.paragraphs
        if p.style is not None and (p.style.name or "").startswith("Heading ")
    ]


def test_the_headings_of_a_meeting_are_headings(reunion: DocumentDocx) -> None:
    assert [p.text for p in reunion.paragraphs if p.style and p.style.name == "Title"] == [
        "Compte rendu : Groupe de travail Emploi, séquence 2"
    ]
    assert headings(reunion) == [
        (1, "Participants (13\u00a0personnes, 9\u00a0structures)"),
        (2, "Excusés et représentés"),
        (1, "Ordre du jour"),
        (1, "Documents joints"),
        (1, "Relevé des échanges et des décisions"),
        (2, "Suites de la dernière réunion"),
        (2, "1. Aller vers les jeunes sans emploi ni formation"),
        (2, "2. Clauses sociales dans le chantier du Clos-Vert"),
        (2, "3. Ce que l’on mesure, et comment on le raconte"),
        (1, "Prochaine rencontre"),
    ]


def test_no_level_of_heading_is_skipped(document: DocumentDocx) -> None:
    levels = [0, *(level for level, _ in headings(document))]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_each_table_has_a_head_row_a_style_and_its_words(document: DocumentDocx) -> None:
    assert document.tables
    for table in document.tables:
        assert table.style is not None
        assert table.style.name == "Tableau de compte rendu"
        heads = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
        assert heads == [True] + [False] * (len(heads) - 1)
        assert len(heads) > 1
        assert all(cell.text.strip() for cell in table.rows[0].cells)
        assert described(table)


def described(table: Table) -> str:
    """What is said to those who do not see a table."""
    properties: Any = table._tbl.tblPr
    found = properties.find(qn("w:tblDescription"))
    return str(found.get(qn("w:val"))) if found is not None else ""


def test_what_is_to_follow_stands_beside_what_was_said(reunion: DocumentDocx) -> None:
    head, row = reunion.tables[2].rows
    assert [cell.text for cell in head.cells] == ["Échanges et décisions", "Suivi / échéance"]
    said, agreed = (cell.text for cell in row.cells)
    assert said.startswith("Rappel\u00a0: Le contrat vise 120 jeunes")
    assert "Décision\u00a0: Une permanence commune" in said
    assert "Mission locale du Bassin, pour le 3\u00a0juillet 2026" in agreed


def test_the_file_is_in_french_and_says_whose_it_is(document: DocumentDocx) -> None:
    languages = {
        lang.get(qn(f"w:{name}"))
        for lang in document.styles.element.iter(qn("w:lang"))
        for name in ("val", "eastAsia")
    }
    assert languages == {"fr-FR"}
    about = document.core_properties
    assert about.language == "fr-FR"
    assert about.title.startswith("Compte rendu : ")
    assert about.author
    assert about.comments == ""


def test_pages_are_a4_and_numbered(document: DocumentDocx) -> None:
    section = document.sections[0]
    # Word counts in twentieths of a point: 11906 × 16838 is its A4.
    size = section._sectPr.find(qn("w:pgSz"))
    assert (size.get(qn("w:w")), size.get(qn("w:h"))) == ("11906", "16838")
    for foot in (section.footer, section.first_page_footer):
        codes = [e.text for e in foot._element.iter(qn("w:instrText"))]
        assert codes == ["PAGE", "NUMPAGES"]
    assert section.header.paragraphs[0].text.startswith("Compte rendu · ")


def test_each_logo_is_told_in_words(reunion: DocumentDocx) -> None:
    told = [e.get("descr") for e in reunion.element.body.iter(qn("wp:docPr"))]
    assert told == ["Logo navy", "Logo darkgreen"]


def test_styles_carry_all_the_looks(document: DocumentDocx) -> None:
    """A paragraph or a run only names its style; what is left is a direction or a page."""
    allowed = {qn(f"w:{name}") for name in ("pStyle", "pageBreakBefore", "bidi", "rStyle", "rtl")}
    body = document.element.body
    written = {child.tag for name in ("w:pPr", "w:rPr") for e in body.iter(qn(name)) for child in e}
    assert written <= allowed


def test_the_order_of_elements_is_the_schema_s(document: DocumentDocx) -> None:
    assert list(disordered(document.element)) == []
    assert list(disordered(document.styles.element)) == []


def disordered(root: Any) -> Iterator[tuple[str, list[str]]]:
    """Elements whose children stand in another order, or are not known here."""
    for name, order in ORDERS.items():
        ranks = {qn(f"w:{child}"): rank for rank, child in enumerate(order.split())}
        for element in root.iter(qn(name)):
            found = [ranks.get(child.tag, -1) for child in element]
            if found != sorted(found) or -1 in found:
                yield name, [child.tag for child in element]


def test_every_style_that_is_used_exists(document: DocumentDocx) -> None:
    known = {style.style_id for style in document.styles}
    used = {
        e.get(qn("w:val"))
        for name in ("w:pStyle", "w:rStyle", "w:tblStyle")
        for e in document.element.iter(qn(name))
    }
    based = {
        e.get(qn("w:val"))
        for name in ("w:basedOn", "w:next")
        for e in document.styles.element.iter(qn(name))
    }
    assert used | based <= known


def test_arabic_starts_on_the_right_in_each_kind_of_place() -> None:
    question = make_question(say(ARABE), titre=ARABE)
    document = opened(render_cafe(make_compte_rendu(questions=(question,))))
    (quotation,) = (p for p in document.paragraphs if ARABE in p.text and "Mon idée" in p.text)
    assert quotation.style is not None
    assert quotation.style.name == "Citation de droite à gauche"
    assert quotation.style.element.pPr.find(qn("w:bidi")) is not None
    assert [run.text for run in quotation.runs if run.font.rtl] == [ARABE]
    (heading,) = (p for p in document.paragraphs if p.text.startswith(ARABE))
    assert heading._p.pPr.find(qn("w:bidi")) is not None


def test_french_never_starts_on_the_right(reunion: DocumentDocx) -> None:
    assert list(reunion.element.body.iter(qn("w:bidi"))) == []


def test_the_annexes_open_a_page_and_the_rest_flows(cafe: DocumentDocx) -> None:
    opening = [p.text for p in cafe.paragraphs if p.paragraph_format.page_break_before]
    assert opening == ["Annexe 1. Toutes les contributions publiées"]


def test_a_cell_taller_than_a_page_may_be_cut_and_a_short_row_may_not() -> None:
    long_point = make_point(*REUNION.points[1].lignes * 20, numero=1)
    document = opened(render_reunion(make_reunion(points=(long_point,))))
    whole = [row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in document.tables[1].rows]
    assert whole == [True, False]
    assert all(
        row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in document.tables[0].rows
    )


def test_nothing_of_the_library_s_template_travels(document: DocumentDocx) -> None:
    sortie = BytesIO()
    document.save(sortie)
    with ZipFile(sortie) as archive:
        names = archive.namelist()
    assert not [n for n in names if "thumbnail" in n or "customXml" in n or "Effects" in n]
