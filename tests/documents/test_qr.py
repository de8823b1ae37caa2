"""A QR code is what a phone reads: each drawing is read back by another library."""

from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
import zxingcpp
from PIL import Image

from cafe.documents.qr import MARGE, qr_matrix, qr_svg, qr_terminal

ADRESSE = "https://cafe.valmont.exemple/r/K7M2PX"
ADRESSES = [ADRESSE, "http://192.168.1.20:8000/r/K7M2PX/t/12", "https://exemple.fr/é?a=1&b=<2>"]


def decode(image: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(image)]


def picture(rangees: list[list[bool]], taille: int = 8) -> Image.Image:
    """Dark modules in black on white, several pixels each."""
    image = Image.new("L", (len(rangees[0]), len(rangees)))
    image.putdata([0 if sombre else 255 for rangee in rangees for sombre in rangee])
    return image.resize((image.width * taille, image.height * taille), Image.Resampling.NEAREST)


@pytest.mark.parametrize("adresse", ADRESSES)
def test_the_squares_hold_the_address(adresse: str) -> None:
    assert decode(picture([list(rangee) for rangee in qr_matrix(adresse)])) == [adresse]


def test_the_code_is_of_level_m_so_that_a_stain_does_not_kill_it() -> None:
    (code,) = zxingcpp.read_barcodes(picture([list(r) for r in qr_matrix(ADRESSE)]))
    assert code.ec_level == "M"


def test_four_modules_stay_light_all_around() -> None:
    matrice = qr_matrix(ADRESSE)
    bord = [*matrice[:MARGE], *matrice[-MARGE:]]
    cotes = [rangee[:MARGE] + rangee[-MARGE:] for rangee in matrice]
    assert not any(module for rangee in [*bord, *cotes] for module in rangee)
    assert matrice[MARGE][MARGE]


@pytest.mark.parametrize("adresse", ADRESSES)
def test_the_svg_draws_the_same_squares(adresse: str) -> None:
    racine = ElementTree.fromstring(qr_svg(adresse))  # noqa: S314
    cote = int(racine.attrib["viewBox"].split()[2])
    rangees = [[False] * cote for _ in range(cote)]
    trace = racine.findall("{http://www.w3.org/2000/svg}path")[1].attrib["d"]
    for bande in trace.removeprefix("M").split("M"):
        colonne, reste = bande.split(" ")
        ligne, longueur, _ = reste.split("h", 2)
        for x in range(int(colonne), int(colonne) + int(longueur.removesuffix("v1"))):
            rangees[int(ligne)][x] = True
    assert tuple(map(tuple, rangees)) == qr_matrix(adresse)
    assert decode(picture(rangees)) == [adresse]


def test_the_svg_says_its_address_and_carries_no_style_nor_script() -> None:
    vus: list[tuple[str, dict[str, str | None]]] = []

    class Lecteur(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            vus.append((tag, dict(attrs)))

    svg = qr_svg("https://exemple.fr/?a=1&b=<script>")
    Lecteur().feed(svg)
    assert svg.startswith("<svg ")
    assert [balise for balise, _ in vus] == ["svg", "title", "path", "path"]
    assert vus[0][1]["role"] == "img"
    assert "<title>Code QR : https://exemple.fr/?a=1&amp;b=&lt;script&gt;</title>" in svg
    permis = {"xmlns", "viewbox", "role", "shape-rendering", "fill", "d"}
    assert {attribut for _, attributs in vus for attribut in attributs} == permis


def test_the_terminal_shows_light_squares_on_its_dark_ground() -> None:
    encre = {"█": (False, False), "▀": (False, True), "▄": (True, False), " ": (True, True)}
    rangees: list[list[bool]] = []
    for ligne in qr_terminal(ADRESSE).split("\n"):
        rangees += [[encre[signe][0] for signe in ligne], [encre[signe][1] for signe in ligne]]
    assert decode(picture(rangees)) == [ADRESSE]


def test_the_terminal_may_set_its_own_colours() -> None:
    nues = qr_terminal(ADRESSE).split("\n")
    colorees = qr_terminal(ADRESSE, couleurs=True).split("\n")
    assert colorees == [f"\x1b[38;5;231;48;5;16m{ligne}\x1b[0m" for ligne in nues]


@pytest.mark.parametrize("adresse", ["", "x" * 3000])
def test_no_code_is_drawn_of_nothing_or_of_too_much(adresse: str) -> None:
    with pytest.raises(ValueError, match="adresse"):
        qr_matrix(adresse)
