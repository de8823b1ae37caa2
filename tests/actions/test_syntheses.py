"""What a table says of a tour: versions, an approval of one text, the next group, erasure."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe.access.identity import SYSTEME, Identite
from cafe.actions.core import Missing, NotAllowed, RuleBroken, Stale
from cafe.actions.retouches import replay_erasures
from cafe.actions.syntheses import approve_synthese, erase_synthese, save_synthese
from cafe.extensions import db
from cafe.models import Effacement, Evenement, Phase, Programme, Seance, SyntheseVersion
from cafe.models.synthese import (
    SYNTHESE_MAX,
    SyntheseLue,
    earlier_syntheses,
    synthese_at,
    syntheses_of,
)
from tests import factories, tablees
from tests.conftest import Monde
from tests.tablees import Cafe


@pytest.fixture
def cafe(monde: Monde) -> Cafe:
    return tablees.make_cafe(monde)


@pytest.fixture
def nadia(monde: Monde, cafe: Cafe) -> Identite:
    return tablees.pair_host(monde, cafe.tables[0])[0]


def save(
    par: Identite, cafe: Cafe, texte: str, version: int = 0, *, tour: int = 1, table: int = 1
) -> int:
    return save_synthese(
        par=par,
        tablee_id=cafe.tables[table - 1],
        tour_id=cafe.tours[tour - 1],
        texte=texte,
        version=version,
    )


def read(cafe: Cafe, tour: int = 1, table: int = 1) -> SyntheseLue:
    db.session.rollback()
    found = synthese_at(db.session(), cafe.tours[tour - 1], cafe.tables[table - 1])
    assert found is not None
    return found


def approve(par: Identite, cafe: Cafe, pour: int | None = 7, presents: int | None = 9) -> None:
    said = read(cafe)
    approve_synthese(
        par=par, synthese_id=said.id, version=said.version, pour=pour, presents=presents
    )


def test_a_text_is_kept_with_the_question_of_the_table(cafe: Cafe, nadia: Identite) -> None:
    assert save(nadia, cafe, "  Des bancs.\r\n") == 1
    assert save(nadia, cafe, "Des bancs.", 0) == 1
    said = read(cafe)
    assert (said.texte, said.question_id, said.approuvee) == (
        "Des bancs.",
        cafe.questions[0],
        False,
    )
    assert save(nadia, cafe, "Des bancs à l’ombre.", 1) == 2
    assert db.session.scalars(select(SyntheseVersion)).all()[0].texte == "Des bancs."


def test_of_two_devices_the_second_is_told_with_the_other_text(
    monde: Monde, cafe: Cafe, nadia: Identite
) -> None:
    save(nadia, cafe, "Des bancs.")
    with pytest.raises(Stale) as caught:
        save(monde.bruno, cafe, "Des arbres.", 0)
    assert caught.value.code == "synthese_modifiee"
    assert caught.value.details == {"version": 1, "texte": "Des bancs."}
    assert save(monde.bruno, cafe, "Des bancs et des arbres.", 1) == 2


def test_an_approval_is_of_the_text_that_was_read(
    monde: Monde, cafe: Cafe, nadia: Identite
) -> None:
    save(nadia, cafe, "Des bancs.")
    first = read(cafe)
    save(monde.bruno, cafe, "Des bancs et des arbres.", 1)
    with pytest.raises(Stale):
        approve_synthese(par=nadia, synthese_id=first.id, version=1, pour=7, presents=9)
    approve(nadia, cafe)
    said = read(cafe)
    assert (said.approuvee, said.pour, said.presents) == (True, 7, 9)


def test_a_text_changed_after_its_approval_is_to_be_approved_again(
    cafe: Cafe, nadia: Identite
) -> None:
    save(nadia, cafe, "Des bancs.")
    approve(nadia, cafe)
    save(nadia, cafe, "Des bancs à l’ombre.", 1)
    said = read(cafe)
    assert (said.approuvee, said.a_reapprouver) == (False, True)
    approve(nadia, cafe, None, None)
    said = read(cafe)
    assert (said.approuvee, said.a_reapprouver, said.pour) == (True, False, None)


@pytest.mark.parametrize(
    ("pour", "presents", "code"),
    [(0, 9, "mains_synthese"), (10, 9, "mains_de_trop"), (5, 100, "mains_synthese")],
)
def test_impossible_hands_are_refused(
    cafe: Cafe, nadia: Identite, pour: int, presents: int, code: str
) -> None:
    save(nadia, cafe, "Des bancs.")
    with pytest.raises(RuleBroken) as caught:
        approve(nadia, cafe, pour, presents)
    assert caught.value.code == code


def test_an_empty_or_endless_text_is_refused(cafe: Cafe, nadia: Identite) -> None:
    for texte, code in ((" \n", "synthese_vide"), ("x" * (SYNTHESE_MAX + 1), "synthese_longue")):
        with pytest.raises(RuleBroken) as caught:
            save(nadia, cafe, texte)
        assert caught.value.code == code


def test_a_host_writes_for_their_own_table_only(monde: Monde, cafe: Cafe, nadia: Identite) -> None:
    with pytest.raises(NotAllowed):
        save(nadia, cafe, "Pour une autre", table=2)
    save(monde.bruno, cafe, "Table deux", table=2)
    said = read(cafe, table=2)
    with pytest.raises(NotAllowed):
        approve_synthese(par=nadia, synthese_id=said.id, version=1)
    with pytest.raises(Missing):
        save_synthese(
            par=nadia, tablee_id=cafe.tables[0], tour_id="nulle-part", texte="x", version=0
        )


def test_the_next_group_reads_what_was_said_on_its_question(
    monde: Monde, cafe: Cafe, nadia: Identite
) -> None:
    save(nadia, cafe, "Des bancs.")
    save(monde.bruno, cafe, "Des trains.", table=2)

    def swap(session: Session) -> None:
        for table, question in ((0, 1), (1, 0)):
            row = session.get_one(Programme, (cafe.tours[1], cafe.tables[table]))
            row.question_id = cafe.questions[question]

    def said(table: int) -> list[str | None]:
        db.session.rollback()
        found = earlier_syntheses(db.session(), cafe.tours[1], cafe.tables[table])
        return [one.texte for one in found]

    # A table keeps its question, then questions move from table to table.
    assert (said(0), said(1)) == (["Des bancs."], ["Des trains."])
    factories.build(swap)
    assert (said(0), said(1)) == (["Des trains."], ["Des bancs."])
    assert earlier_syntheses(db.session(), cafe.tours[0], cafe.tables[0]) == []


def test_they_are_read_by_question_then_tour(monde: Monde, cafe: Cafe, nadia: Identite) -> None:
    save(monde.bruno, cafe, "Des trains.", table=2)
    save(nadia, cafe, "Encore des bancs.", tour=2)
    save(nadia, cafe, "Des bancs.")
    db.session.rollback()
    texts = [one.texte for one in syntheses_of(db.session(), monde.seance)]
    assert texts == ["Des bancs.", "Encore des bancs.", "Des trains."]


def test_an_erasure_leaves_a_gap_in_every_version_and_no_text_in_the_journal(
    monde: Monde, cafe: Cafe, nadia: Identite
) -> None:
    save(nadia, cafe, "Madame Untel dit non.")
    save(nadia, cafe, "Madame Untel dit toujours non.", 1)
    approve(nadia, cafe)
    said = read(cafe)
    with pytest.raises(NotAllowed):
        erase_synthese(par=monde.bruno, synthese_id=said.id, motif="demande")
    erase_synthese(par=monde.chloe, synthese_id=said.id, motif="demande")
    gap = read(cafe)
    assert (gap.texte, gap.approuvee, gap.a_reapprouver) == (None, False, False)
    assert set(db.session.scalars(select(SyntheseVersion.texte))) == {None}
    assert db.session.scalars(select(Effacement.contribution_id)).one() == said.id
    assert "Untel" not in str([e.details for e in db.session.scalars(select(Evenement))])
    assert earlier_syntheses(db.session(), cafe.tours[1], cafe.tables[0]) == []


def test_a_restored_backup_erases_it_again(cafe: Cafe, nadia: Identite) -> None:
    save(nadia, cafe, "Madame Untel dit non.")
    said = read(cafe)
    assert replay_erasures(par=SYSTEME, contribution_ids=(said.id,)) == 1
    assert read(cafe).texte is None
    assert replay_erasures(par=SYSTEME, contribution_ids=(said.id,)) == 0


def test_it_can_be_finished_after_the_end_and_not_once_closed(
    monde: Monde, cafe: Cafe, nadia: Identite
) -> None:
    def phase(wanted: Phase) -> None:
        def job(session: Session) -> None:
            session.get_one(Seance, monde.seance).phase = wanted

        factories.build(job)

    phase(Phase.TERMINEE)
    assert save(nadia, cafe, "Des bancs.") == 1
    phase(Phase.CLOSE)
    with pytest.raises(RuleBroken) as caught:
        save(nadia, cafe, "Des arbres.", 1)
    assert caught.value.code == "rencontre_close"
