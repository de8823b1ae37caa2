"""The sheet of badges: six, printed on both sides, each code read back to its own address."""

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


def test_no_badge_is_no_sheet() -> None:
    with pytest.raises(ValueError, match="aucun badge"):
        render_badges(planche(0))
