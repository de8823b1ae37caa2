"""The sheet of badges: six, printed on both sides, each code read back to its own address."""

from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp

from cafe.documents.badges import Badge, Planche, render_badges
from tests.documents.lecture import read_pages, render_pages

MOTS = ("abandon", "chocolat", "exploit", "kiosque", "paysage", "zoologie")
SITE = "https://cafe.valmont.exemple"


def planche(combien: int, tables: tuple[int, ...] = (4, 7, 2), contact: str = "") -> Planche:
    return Planche(
        titre="Café des habitants du Clos-Vert & des environs, samedi",
        code="ADFGHJ",
        adresse="cafe.valmont.exemple",
        contact=contact,
        badges=[
            Badge(
                numero=n,
                serie="conseillers citoyens",
                tables=tables,
                url=f"{SITE}/r/ADFGHJ/b/{n}",
                recu=f"{SITE}/suivi/{n:026d}",
                mots=MOTS,
            )
            for n in range(1, combien + 1)
        ],
    )


def test_fronts_join_and_backs_hold_the_receipt_of_the_same_number(tmp_path: Path) -> None:
    pages = render_pages(render_badges(planche(8)), tmp_path)
    read = [{code.text for code in zxingcpp.read_barcodes(page)} for page in pages]
    assert read == [
        {f"{SITE}/r/ADFGHJ/b/{n}" for n in range(1, 7)},
        {f"{SITE}/suivi/{n:026d}" for n in range(1, 7)},
        {f"{SITE}/r/ADFGHJ/b/{n}" for n in (7, 8)},
        {f"{SITE}/suivi/{n:026d}" for n in (7, 8)},
    ]


def test_a_sheet_turned_over_has_each_receipt_behind_its_badge(tmp_path: Path) -> None:
    recto, verso = render_pages(render_badges(planche(6)), tmp_path)

    def place(page: object, texte: str) -> tuple[bool, int]:
        (code,) = [c for c in zxingcpp.read_barcodes(page) if c.text.endswith(texte)]
        centre = code.position.top_left
        return centre.x < page.width / 2, 3 * centre.y // page.height  # type: ignore[attr-defined]

    for n in range(1, 7):
        (a_gauche, rangee), (derriere, meme) = place(recto, f"/b/{n}"), place(verso, f"{n:026d}")
        assert (a_gauche, rangee) == (not derriere, meme)


def test_a_badge_says_its_number_its_series_and_each_table() -> None:
    recto, verso = read_pages(render_badges(planche(1, (4, 12, 2), "Nour, 01 23 45 67 89")))
    for attendu in ("n° 1", "conseillers citoyens", "Tour 1", "Tour 3", "12", "Talon n° 1"):
        assert attendu in recto
    for attendu in ("ADFGHJ", "Nour", "Reçu secret, n° 1", *MOTS):
        assert attendu in verso
    assert not any(mot in recto for mot in MOTS)


@pytest.mark.parametrize("tours", [1, 8, 12])
def test_every_table_of_a_long_day_is_written(tours: int) -> None:
    recto, _ = read_pages(render_badges(planche(1, tuple(range(21, 21 + tours)))))
    for n in range(tours):
        assert f"Tour {n + 1}" in recto
        assert str(21 + n) in recto


def test_a_printer_without_colours_prints_the_whole_sheet(tmp_path: Path) -> None:
    for page in render_pages(render_badges(planche(6, contact="Nour")), tmp_path):
        red, green, blue = page.convert("RGB").split()
        assert red.tobytes() == green.tobytes() == blue.tobytes()


def test_a_named_badge_says_whose_it_is_and_drawn_again_has_no_receipt(tmp_path: Path) -> None:
    one = Badge(
        numero=14,
        serie="élus",
        tables=(None, 7, 2),
        url=f"{SITE}/r/ADFGHJ/b/14",
        nom="Marie-Hélène de La Rochefoucauld-Beaumont",
        organisme="Communauté d’agglomération du Val-Fourré et des Deux-Rives",
    )
    data = render_badges(replace(planche(1), nominatif=True, badges=[one]))
    recto, verso = read_pages(data)
    for attendu in ("Rochefoucauld-Beaumont", "Deux-Rives", "n° 14", "élus", "Tour 3", "premier"):
        assert attendu in recto
    assert "Reçu secret" not in verso
    assert "montrées sans lui" in verso
    codes = [
        {code.text for code in zxingcpp.read_barcodes(p)} for p in render_pages(data, tmp_path)
    ]
    assert codes == [{f"{SITE}/r/ADFGHJ/b/14"}, set()]


def test_whom_to_call_is_never_cut_in_the_middle() -> None:
    horaires = "du lundi au vendredi de 9 h à 12 h et de 14 h à 17 h 30"
    _, verso = read_pages(
        render_badges(planche(1, contact=f"Nour Haddad, 01 23 45 67 89, {horaires}"))
    )
    assert "17 h 30" in " ".join(verso.split())
    assert "[…]" not in verso


def test_no_badge_is_no_sheet() -> None:
    with pytest.raises(ValueError, match="aucun badge"):
        render_badges(planche(0))
