"""« Vous avez dit » on a wall and aloud: one page, nothing lost without being counted."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from pypdf import PdfReader

from cafe.documents.retour.affiche import Papier, render_affiche_retour
from cafe.documents.retour.contenu import Decide, Refuse, Retour, Sujet
from cafe.documents.retour.oral import render_texte_oral, to_say
from tests.documents.lecture import read_pages, render_pages

RETOUR = Retour(
    demarche="Contrat de ville de Vauclaire",
    question="Que changer <b>dans</b> le quartier & autour ?",
    rencontre="Atelier, 3 mai 2026",
    personnes=23,
    paroles=41,
    isolees=3,
    dites=(Sujet("S’asseoir à l’ombre", 12), Sujet("Des bus plus tôt", 1)),
    decides=(Decide("Poser dix bancs", "Retenue, COPIL, 16 juillet 2026", "Promis par la Ville."),),
    refuses=(Refuse("Fermer la rue", "Les secours y passent", "COPIL, 16 juillet 2026"),),
    en_attente=2,
    prochaine="Réunion de retour, 15 janvier 2027",
    contact="Nour Haddad, 01 23 45 67 89",
    url="https://cafe.vauclaire.exemple/s/K7M2PX/retour?question=abc",
    adresse="cafe.vauclaire.exemple",
    code="K7M2PX",
)
VIDE = Retour(demarche="Contrat", question="Et le soir ?", rencontre="Atelier")


def long_one() -> Retour:
    """More than any wall holds, each with long words."""
    texte = "Une demande " + "vraiment longue et détaillée " * 9
    return replace(
        RETOUR,
        question="Pourquoi " + "toujours plus " * 30 + "?",
        dites=tuple(Sujet(f"{n} {texte}", 40 - n) for n in range(30)),
        decides=tuple(Decide(f"D{n} {texte}", "Retenue, COPIL", texte) for n in range(20)),
        refuses=tuple(Refuse(f"R{n} {texte}", texte, "COPIL") for n in range(15)),
    )


@pytest.mark.parametrize(("papier", "largeur"), [("a4", 595), ("a3", 842)])
def test_a_poster_is_one_page_that_says_the_four_parts(
    tmp_path: Path, papier: Papier, largeur: int
) -> None:
    pdf = render_affiche_retour(RETOUR, papier)
    (texte,) = read_pages(pdf)
    for attendu in (
        "Que changer <b>dans</b> le quartier & autour ?",
        *("Vous avez dit", "S’asseoir à l’ombre (12 personnes)", "(1 personne)"),
        *("Ce qui est décidé", "Poser dix bancs", "Retenue, COPIL", "2 demandes attendent"),
        *("Ce qui ne le sera pas, et pourquoi", "Les secours y passent (COPIL, 16 juillet 2026)."),
        *("Prochaine date", "15 janvier 2027", "Nour Haddad", "code K7M2PX"),
    ):
        assert attendu in texte
    assert round(PdfReader(BytesIO(pdf)).pages[0].mediabox.width) == largeur
    (page,) = render_pages(pdf, tmp_path)
    assert [code.text for code in zxingcpp.read_barcodes(page)] == [RETOUR.url]


def test_a_poster_is_tagged_and_its_picture_has_words() -> None:
    reader = PdfReader(BytesIO(render_affiche_retour(RETOUR)))
    catalogue = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "fr-FR"
    seen: list[str] = []

    def walk(node: object) -> None:
        element = node.get_object() if hasattr(node, "get_object") else node
        if not isinstance(element, dict):
            return
        if "/S" in element:
            seen.append(f"{element['/S']}{element.get('/Alt', '')}")
        children = element.get("/K", [])
        for child in children if isinstance(children, list) else [children]:
            walk(child)

    walk(catalogue["/StructTreeRoot"])
    assert seen[:2] == ["/Document", "/P"]
    assert seen.count("/H1") == 1
    assert seen.count("/H2") == 4
    assert seen.count("/LI") == 4
    assert any(one.startswith("/Figure") and "cafe.vauclaire.exemple" in one for one in seen)


@pytest.mark.parametrize("papier", ["a4", "a3"])
def test_what_does_not_fit_is_counted_with_where_to_read_it(papier: Papier) -> None:
    pages = read_pages(render_affiche_retour(long_one(), papier))
    assert len(pages) == 1
    said = pages[0].count("(4") + pages[0].count("(3") + pages[0].count("(2")
    assert said >= 1
    assert pages[0].count("autres, sur cafe.vauclaire.exemple, code K7M2PX") == 3
    assert "15 janvier 2027" in pages[0]


def test_an_empty_question_says_so_in_each_part() -> None:
    (texte,) = read_pages(render_affiche_retour(VIDE))
    for attendu in (
        "Personne n’a encore répondu",
        "Rien n’est encore proposé ni décidé.",
        "Rien n’est écarté à ce jour.",
        "Elle n’est pas encore fixée.",
    ):
        assert attendu in texte


def test_a_quartier_too_small_says_why_it_is_silent() -> None:
    petit = replace(VIDE, quartier="Les Tanneurs")
    (texte,) = read_pages(render_affiche_retour(petit))
    assert "Moins de 5 personnes de ce quartier" in texte
    assert "Les Tanneurs" in texte


def test_the_same_content_gives_the_same_bytes() -> None:
    assert render_affiche_retour(RETOUR) == render_affiche_retour(RETOUR)


@pytest.mark.parametrize("retour", [RETOUR, VIDE, long_one()], ids=["plein", "vide", "long"])
def test_the_text_to_say_stands_on_one_page_and_says_what_the_sentences_say(
    retour: Retour,
) -> None:
    pages = read_pages(render_texte_oral(retour))
    assert len(pages) == 1
    for passage in to_say(retour):
        assert passage.titre in pages[0]
        assert passage.phrases[0].split(" (")[0][:60] in pages[0]
        assert passage.phrases
        assert all(phrase.endswith((".", "…", "]")) for phrase in passage.phrases)
