"""Lines corrected, moved, taken out, turned into suivis: nothing of their past is lost."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from cafe.actions.core import Missing, Stale
from cafe.actions.notes import (
    correct_ligne,
    move_ligne,
    restore_ligne,
    retire_ligne,
    write_ligne,
)
from cafe.actions.prise_de_notes import QuiQuand
from cafe.actions.suivis import tell_suivi
from cafe.extensions import db
from cafe.models import (
    EtatSuivi,
    Evenement,
    GenreCitation,
    LigneVersion,
    NatureLigne,
)
from cafe.models.suivi import suivis_of
from tests import factories, reunions
from tests.actions.notes import count, ligne, note, points_in, refusal, suivi, texts
from tests.conftest import Monde


@pytest.fixture
def point(monde: Monde) -> str:
    """The first point of the meeting."""
    return reunions.make_points(monde.seance, 2)[0]


def test_a_correction_keeps_the_former_text_and_twice_changes_nothing(
    monde: Monde, point: str
) -> None:
    written = write_ligne(par=monde.bruno, point_id=point, note=note("Vingt bancs"))
    for _ in range(2):
        version = correct_ligne(
            par=monde.bruno,
            ligne_id=written.id,
            texte="Trente bancs",
            nature=NatureLigne.ECHANGE,
            version=1,
        )
        assert version == 2
    kept = db.session.scalars(select(LigneVersion.texte).order_by(LigneVersion.rang)).all()
    assert kept == ["Vingt bancs", "Trente bancs"]
    assert count(Evenement) == 2


def test_a_word_drawn_in_alone_becomes_a_suivi_once_it_says_what_is_to_be_done(
    monde: Monde, point: str
) -> None:
    word = factories.post(monde.ana, monde.question, "Des bancs").id
    drawn = note("", cite_genre=GenreCitation.CONTRIBUTION, cite_id=word)
    written = write_ligne(par=monde.bruno, point_id=point, note=drawn)
    asked = {"par": monde.bruno, "ligne_id": written.id, "nature": NatureLigne.SUIVI, "version": 1}
    assert refusal(lambda: correct_ligne(**asked, texte=" ")).code == "suivi_sans_mots"
    assert correct_ligne(**asked, texte="Poser dix bancs") == 2
    assert suivis_of(db.session(), monde.seance)[0].ligne.texte == "Poser dix bancs"


def test_of_two_who_correct_the_same_line_the_second_is_shown_the_first(
    monde: Monde, point: str
) -> None:
    written = write_ligne(par=monde.bruno, point_id=point, note=note("Vingt bancs"))
    correct_ligne(
        par=monde.chloe,
        ligne_id=written.id,
        texte="Trente bancs",
        nature=NatureLigne.DECISION,
        version=1,
    )
    caught = refusal(
        lambda: correct_ligne(
            par=monde.bruno,
            ligne_id=written.id,
            texte="Dix bancs",
            nature=NatureLigne.ECHANGE,
            version=1,
        )
    )
    assert isinstance(caught, Stale)
    assert caught.code == "ligne_modifiee"
    assert caught.details == {
        "version": 2,
        "texte": "Trente bancs",
        "nature": "decision",
        "qui": "Chloe",
    }
    assert texts(monde.seance) == ["Trente bancs"]


def test_a_move_disturbs_no_correction_and_the_last_place_wins(monde: Monde, point: str) -> None:
    second = reunions.make_points(factories.make_seance(monde.demarche), 1)
    lines = [write_ligne(par=monde.bruno, point_id=point, note=note(texte)).id for texte in "abc"]
    move_ligne(par=monde.chloe, ligne_id=lines[2], point_id=point, apres=lines[0])
    assert texts(monde.seance) == ["a", "c", "b"]
    correct_ligne(
        par=monde.bruno, ligne_id=lines[2], texte="C", nature=NatureLigne.ECHANGE, version=1
    )
    assert texts(monde.seance) == ["a", "C", "b"]
    with pytest.raises(Missing):
        move_ligne(par=monde.bruno, ligne_id=lines[0], point_id=second[0])


def test_a_line_goes_under_another_point_with_its_suivi(monde: Monde, point: str) -> None:
    points = [row.id for row in reversed(points_in(monde.seance))]
    written = write_ligne(par=monde.bruno, point_id=point, note=note(nature=NatureLigne.SUIVI))
    move_ligne(par=monde.bruno, ligne_id=written.id, point_id=points[0])
    event = db.session.scalars(select(Evenement).order_by(Evenement.numero.desc())).first()
    assert event is not None
    assert set(event.ids("point")) == {point, points[0]}
    assert event.ids("suivi") == [suivi(written.id).id]
    assert ligne(written.id).point_id == points[0]


def test_a_line_taken_out_keeps_its_texts_and_comes_back(monde: Monde, point: str) -> None:
    written = write_ligne(par=monde.bruno, point_id=point, note=note(nature=NatureLigne.SUIVI))
    retire_ligne(par=monde.bruno, ligne_id=written.id, version=1)
    retire_ligne(par=monde.bruno, ligne_id=written.id, version=1)
    assert texts(monde.seance) == []
    assert suivis_of(db.session(), monde.seance) == []
    caught = refusal(
        lambda: correct_ligne(
            par=monde.chloe, ligne_id=written.id, texte="x", nature=NatureLigne.ECHANGE, version=1
        )
    )
    assert caught.code == "ligne_retiree"
    assert restore_ligne(par=monde.bruno, ligne_id=written.id) == 3
    assert texts(monde.seance) == ["Le budget est voté"]
    assert len(suivis_of(db.session(), monde.seance)) == 1


def test_nobody_takes_out_a_line_changed_since_it_was_read(monde: Monde, point: str) -> None:
    written = write_ligne(par=monde.bruno, point_id=point, note=note())
    correct_ligne(
        par=monde.chloe, ligne_id=written.id, texte="x", nature=NatureLigne.ECHANGE, version=1
    )
    caught = refusal(lambda: retire_ligne(par=monde.bruno, ligne_id=written.id, version=1))
    assert caught.code == "ligne_modifiee"
    assert texts(monde.seance) == ["x"]


def test_a_line_that_becomes_a_suivi_opens_one_and_back_closes_it(monde: Monde, point: str) -> None:
    written = write_ligne(par=monde.bruno, point_id=point, note=note("Envoyer le tableau"))

    def turn(nature: NatureLigne, quiquand: QuiQuand | None, version: int) -> int:
        return correct_ligne(
            par=monde.bruno,
            ligne_id=written.id,
            texte="Envoyer le tableau",
            nature=nature,
            quiquand=quiquand,
            version=version,
        )

    assert turn(NatureLigne.SUIVI, QuiQuand("M. Leroy", None, None, "avant l’été"), 1) == 2
    (opened,) = suivis_of(db.session(), monde.seance)
    assert (opened.qui, opened.echeance_texte) == ("M. Leroy", "avant l’été")
    assert turn(NatureLigne.ECHANGE, None, 2) == 3
    db.session.rollback()
    assert suivis_of(db.session(), monde.seance) == []
    assert turn(NatureLigne.SUIVI, None, 3) == 4
    assert suivi(written.id).qui == "M. Leroy"


def test_a_suivi_may_lack_owner_and_date(monde: Monde, point: str) -> None:
    written = write_ligne(par=monde.bruno, point_id=point, note=note(nature=NatureLigne.SUIVI))
    opened = suivi(written.id)
    assert (opened.qui, opened.organisme_id, opened.echeance, opened.echeance_texte) == (
        "",
        None,
        None,
        "",
    )
    assert opened.etat is EtatSuivi.OUVERT


def test_a_suivi_told_of_stays_in_the_notes(monde: Monde, point: str) -> None:
    written = write_ligne(par=monde.bruno, point_id=point, note=note(nature=NatureLigne.SUIVI))
    tell_suivi(par=monde.bruno, suivi_id=suivi(written.id).id, etat=EtatSuivi.FAIT)
    for call in (
        lambda: retire_ligne(par=monde.bruno, ligne_id=written.id),
        lambda: correct_ligne(
            par=monde.bruno, ligne_id=written.id, texte="x", nature=NatureLigne.RAPPEL
        ),
    ):
        assert refusal(call).code == "suivi_deja_repris"
