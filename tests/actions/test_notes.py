"""Lines of notes: kept once, corrected with their past, moved and taken out without loss."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from cafe.actions.core import Missing, NotAllowed
from cafe.actions.notes import (
    correct_ligne,
    move_ligne,
    retire_ligne,
    write_ligne,
)
from cafe.actions.prise_de_notes import QuiQuand
from cafe.actions.regroupements import create_regroupement
from cafe.extensions import db
from cafe.models import (
    Evenement,
    GenreCitation,
    Ligne,
    NatureLigne,
    Phase,
    Role,
    Suivi,
)
from cafe.models.note import lignes_of
from tests import factories, reunions
from tests.actions.notes import count, note, points_in, refusal, texts
from tests.conftest import Monde


@pytest.fixture
def point(monde: Monde) -> str:
    """The first point of the meeting."""
    return reunions.make_points(monde.seance, 2)[0]


def test_a_line_is_kept_and_its_event_names_it_without_its_text(monde: Monde, point: str) -> None:
    written = write_ligne(par=monde.bruno, point_id=point, note=note("Un secret bien gardé"))
    assert written.neuve
    assert texts(monde.seance) == ["Un secret bien gardé"]
    event = db.session.scalars(select(Evenement)).one()
    assert event.nature == "LigneWritten"
    assert event.ids("ligne") == [written.id]
    assert event.ids("point") == [point]
    assert "secret" not in str(event.details)


def test_a_line_sent_again_after_a_lost_answer_changes_nothing(monde: Monde, point: str) -> None:
    sent = note(nature=NatureLigne.SUIVI, quiquand=QuiQuand("Mme Aubry", None, date(2027, 1, 8)))
    first = write_ligne(par=monde.bruno, point_id=point, note=sent)
    again = write_ligne(par=monde.chloe, point_id=point, note=sent)
    assert again == replace(first, neuve=False)
    assert count(Ligne) == count(Evenement) == count(Suivi) == 1


def test_a_repeat_stays_harmless_after_the_line_was_corrected_and_moved(
    monde: Monde, point: str
) -> None:
    sent = note("Première version")
    first = write_ligne(par=monde.bruno, point_id=point, note=sent)
    correct_ligne(
        par=monde.chloe,
        ligne_id=first.id,
        texte="Deuxième version",
        nature=NatureLigne.DECISION,
        version=1,
    )
    move_ligne(par=monde.bruno, ligne_id=first.id, point_id=points_in(monde.seance)[1].id)
    again = write_ligne(par=monde.bruno, point_id=point, note=sent)
    assert (again.id, again.neuve, again.version) == (first.id, False, 2)
    assert texts(monde.seance) == ["Deuxième version"]


@pytest.mark.parametrize(
    "change",
    [
        {"texte": "Autre chose"},
        {"nature": NatureLigne.RAPPEL},
        {"quiquand": QuiQuand("Quelqu’un d’autre")},
    ],
)
def test_the_same_id_for_another_line_is_refused_and_keeps_the_first(
    monde: Monde, point: str, change: dict[str, Any]
) -> None:
    sent = note(nature=NatureLigne.SUIVI, quiquand=QuiQuand("Mme Aubry"))
    write_ligne(par=monde.bruno, point_id=point, note=sent)
    other = replace(sent, **change)
    caught = refusal(lambda: write_ligne(par=monde.bruno, point_id=point, note=other))
    assert caught.code == "deja_utilise"
    assert texts(monde.seance) == [sent.texte]


def test_the_same_line_sent_six_times_at_once_is_kept_once(
    app: Flask, monde: Monde, point: str
) -> None:
    sent = note("Une seule fois")

    def job(_: int) -> bool:
        with app.app_context():
            return write_ligne(par=monde.bruno, point_id=point, note=sent).neuve

    with ThreadPoolExecutor(max_workers=6) as pool:
        answers = list(pool.map(job, range(6)))
    assert sum(answers) == 1
    assert texts(monde.seance) == ["Une seule fois"]


def test_two_writers_at_once_lose_nothing_and_share_no_rank(
    app: Flask, monde: Monde, point: str
) -> None:
    def job(par: Any) -> None:
        with app.app_context():
            for rang in range(8):
                write_ligne(par=par, point_id=point, note=note(f"{par.nom} {rang}"))

    with ThreadPoolExecutor(max_workers=2) as pool:
        list(pool.map(job, [monde.bruno, monde.chloe]))
    rangs = [row.rang for row in lignes_of(db.session(), monde.seance)]
    assert len(rangs) == len(set(rangs)) == 16
    assert [t for t in texts(monde.seance) if t and t.startswith("Bruno")] == [
        f"Bruno {rang}" for rang in range(8)
    ]


def test_a_line_may_be_written_between_two_as_often_as_one_likes(monde: Monde, point: str) -> None:
    first = write_ligne(par=monde.bruno, point_id=point, note=note("début"))
    write_ligne(par=monde.bruno, point_id=point, note=note("fin"))
    for rang in range(40):
        write_ligne(par=monde.bruno, point_id=point, note=note(str(rang), apres=first.id))
    assert texts(monde.seance) == ["début", *(str(r) for r in reversed(range(40))), "fin"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"texte": " \n "}, "ligne_vide"),
        ({"texte": "a" * 4001}, "saisie_longue"),
        ({"client_id": "pas-un-uuid"}, "client_id_invalide"),
        ({"cite_genre": GenreCitation.CONTRIBUTION, "cite_id": "inconnue"}, "introuvable"),
        (
            {"nature": NatureLigne.SUIVI, "quiquand": QuiQuand(organisme_id="inconnu")},
            "introuvable",
        ),
        ({"nature": NatureLigne.SUIVI, "quiquand": QuiQuand("a" * 201)}, "saisie_longue"),
        (
            {
                "texte": "",
                "nature": NatureLigne.SUIVI,
                "cite_genre": GenreCitation.CONTRIBUTION,
                "cite_id": "une-parole",
            },
            "suivi_sans_mots",
        ),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_written(
    monde: Monde, point: str, change: dict[str, Any], code: str
) -> None:
    sent = replace(note(), **change)
    assert refusal(lambda: write_ligne(par=monde.bruno, point_id=point, note=sent)).code == code
    assert count(Ligne) == count(Evenement) == count(Suivi) == 0


def test_hard_texts_are_kept_as_typed(monde: Monde, point: str) -> None:
    hard = ["=1+1", "<b>gras</b>", "{\\rtf1}", "مرحبا", "🙂🙂", "…", "a" * 300]
    for texte in hard:
        write_ligne(par=monde.bruno, point_id=point, note=note(texte))
    assert texts(monde.seance) == hard


def test_what_is_drawn_in_is_published_and_of_this_meeting(monde: Monde, point: str) -> None:
    word = factories.post(monde.ana, monde.question, "Des bancs").id
    group = create_regroupement(
        par=monde.bruno, question_id=monde.question, titre="S’asseoir", contributions=(word,)
    )
    for genre, id_ in [(GenreCitation.CONTRIBUTION, word), (GenreCitation.REGROUPEMENT, group)]:
        cited = note("", cite_genre=genre, cite_id=id_)
        write_ligne(par=monde.bruno, point_id=point, note=cited)
    assert texts(monde.seance) == ["", ""]
    elsewhere = factories.make_seance(monde.demarche)
    there = factories.make_question(elsewhere)
    foreign = factories.post(factories.participant(elsewhere), there, "D’ailleurs").id
    cited = note("", cite_genre=GenreCitation.CONTRIBUTION, cite_id=foreign)
    with pytest.raises(Missing):
        write_ligne(par=monde.bruno, point_id=point, note=cited)


def test_only_those_who_take_notes_write(monde: Monde, point: str) -> None:
    reader = factories.identite(factories.make_compte("Lise", Role.LECTEUR, monde.demarche))
    for stranger in (monde.dan, monde.ana, reader):
        with pytest.raises(NotAllowed):
            write_ligne(par=stranger, point_id=point, note=note())
    reporter = factories.identite(factories.make_compte("Rose", Role.RAPPORTEUR, monde.demarche))
    assert write_ligne(par=reporter, point_id=point, note=note()).neuve


def test_a_closed_meeting_takes_no_line_any_more(monde: Monde, point: str) -> None:
    written = write_ligne(par=monde.bruno, point_id=point, note=note())
    reunions.set_phase(monde.seance, Phase.CLOSE)
    for call in (
        lambda: write_ligne(par=monde.bruno, point_id=point, note=note()),
        lambda: correct_ligne(
            par=monde.bruno, ligne_id=written.id, texte="x", nature=NatureLigne.RAPPEL
        ),
        lambda: retire_ligne(par=monde.bruno, ligne_id=written.id),
    ):
        assert refusal(call).code == "rencontre_close"
    assert texts(monde.seance) == ["Le budget est voté"]
