"""The poster and the table tents: read by a person, and by a phone from across the hall."""

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from pypdf import PdfReader

from cafe.documents.affiche import Affiche, render_affiche
from cafe.documents.chevalet import Chevalet, render_chevalets
from tests.documents.lecture import (
    is_tagged,
    read_elements,
    read_pages,
    read_structure,
    render_pages,
    words_with_boxes,
)

AFFICHE = Affiche(
    demarche="Quartiers en commun",
    titre="Café des habitants du Clos-Vert",
    debut=datetime(2026, 6, 11, 12, 0, tzinfo=UTC),
    fin=datetime(2026, 6, 11, 15, 30, tzinfo=UTC),
    lieu="Salle Berthe-Morel",
    url="https://cafe.valmont.exemple/r/K7M2PX",
    adresse="cafe.valmont.exemple",
    code="K7M2PX",
)


def make_chevalet(table: int, question: str | None = "Où se soigner ?") -> Chevalet:
    return Chevalet(
        titre="Café des habitants du Clos-Vert",
        table=table,
        question=question,
        url=f"https://cafe.valmont.exemple/r/K7M2PX/t/{table}",
        adresse="cafe.valmont.exemple",
        code="K7M2PX",
    )


def test_a_phone_reads_the_address_from_the_printed_poster(tmp_path: Path) -> None:
    (page,) = render_pages(render_affiche(AFFICHE), tmp_path)
    assert [code.text for code in zxingcpp.read_barcodes(page)] == [AFFICHE.url]


def test_a_phone_reads_it_from_far_away(tmp_path: Path) -> None:
    # At 30 dots an inch the whole sheet is 248 pixels wide: a poster at the end of the hall.
    (page,) = render_pages(render_affiche(AFFICHE), tmp_path, dpi=30)
    assert [code.text for code in zxingcpp.read_barcodes(page)] == [AFFICHE.url]


def test_the_code_is_wide_enough_for_a_wall(tmp_path: Path) -> None:
    (page,) = render_pages(render_affiche(AFFICHE), tmp_path)
    (code,) = zxingcpp.read_barcodes(page)
    largeur_mm = (code.position.top_right.x - code.position.top_left.x) / 100 * 25.4
    assert largeur_mm > 80


def test_the_poster_says_what_to_do_in_words_and_gives_address_and_code() -> None:
    (texte,) = read_pages(render_affiche(AFFICHE))
    for attendu in (
        "Quartiers en commun",
        "Café des habitants du Clos-Vert",
        "jeudi 11 juin 2026, de 14 h à 17 h 30 Salle Berthe-Morel",
        "Ou tapez cette adresse cafe.valmont.exemple",
        "puis ce code K7M2PX",
        "1 Visez Ouvrez l’appareil photo de votre téléphone et visez le carré noir.",
        "2 Choisissez Touchez le lien qui s’affiche, puis choisissez une question.",
        "3 Écrivez Écrivez votre idée, envoyez-la. Vous verrez ce qu’on en a fait.",
        "Sans compte, sans application, sans donner votre nom.",
        "Pas de téléphone ? Demandez à la personne qui anime : on écrit pour vous.",
    ):
        assert attendu in texte
    assert "Wi-Fi" not in texte


def test_a_day_without_hours_and_a_collecte_without_a_day_say_no_more_than_they_know() -> None:
    (jour,) = read_pages(render_affiche(replace(AFFICHE, debut=date(2026, 6, 11), fin=None)))
    assert "jeudi 11 juin 2026 Salle Berthe-Morel" in jour
    (recueil,) = read_pages(render_affiche(replace(AFFICHE, debut=None, fin=None, lieu=None)))
    assert "2026" not in recueil
    assert "puis ce code K7M2PX" in recueil


def test_a_hall_with_its_own_network_says_which_one_to_join() -> None:
    (texte,) = read_pages(render_affiche(replace(AFFICHE, wifi="Salle <bleue>")))
    assert "D’abord, rejoignez le Wi-Fi de la salle : Salle <bleue>" in texte


def test_endless_texts_stay_on_the_sheet(tmp_path: Path) -> None:
    dure = replace(
        AFFICHE,
        demarche="D" * 300,
        titre="M" * 300,
        lieu="W" * 300,
        adresse="https://" + "adresse-" * 12 + ".exemple",
        wifi="W" * 32,
    )
    pdf = render_affiche(dure)
    assert len(PdfReader(BytesIO(pdf)).pages) == 1
    mots = words_with_boxes(pdf, tmp_path)
    assert min(mot.gauche for mot in mots) >= 40
    assert max(mot.droite for mot in mots) <= 596 - 40
    assert dure.adresse in [mot.texte for mot in mots]


def test_each_table_has_its_own_tent_read_from_both_sides(tmp_path: Path) -> None:
    pdf = render_chevalets([make_chevalet(table) for table in (1, 2, 12)])
    pages = render_pages(pdf, tmp_path)
    for page, texte, table in zip(pages, read_pages(pdf), (1, 2, 12), strict=True):
        codes = zxingcpp.read_barcodes(page)
        assert [code.text for code in codes] == [f"{AFFICHE.url}/t/{table}"] * 2
        assert sorted(abs(code.orientation) for code in codes) == [0, 180]
        assert texte.count(f"Table {table} Où se soigner ?") == 2
        assert texte.count("ou tapez cafe.valmont.exemple code K7M2PX") == 2


def test_a_table_may_have_no_question_yet() -> None:
    (texte,) = read_pages(render_chevalets([make_chevalet(3, question=None)]))
    assert "None" not in texte
    assert "Table 3 Visez le carré" in texte


def test_tents_for_no_table_are_refused() -> None:
    with pytest.raises(ValueError, match="aucune table"):
        render_chevalets([])


def test_the_same_sheets_give_the_same_bytes() -> None:
    assert render_affiche(AFFICHE) == render_affiche(AFFICHE)
    assert render_chevalets([make_chevalet(1)]) == render_chevalets([make_chevalet(1)])


def test_poster_and_tents_are_tagged_and_say_each_thing_once(tmp_path: Path) -> None:
    poster, tents = render_affiche(AFFICHE), render_chevalets([make_chevalet(4)])
    for pdf in (poster, tents):
        assert is_tagged(pdf, tmp_path)
        assert any("Figure" in lineage for page in read_elements(pdf) for lineage in page)
    (page,) = read_elements(poster)
    assert ["H1", "Document"] in page
    # The half that is turned for those who sit opposite repeats the other one.
    structure = read_structure(tents, tmp_path)
    assert structure.count("Figure") == 1
