"""The sheet of slips: ten, cut apart, each read by a phone and by a person."""

from pathlib import Path

import pytest
import zxingcpp

from cafe.documents.talons import Carnet, Talon, render_talons
from tests.documents.lecture import read_pages, render_pages

MOTS = ("abandon", "chocolat", "exploit", "kiosque", "paysage", "zoologie")


def carnet(combien: int, contact: str = "") -> Carnet:
    return Carnet(
        titre="Café des habitants du Clos-Vert & des environs, samedi",
        adresse="cafe.valmont.exemple/suivi",
        contact=contact,
        talons=[
            Talon(
                numero=n,
                url=f"https://cafe.valmont.exemple/suivi/{n:026d}",
                mots=MOTS,
            )
            for n in range(1, combien + 1)
        ],
    )


def test_ten_slips_fit_a_sheet_and_each_code_is_its_own(tmp_path: Path) -> None:
    pages = render_pages(render_talons(carnet(20)), tmp_path)
    assert len(pages) == 2
    read = [{code.text for code in zxingcpp.read_barcodes(page)} for page in pages]
    assert read[0] == {f"https://cafe.valmont.exemple/suivi/{n:026d}" for n in range(1, 11)}
    assert read[1] == {f"https://cafe.valmont.exemple/suivi/{n:026d}" for n in range(11, 21)}


def test_a_slip_says_its_number_its_words_where_and_whom_to_call() -> None:
    (texte,) = read_pages(render_talons(carnet(10, "Nour Haddad, 01 23 45 67 89")))
    for attendu in (
        "n° 10",
        *MOTS,
        "cafe.valmont.exemple/suivi",
        "Nour Haddad",
        "Gardez ce papier",
    ):
        assert attendu in texte
    assert texte.count("Gardez ce papier") == 10


def test_a_printer_without_colours_prints_the_whole_sheet(tmp_path: Path) -> None:
    (page,) = render_pages(render_talons(carnet(10, "Nour, 01 23 45 67 89")), tmp_path)
    red, green, blue = page.convert("RGB").split()
    assert red.tobytes() == green.tobytes() == blue.tobytes()


def test_no_slip_is_no_sheet() -> None:
    with pytest.raises(ValueError, match="aucun talon"):
        render_talons(carnet(0))
