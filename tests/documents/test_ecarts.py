"""Differences between two versions: found by paragraph, told by word."""

from __future__ import annotations

from datetime import date

from cafe.documents.ecarts import Nature, compare
from cafe.documents.trame.blocs import Bloc, Liste, Morceau, Titre, Trame, paragraphe


def trame(*blocs: Bloc) -> Trame:
    return Trame(
        titre="CR",
        sujet="",
        auteur="",
        edite_le=date(2026, 11, 3),
        rappel="",
        pied="",
        blocs=blocs,
    )


BANCS = Titre("Bancs", 1)


def test_two_equal_outlines_do_not_differ() -> None:
    one = trame(BANCS, paragraphe("Un", ancre="a"), Liste(((Morceau("x"),),)))
    assert compare(one, one) == ()


def test_a_paragraph_that_changed_is_told_word_by_word_under_its_heading() -> None:
    before = trame(BANCS, paragraphe("Rendez-vous mardi à dix heures", ancre="a"))
    after = trame(BANCS, paragraphe("Rendez-vous jeudi à dix heures", ancre="a"))
    (ecart,) = compare(before, after)
    assert (ecart.nature, ecart.titre) == (Nature.MODIFIE, "Bancs")
    assert [(p.nature, p.texte) for p in ecart.passages] == [
        (Nature.PAREIL, "Rendez-vous "),
        (Nature.RETIRE, "mardi"),
        (Nature.AJOUTE, "jeudi"),
        (Nature.PAREIL, " à dix heures"),
    ]


def test_what_came_and_what_left_are_told_apart() -> None:
    before = trame(BANCS, paragraphe("Un", ancre="a"), paragraphe("Deux", ancre="b"))
    after = trame(BANCS, paragraphe("Deux", ancre="b"), paragraphe("Trois", ancre="c"))
    found = [(e.nature, e.passages[0].texte) for e in compare(before, after)]
    assert found == [(Nature.RETIRE, "Un"), (Nature.AJOUTE, "Trois")]


def test_two_other_paragraphs_in_the_same_place_are_not_one_that_changed() -> None:
    before = trame(BANCS, paragraphe("Le bailleur viendra", ancre="a"))
    after = trame(BANCS, paragraphe("Le bailleur est venu", ancre="b"))
    assert [e.nature for e in compare(before, after)] == [Nature.RETIRE, Nature.AJOUTE]


def test_a_paragraph_written_anew_is_not_told_word_by_word() -> None:
    before = trame(BANCS, paragraphe("Validé par Chloé", ancre="a"))
    after = trame(BANCS, paragraphe("Projet, version deux, une date était fausse", ancre="a"))
    (ecart,) = compare(before, after)
    assert [p.nature for p in ecart.passages] == [Nature.RETIRE, Nature.PAREIL, Nature.AJOUTE]
