"""The content of a fiche: three states, an exact copy, nested bullets, what is missing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafe.models.fiche_completude import PARTIES, completeness_of
from cafe.models.fiche_contenu import ContenuFiche, EtatChamp, Json, state_of
from cafe.models.fiche_formulaire import CHAMPS, CHAMPS_PAR_CLE, TITRES, Rubrique, fields_of
from cafe.models.fiche_puces import NIVEAUX_MAX, SEPARATEUR, Puce, paths, puces, segments


@pytest.mark.parametrize("valeur", [None, "", "  \n", [], [""], [None], {}, {"a": None}])
def test_a_key_that_says_nothing_is_blank_in_the_source(valeur: Json) -> None:
    assert state_of(ContenuFiche({"publics": valeur}), "publics") is EtatChamp.VIDE


@pytest.mark.parametrize("valeur", [0, False, "x", ["", "x"], {"a": 0}])
def test_zero_and_false_are_values(valeur: Json) -> None:
    assert state_of(ContenuFiche({"publics": valeur}), "publics") is EtatChamp.REMPLI


def test_a_key_that_is_absent_was_not_imported() -> None:
    assert state_of(ContenuFiche({}), "publics") is EtatChamp.NON_IMPORTE


def test_a_content_shares_nothing_with_what_it_came_from_and_gives() -> None:
    source: dict[str, Json] = {"objectifs": ["a"], "autre": {"b": [1]}}
    contenu = ContenuFiche.from_dict(source)
    contenu.to_dict()["objectifs"].append("c")  # type: ignore[union-attr]
    source["objectifs"].append("b")  # type: ignore[union-attr]
    assert contenu.to_dict() == {"objectifs": ["a"], "autre": {"b": [1]}}


@pytest.mark.parametrize(
    "autre", [{"a": 1.0, "b": 2}, {"a": True, "b": 2}, {"b": 2, "a": 1}, {"a": 1}]
)
def test_identical_means_same_keys_in_order_and_same_types(autre: dict[str, Json]) -> None:
    contenu = ContenuFiche({"a": 1, "b": 2})
    assert contenu.is_identical_to(ContenuFiche({"a": 1, "b": 2}))
    assert not contenu.is_identical_to(ContenuFiche(autre))


def test_each_field_of_the_form_stands_in_one_section_and_doubles_name_a_field() -> None:
    assert [champ for rubrique in Rubrique for champ in fields_of(rubrique)] == list(CHAMPS)
    assert len(CHAMPS_PAR_CLE) == len(CHAMPS)
    assert set(TITRES) == set(Rubrique)
    doubles = [champ for champ in CHAMPS if champ.double_de is not None]
    assert all(CHAMPS_PAR_CLE[str(d.double_de)].rubrique is d.rubrique for d in doubles)


def test_neighbours_under_the_same_heading_make_one_tree() -> None:
    assert puces(["A : › 1", "A : › B › 2", "A : › B › 3", "seul", "A : › 4"]) == (
        Puce("A :", (Puce("1"), Puce("B", (Puce("2"), Puce("3"))))),
        Puce("seul"),
        Puce("A :", (Puce("4"),)),
    )


def test_an_entry_is_never_lost_as_the_heading_of_the_next() -> None:
    textes = ["A", "A › 1", "A", "A › 1", "A › 1"]
    assert paths(puces(textes)) == (("A",), ("A", "1"), ("A",), ("A", "1"), ("A", "1"))


@pytest.mark.parametrize("texte", ["A ›", "› B", "A›B", " › ", "", "A\u202f›\u00a0B"])
def test_an_odd_separator_loses_no_word(texte: str) -> None:
    attendu = ("A", "B") if "\u202f" in texte else (texte,)
    assert segments(texte) == attendu


def test_nesting_is_bounded_and_keeps_its_end() -> None:
    (chemin,) = paths(puces([SEPARATEUR.join("abcdefghij")]))
    assert len(chemin) == NIVEAUX_MAX
    assert SEPARATEUR.join(chemin) == SEPARATEUR.join("abcdefghij")


_SEGMENTS = st.lists(st.sampled_from(["A", "B", "A :", "", " "]), min_size=1, max_size=8)


@given(st.lists(_SEGMENTS.map(SEPARATEUR.join), max_size=12))
def test_the_tree_gives_back_the_segments_of_each_entry_in_order(textes: list[str]) -> None:
    assert paths(puces(textes)) == tuple(segments(texte) for texte in textes)


def test_a_fiche_says_which_parts_are_blank_and_which_were_not_imported() -> None:
    contenu = ContenuFiche(
        {"diagnostic": "x", "objectifs": [], "pilote": [], "pilote_texte": "Ville", "publics": ""}
    )
    completude = completeness_of(contenu)
    assert completude.vides == ("Objectifs", "Publics visés")
    assert "Descriptif" in completude.non_importees
    assert not {"Diagnostic", "Pilote"} & {*completude.vides, *completude.non_importees}
    assert not completude.complete


def test_one_undivided_list_of_indicators_and_a_free_calendar_are_enough() -> None:
    contenu = ContenuFiche(
        {
            "indicateurs_realisation": [],
            "indicateurs_resultat": [],
            "indicateurs_non_categorises": ["x"],
            "date_debut": None,
            "date_fin": None,
            "calendrier_texte": "durée du contrat",
        }
    )
    assert completeness_of(contenu).vides == ()


def test_every_part_rests_on_fields_of_the_form() -> None:
    assert {cle for cles in PARTIES.values() for cle in cles} <= set(CHAMPS_PAR_CLE)
    assert completeness_of(ContenuFiche({cle: "x" for cle in CHAMPS_PAR_CLE})).complete
