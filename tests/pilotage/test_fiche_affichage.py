"""The page of a fiche: the form's order and headings, every word in order, states told apart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from cafe.models.fiche_contenu import ContenuFiche
from cafe.models.fiche_formulaire import TITRES, Rubrique
from cafe.models.fiche_puces import segments
from cafe.pilotage.fiche_affichage import Bloc, page_of
from tests.formats.exemples import fictional_fiches

RACINE = Path(__file__).parents[2]
NS = "{http://www.w3.org/1999/xhtml}"
LISTES = (
    "objectifs",
    "resultats_attendus",
    "indicateurs_realisation",
    "indicateurs_resultat",
    "indicateurs_non_categorises",
)
FICTIVES = fictional_fiches()
FICHES = pytest.mark.parametrize("contenu", FICTIVES, ids=lambda contenu: contenu.numero)


def rendered(contenu: ContenuFiche) -> str:
    """The body of the page, without the application."""
    env = Environment(
        loader=FileSystemLoader(RACINE / "templates"), autoescape=True, undefined=StrictUndefined
    )
    env.globals.update(_=lambda texte: texte, url_for=lambda _endpoint, filename: f"/{filename}")
    return env.get_template("pilotage/fiche/_corps.html").render(page=page_of(contenu))


def parsed(contenu: ContenuFiche):  # type: ignore[no-untyped-def]
    """The same, as a tree; bad HTML is an error."""
    parseur = html5lib.HTMLParser(strict=True)
    page = f"<!doctype html><title>x</title><main>{rendered(contenu)}</main>"
    return parseur.parse(page)


def field_of(arbre, cle: str):  # type: ignore[no-untyped-def]
    """The element that shows one field, or None."""
    return next((e for e in arbre.iter() if e.get("data-champ") == cle), None)


def paths_under(liste, tete: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:  # type: ignore[no-untyped-def]
    """The entries of a rendered list, each as its path from heading to bullet."""
    for puce in liste.findall(f"{NS}li"):
        chemin = (*tete, puce.text)
        sous_liste = puce.find(f"{NS}ul")
        if sous_liste is None:
            yield chemin
        else:
            yield from paths_under(sous_liste, chemin)


@FICHES
def test_the_sections_stand_in_the_order_and_under_the_headings_of_the_form(
    contenu: ContenuFiche,
) -> None:
    arbre = parsed(contenu)
    assert [h.text for h in arbre.iter(f"{NS}h2")] == [
        TITRES[rubrique] for rubrique in Rubrique if rubrique is not Rubrique.ENTETE
    ]
    assert [h.text for h in arbre.iter(f"{NS}h1")] == [contenu.intitule]


@FICHES
def test_each_entry_of_the_lists_is_rendered_in_order_with_its_nesting(
    contenu: ContenuFiche,
) -> None:
    arbre = parsed(contenu)
    rendues = 0
    for cle in LISTES:
        element = field_of(arbre, cle)
        liste = None if element is None else element.find(f"{NS}ul")
        chemins = [] if liste is None else list(paths_under(liste))
        assert chemins == [segments(texte) for texte in contenu.liste(cle)]
        rendues += len(chemins)
    assert rendues == sum(len(contenu.liste(cle)) for cle in LISTES)


def test_every_word_of_the_fixture_lists_is_on_the_pages() -> None:
    nombres = {cle: sum(len(fiche.liste(cle)) for fiche in FICTIVES) for cle in LISTES}
    assert nombres == {
        "objectifs": 55,
        "resultats_attendus": 23,
        "indicateurs_realisation": 15,
        "indicateurs_resultat": 10,
        "indicateurs_non_categorises": 13,
    }


@FICHES
def test_every_line_of_the_prose_is_on_the_page(contenu: ContenuFiche) -> None:
    texte = "".join(parsed(contenu).itertext())
    for cle in ("diagnostic", "descriptif", "perimetre", "publics", "date_debut", "date_fin"):
        for ligne in contenu.texte(cle).splitlines():
            assert ligne.lstrip("-•▪ ") in texte


def test_blank_in_the_source_and_not_imported_read_differently() -> None:
    arbre = parsed(ContenuFiche({"numero": "1", "intitule": "Une", "publics": None, "pilote": []}))
    for cle, attendu in [
        ("publics", "Non renseigné dans la source"),
        ("pilote", "Non renseigné dans la source"),
        ("partenaires", "Non importé"),
        ("diagnostic", "Non importé"),
        ("pilier", "Non importé"),
    ]:
        assert "".join(field_of(arbre, cle).itertext()).strip().endswith(attendu)


def test_what_is_missing_is_summed_up_at_the_top() -> None:
    page = rendered(ContenuFiche({"numero": "1", "intitule": "Une", "publics": None}))
    assert "Vide dans la source : Publics visés." in page
    assert "Non importé : Diagnostic, Objectifs," in page


def test_a_complete_fiche_says_nothing_is_missing() -> None:
    assert "Fiche incomplète" not in rendered(FICTIVES[0])


def test_one_undivided_list_of_indicators_hides_the_two_kinds_left_blank() -> None:
    contenu = ContenuFiche(
        {"indicateurs_realisation": [], "indicateurs_non_categorises": ["Un"], "numero": "1"}
    )
    arbre = parsed(contenu)
    assert field_of(arbre, "indicateurs_realisation") is None
    assert "Non importé" in "".join(field_of(arbre, "indicateurs_resultat").itertext())


def test_the_wording_of_the_source_stands_in_for_a_list_left_blank() -> None:
    contenu = ContenuFiche({"pilote": [], "pilote_texte": "La Ville, sans doute"})
    (rubrique,) = [r for r in page_of(contenu).rubriques if r.cle == "pilote"]
    assert (rubrique.champs[0].libelle, rubrique.champs[0].blocs) == (
        "Pilote",
        (Bloc("La Ville, sans doute"),),
    )
    assert page_of(contenu).complements == ()


def test_keys_outside_the_form_are_shown_apart_and_not_printed() -> None:
    (fiche,) = [f for f in FICTIVES if f.numero == "3.1"]
    complements = {champ.libelle: champ.blocs for champ in page_of(fiche).complements}
    assert complements["budget previsionnel"] == (Bloc("340000.5"),)
    assert complements["vote en conseil"] == (Bloc("oui"),)
    assert complements["cofinancements"][0].puces[0].texte.startswith('{"organisme": "Région"')
    assert 'class="repli fiche-complements sans-impression"' in rendered(fiche)


def test_bulleted_lines_of_a_prose_become_lists_between_paragraphs() -> None:
    contenu = ContenuFiche({"descriptif": "Avant\n- un\n• deux\nAprès\n\nencore"})
    (rubrique,) = [r for r in page_of(contenu).rubriques if r.cle == "descriptif"]
    avant, liste, apres = rubrique.champs[0].blocs
    assert (avant, apres) == (Bloc("Avant"), Bloc("Après\n\nencore"))
    assert [puce.texte for puce in liste.puces] == ["un", "deux"]


def test_markup_in_a_fiche_stays_text() -> None:
    page = rendered(
        ContenuFiche({"numero": "1", "intitule": "<b>", "objectifs": ["<script>x › <i>"]})
    )
    assert "&lt;script&gt;x" in page
    assert "<script" not in page
    assert "<i>" not in page
