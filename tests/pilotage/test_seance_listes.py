"""The growing lists of the preparation form: what was typed survives every gesture."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from cafe.models import Format
from cafe.pilotage.seance_listes import (
    LIMITES,
    Champs,
    apply,
    lines_of,
    proposed_fields,
    split_questions,
)


def typed(*questions: str) -> Champs:
    fields: Champs = MultiDict({"titre": "Atelier", "jour": "pas une date", "format": "atelier"})
    for index, texte in enumerate(questions):
        # Indices with holes, as a page that lost a line would send them.
        fields[f"questions-{index * 3}-texte"] = texte
        fields[f"questions-{index * 3}-ident"] = f"id-{texte}"
        fields.setlist(f"questions-{index * 3}-categories", ["ca_va", "mon_idee"])
    return fields


def texts(champs: Champs) -> list[str]:
    return [ligne["texte"][0] for ligne in lines_of(champs, "questions")]


def test_a_question_is_added_with_the_answers_of_the_one_before() -> None:
    done = apply(typed("A"), "questions:ajouter")
    assert texts(done.champs) == ["A", ""]
    assert done.champs.getlist("questions-1-categories") == ["ca_va", "mon_idee"]
    assert done.focus == "questions-1-texte"


def test_the_first_question_takes_the_answers_of_the_format() -> None:
    fields = typed()
    fields["format"] = Format.GROUPE_DE_TRAVAIL.value
    assert "frein" in apply(fields, "questions:ajouter").champs.getlist("questions-0-categories")


@pytest.mark.parametrize(
    ("geste", "order", "focus"),
    [
        ("questions:1:monter", ["B", "A", "C"], "questions-0-texte"),
        ("questions:0:descendre", ["B", "A", "C"], "questions-1-descendre"),
        ("questions:1:descendre", ["A", "C", "B"], "questions-2-texte"),
        ("questions:2:monter", ["A", "C", "B"], "questions-1-monter"),
        ("questions:0:monter", ["A", "B", "C"], "questions-0-texte"),
        ("questions:1:retirer", ["A", "C"], "questions-1-texte"),
        ("questions:2:retirer", ["A", "B"], "questions-1-texte"),
    ],
)
def test_lines_move_with_all_they_hold_and_the_focus_follows(
    geste: str, order: list[str], focus: str
) -> None:
    done = apply(typed("A", "B", "C"), geste)
    lines = lines_of(done.champs, "questions")
    assert [ligne["texte"][0] for ligne in lines] == order
    assert [ligne["ident"][0] for ligne in lines] == [f"id-{texte}" for texte in order]
    assert done.focus == focus


def test_the_last_line_taken_away_leaves_the_focus_on_the_button_that_adds() -> None:
    assert apply(typed("A"), "questions:0:retirer").focus == "questions-ajouter"


def test_several_lines_typed_at_once_are_several_questions() -> None:
    done = split_questions(typed("Une ?\n\n  Deux ?\r\nTrois ?", "Quatre ?"))
    assert texts(done) == ["Une ?", "Deux ?", "Trois ?", "Quatre ?"]
    idents = [ligne["ident"][0] for ligne in lines_of(done, "questions")]
    assert idents[1:3] == ["", ""]
    assert idents[0].startswith("id-Une")
    assert done.getlist("questions-2-categories") == ["ca_va", "mon_idee"]


def test_a_format_proposes_its_script_answers_and_tables_and_leaves_the_questions() -> None:
    fields = typed("A", "B")
    fields["format"] = "world_cafe"
    fields["etapes-0-titre"] = "Mon étape"
    done = apply(fields, "format").champs
    assert texts(done) == ["A", "B"]
    assert done.getlist("questions-1-categories") == ["ca_va", "ca_ne_va_pas", "mon_idee"]
    titles = [ligne["titre"][0] for ligne in lines_of(done, "etapes")]
    assert titles[:3] == ["Accueil", "Présentation", "Tour 1 : chacun note"]
    assert titles[-3:] == ["Vote", "Plénière", "Clôture"]
    assert done["tables"] == "7"
    done = apply(done, "telephones").champs
    rounds = [ligne for ligne in lines_of(done, "etapes") if ligne["tour"][0]]
    assert [(one["titre"][0], "ecrire" in one) for one in rounds] == [
        ("Tour 1", True),
        ("Tour 2", True),
        ("Tour 3", True),
    ]


@pytest.mark.parametrize("format_", list(Format))
def test_every_format_proposes_a_moment_to_write_and_one_question(format_: Format) -> None:
    champs = proposed_fields(format_, "Chloé")
    etapes = lines_of(champs, "etapes")
    # Without a script, phones write as long as the séance is open.
    scripted = format_ is not Format.COLLECTE
    assert any("ecrire" in ligne for ligne in etapes) is scripted
    assert bool(etapes) is scripted
    assert len(lines_of(champs, "questions")) == 1
    assert len(etapes) <= LIMITES["etapes"]


def test_nobody_asks_more_questions_than_people_answer() -> None:
    fields = typed(*"ABCDEFGHIJKL")
    assert len(texts(apply(fields, "questions:ajouter").champs)) == LIMITES["questions"]


GESTES = st.one_of(
    st.sampled_from(["format", "", "autre:ajouter", "questions:", "questions:x:monter", "etapes"]),
    st.builds(
        "{}:{}:{}".format,
        st.sampled_from(["questions", "etapes"]),
        st.integers(0, 5),
        st.sampled_from(["monter", "descendre", "retirer", "voler"]),
    ),
    st.just("questions:ajouter"),
    st.just("etapes:ajouter"),
)


@given(st.lists(GESTES, max_size=12))
def test_no_series_of_gestures_loses_what_is_typed_elsewhere_or_makes_up_a_question(
    gestes: list[str],
) -> None:
    champs = typed("A", "B", "C")
    for geste in gestes:
        champs = apply(champs, geste).champs
    assert champs["titre"] == "Atelier"
    assert champs["jour"] == "pas une date"
    kept = [texte for texte in texts(champs) if texte]
    assert len(kept) == len(set(kept))
    removals = sum(geste.startswith("questions") and "retirer" in geste for geste in gestes)
    assert len(kept) >= 3 - removals
