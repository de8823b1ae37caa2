"""The HTML pages: whole, without style or script, and fit to be printed or pasted."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from cafe.documents.compte_rendu.html import render_html as render_cafe
from cafe.documents.reunion.html import render_html as render_reunion
from cafe.resources import resource
from tests.documents.epreuves import EPREUVES
from tests.documents.exemples import COMPTE_RENDU, make_compte_rendu, make_question, say
from tests.documents.exemples_reunion import REUNION
from tests.navigateur import browser

FEUILLES = tuple(resource(f"static/css/{name}.css").as_uri() for name in ("tokens", "document"))
HARD = make_compte_rendu(
    questions=(
        *COMPTE_RENDU.questions,
        make_question(*(say(e.texte) for e in EPREUVES), numero=3, titre="M" * 300),
    )
)
PAGES: dict[str, Callable[[], str]] = {
    "reunion": lambda: render_reunion(REUNION),
    "cafe": lambda: render_cafe(HARD),
}


@pytest.fixture(params=sorted(PAGES))
def page(request: pytest.FixtureRequest) -> str:
    return PAGES[request.param]()


@pytest.fixture(scope="module")
def opened() -> Iterator[Browser]:
    with browser() as found:
        yield found


def tree(page: str) -> Element:
    """The page as a browser builds it; raises on anything that is not HTML5."""
    found: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    return found


def test_a_page_is_whole_french_and_has_one_title(page: str) -> None:
    root = tree(page)
    assert root.get("lang") == "fr"
    assert (root.findtext("head/title") or "").startswith("Compte rendu : ")
    assert len(root.findall(".//h1")) == 1
    assert [e for e in root.iter("img") if not e.get("src", "").startswith("data:image/png")] == []
    assert [e for e in root.iter("img") if not e.get("alt")] == []


def test_a_page_has_no_style_script_or_address_of_its_own(page: str) -> None:
    root = tree(page)
    assert {e.tag for e in root.iter() if isinstance(e.tag, str)}.isdisjoint(
        {"style", "script", "link", "iframe", "a", "object"}
    )
    names = {name for e in root.iter() for name in e.attrib}
    assert not [name for name in names if name == "style" or name.startswith("on")]


def test_the_server_s_sheets_are_named_and_escaped() -> None:
    page = render_reunion(REUNION, ("/static/a.css?v=1&w=2",))
    (link,) = tree(page).findall("head/link")
    assert link.attrib == {"rel": "stylesheet", "href": "/static/a.css?v=1&w=2"}


def test_tables_have_heads_and_words_of_their_own(page: str) -> None:
    tables = list(tree(page).iter("table"))
    assert tables
    for table in tables:
        assert table.get("aria-label")
        heads = table.findall("thead/tr/th")
        assert all(th.get("scope") == "col" and (th.text or "").strip() for th in heads)
        assert {len(tr.findall("td")) for tr in table.findall("tbody/tr")} == {len(heads)}


def test_anchors_name_paragraphs_once(page: str) -> None:
    ids = [e.get("id") for e in tree(page).iter() if e.get("id")]
    assert len(ids) == len(set(ids))


def test_the_lines_and_suivis_of_a_meeting_can_be_pointed_at() -> None:
    ids = {e.get("id") for e in tree(render_reunion(REUNION)).iter()}
    lines = {ligne.ancre for point in REUNION.points for ligne in point.lignes}
    suivis = {suivi.ancre for point in REUNION.points for suivi in point.suivis}
    assert lines | suivis <= ids


def test_arabic_is_read_from_right_to_left() -> None:
    arabe = next(e for e in EPREUVES if e.nom == "arabe").tape
    page = render_cafe(make_compte_rendu(questions=(make_question(say(arabe)),)))
    turned = [e for e in tree(page).iter() if e.get("dir") == "rtl"]
    assert [e.tag for e in turned] == ["p", "p"]
    assert all(arabe in "".join(e.itertext()) for e in turned)


@pytest.mark.navigateur
def test_printed_with_the_house_s_sheet_a_meeting_holds_on_two_pages(
    opened: Browser, tmp_path: Path
) -> None:
    assert len(printed(opened, render_reunion(REUNION, FEUILLES), tmp_path).pages) == 2


@pytest.mark.navigateur
def test_printed_with_the_house_s_sheet_nothing_leaves_the_page(
    opened: Browser, tmp_path: Path
) -> None:
    read = printed(opened, render_cafe(HARD, FEUILLES), tmp_path)
    letters = re.sub(r"\s", "", "".join(page.extract_text() for page in read.pages))
    # Whole wherever it stands: a letter past the margin would be cut off by the printer.
    assert letters.count("M" * 300) >= 3


def printed(opened: Browser, page: str, folder: Path) -> PdfReader:
    """What the browser prints of a page, after checking that nothing runs over its side."""
    (folder / "page.html").write_text(page)
    tab = opened.new_page(viewport={"width": 360, "height": 700})
    tab.goto((folder / "page.html").as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
    data = tab.pdf(prefer_css_page_size=True)
    tab.close()
    return PdfReader(BytesIO(data))
