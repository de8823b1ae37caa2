"""Freezing: everything comes back as it was, except words, which are asked for by id."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafe.documents.compte_rendu import contenu as wc
from cafe.documents.compte_rendu.presences import mask_presences
from cafe.documents.gel import Contenu, GelIllisible, freeze, thaw, versions_in
from cafe.documents.reunion import contenu as reunion

JOUR = date(2026, 11, 3)
LIGNE = reunion.Ligne(ancre="l-1", nature="echange", texte="Le bailleur est attendu.")
CITATION = reunion.Ligne(
    ancre="l-2", nature="echange", texte="Un banc", citation="contribution", version="v-banc"
)
REUNION = reunion.Reunion(
    demarche="Contrat de ville",
    groupe="COTECH",
    titre="Séance de novembre",
    jour=JOUR,
    debut=time(9, 30),
    copilotes=(
        reunion.Copilote(
            structure="Ville",
            logo=reunion.Logo(png=b"\x89PNG\x00", largeur=2, hauteur=1, description="Ville"),
        ),
    ),
    structures=(reunion.Structure(nom="Ville", personnes=(reunion.Personne(nom="C. Arnaud"),)),),
    habitants=mask_presences([("Habitant", 7)], 9),
    points=(
        reunion.Point(
            numero=1,
            titre="Bancs",
            lignes=(LIGNE, CITATION),
            suivis=(
                reunion.SuiviPrevu(ancre="s-1", texte="Écrire", echeance=JOUR),
                reunion.SuiviPrevu(ancre="s-2", texte=None, echeance="avant l’été"),
            ),
        ),
    ),
    prochaine=reunion.Prochaine(jour=JOUR, heure=time(14)),
    edite_le=JOUR,
)
CAFE = wc.CompteRendu(
    entete=wc.EnTete(
        demarche="Contrat de ville",
        seance="Café",
        format="World café",
        debut=datetime(2026, 11, 3, 9, tzinfo=UTC),
        redacteur="Chloé",
        edite_le=JOUR,
    ),
    presences=mask_presences([("Habitant", 7)], 9),
    questions=(
        wc.Question(
            numero=1,
            texte="Quoi ?",
            contributions=2,
            paroles_isolees=(
                wc.Verbatim(categorie="Idée", texte="Un banc", version="v-banc"),
                wc.Verbatim(categorie="Idée", texte=None, version="v-retiree"),
            ),
        ),
    ),
    suites=(
        wc.SuiteDonnee(parole="Un arbre", type="Transmise", le=JOUR, version="v-arbre"),
        wc.SuiteDonnee(parole="« S’asseoir »", type="Réponse donnée"),
    ),
    non_publiees=(("Illisible", 2),),
)
TEXTES = {"v-banc": "Un banc", "v-arbre": "Un arbre"}


@pytest.mark.parametrize("contenu", [REUNION, CAFE])
def test_a_content_comes_back_as_it_was_through_json(contenu: Contenu) -> None:
    stored = json.dumps(freeze(contenu))
    assert thaw(json.loads(stored), TEXTES) == contenu


@pytest.mark.parametrize("contenu", [REUNION, CAFE])
def test_no_word_of_anybody_is_copied(contenu: Contenu) -> None:
    stored = json.dumps(freeze(contenu), ensure_ascii=False)
    assert "Un banc" not in stored
    assert "Un arbre" not in stored
    assert "v-banc" in stored


def test_the_words_of_the_team_are_copied() -> None:
    stored = json.dumps(freeze(CAFE) | freeze(REUNION), ensure_ascii=False)
    assert "Le bailleur est attendu." in stored
    assert "S’asseoir" in json.dumps(freeze(CAFE), ensure_ascii=False)


def test_an_erased_text_comes_back_as_none() -> None:
    content = thaw(freeze(REUNION), {"v-banc": None})
    assert isinstance(content, reunion.Reunion)
    assert content.points[0].lignes[1].texte is None
    assert content.points[0].lignes[0].texte == LIGNE.texte
    nothing = thaw(freeze(CAFE), {})
    assert isinstance(nothing, wc.CompteRendu)
    assert nothing.suites[0].parole is None
    assert nothing.suites[1].parole == "« S’asseoir »"


def test_the_texts_that_a_content_prints_are_named() -> None:
    assert versions_in(REUNION) == {"v-banc"}
    assert versions_in(CAFE) == {"v-banc", "v-retiree", "v-arbre"}


def test_what_a_later_version_added_is_ignored_and_what_an_older_one_lacked_is_default() -> None:
    stored = freeze(REUNION)
    stored["contenu"]["couleur"] = {"nom": "bleu"}
    stored["contenu"]["points"][0]["lignes"][0]["humeur"] = ["calme"]
    del stored["contenu"]["diffusion"]
    del stored["contenu"]["points"][0]["suivis"][0]["etat"]
    assert thaw(stored, TEXTES) == REUNION


def test_a_contribution_without_version_is_not_frozen() -> None:
    verbatim = wc.Verbatim(categorie="Idée", texte="Un banc")
    question = replace(CAFE.questions[0], paroles_isolees=(verbatim,))
    with pytest.raises(ValueError, match="version"):
        freeze(replace(CAFE, questions=(question,)))


@pytest.mark.parametrize(
    "stored",
    [
        {},
        {"format": 99, "modele": "reunion", "contenu": {}},
        {"format": 1, "modele": "affiche", "contenu": {}},
        {"format": 1, "modele": "reunion", "contenu": {"titre": "Seul"}},
        {"format": 1, "modele": "reunion", "contenu": {"jour": {"jour": "hier"}, "titre": 1}},
    ],
)
def test_what_cannot_be_read_says_so(stored: dict[str, object]) -> None:
    with pytest.raises(GelIllisible):
        thaw(stored, {})


@given(st.lists(st.tuples(st.text(), st.text(min_size=1)), max_size=5))
def test_any_text_survives(lines: list[tuple[str, str]]) -> None:
    textes = {f"v{rank}": said for rank, (_, said) in enumerate(lines)}
    point = reunion.Point(
        numero=1,
        titre="Point",
        lignes=tuple(
            reunion.Ligne(ancre=f"l{rank}", nature="echange", texte=said, version=f"v{rank}")
            for rank, (_, said) in enumerate(lines)
        )
        + tuple(
            reunion.Ligne(ancre=f"n{rank}", nature="echange", texte=note)
            for rank, (note, _) in enumerate(lines)
        ),
    )
    content = replace(REUNION, points=(point,))
    assert thaw(json.loads(json.dumps(freeze(content))), textes) == content
