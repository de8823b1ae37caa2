"""The ODT files: what LibreOffice needs to open them, and what hears a table or a logo."""

from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import pytest
from odfdo import Document

from cafe.documents.compte_rendu.odt import render_odt as render_cafe
from cafe.documents.reunion.odt import render_odt as render_reunion
from tests.documents.exemples import COMPTE_RENDU, make_compte_rendu, make_question, say
from tests.documents.exemples_reunion import REUNION

ARABE = "نريد حديقة أكبر للأطفال"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT, TABLE, STYLE = f"{{{OFFICE}text:1.0}}", f"{{{OFFICE}table:1.0}}", f"{{{OFFICE}style:1.0}}"
SVG = f"{{{OFFICE}svg-compatible:1.0}}"


@pytest.fixture(
    params=[render_reunion(REUNION), render_cafe(COMPTE_RENDU)], ids=["reunion", "cafe"]
)
def fichier(request: pytest.FixtureRequest) -> bytes:
    data: bytes = request.param
    return data


def part(data: bytes, name: str) -> ElementTree.Element:
    """One of the XML files of the archive."""
    with ZipFile(BytesIO(data)) as archive:
        return ElementTree.fromstring(archive.read(name))  # noqa: S314


def test_the_type_comes_first_and_bare(fichier: bytes) -> None:
    with ZipFile(BytesIO(fichier)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.text"


def test_each_part_is_in_the_manifest_and_each_named_part_is_there(fichier: bytes) -> None:
    name = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}full-path"
    named = {e.get(name) for e in part(fichier, "META-INF/manifest.xml")}
    with ZipFile(BytesIO(fichier)) as archive:
        files = {n for n in archive.namelist() if not n.endswith("/")}
    assert {n for n in named if n and not n.endswith("/")} <= files
    assert files - named <= {"mimetype", "META-INF/manifest.xml"}


def test_each_table_has_a_head_row_and_its_words(fichier: bytes) -> None:
    tables = list(part(fichier, "content.xml").iter(f"{TABLE}table"))
    assert tables
    for table in tables:
        heads = table.findall(f"{TABLE}table-header-rows/{TABLE}table-row")
        assert len(heads) == 1
        assert table.findall(f"{TABLE}table-row")
        assert (table.findtext(f"{TABLE}desc") or "").strip()


def test_headings_have_a_level_and_a_style(fichier: bytes) -> None:
    headings = list(part(fichier, "content.xml").iter(f"{TEXT}h"))
    assert headings
    for heading in headings:
        level = heading.get(f"{TEXT}outline-level")
        assert (heading.get(f"{TEXT}style-name") or "").startswith(f"Heading_20_{level}")


def test_every_style_that_is_used_exists(fichier: bytes) -> None:
    content, styles = part(fichier, "content.xml"), part(fichier, "styles.xml")
    known = {e.get(f"{STYLE}name") for root in (content, styles) for e in root.iter()}
    used = {
        value
        for root in (content, styles)
        for e in root.iter()
        for key, value in e.attrib.items()
        if key.endswith("}style-name") or key.endswith("}parent-style-name")
    }
    assert used - known == set()


def test_the_file_is_in_french_and_says_whose_it_is(fichier: bytes) -> None:
    about = Document(BytesIO(fichier)).meta
    assert about.language == "fr-FR"
    assert (about.title or "").startswith("Compte rendu : ")
    assert about.initial_creator
    default = part(fichier, "styles.xml").find(f".//{STYLE}default-style/{STYLE}text-properties")
    assert default is not None
    fo = f"{{{OFFICE}xsl-fo-compatible:1.0}}"
    assert (default.get(f"{fo}language"), default.get(f"{fo}country")) == ("fr", "FR")


def test_each_logo_is_told_in_words() -> None:
    told = [e.text for e in part(render_reunion(REUNION), "content.xml").iter(f"{SVG}desc")]
    assert told == ["Logo navy", "Logo darkgreen"]


def test_arabic_starts_on_the_right() -> None:
    question = make_question(say(ARABE), titre=ARABE)
    data = render_cafe(make_compte_rendu(questions=(question,)))
    content, styles = part(data, "content.xml"), part(data, "styles.xml")
    turned = {
        style.get(f"{STYLE}name")
        for root in (content, styles)
        for style in root.iter(f"{STYLE}style")
        if any(p.get(f"{STYLE}writing-mode") == "rl-tb" for p in style)
    }
    said = [e for e in content.iter() if e.tag in (f"{TEXT}p", f"{TEXT}h")]
    arabic = [e for e in said if ARABE in "".join(e.itertext())]
    assert len(arabic) == 4
    assert {e.get(f"{TEXT}style-name") for e in arabic} <= turned
    assert not [e for e in said if e not in arabic and e.get(f"{TEXT}style-name") in turned]
