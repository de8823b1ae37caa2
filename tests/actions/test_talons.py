"""Numbered slips: printed once, tied to whoever speaks without a phone, read as a receipt."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from cafe.access.identity import INCONNU, Identite
from cafe.access.jetons import hash_jeton
from cafe.actions.core import NotAllowed, Refusal, Stale
from cafe.actions.saisies import Remise, post_for_someone, tie_talon
from cafe.actions.talons import TalonImprime, print_talons
from cafe.extensions import db
from cafe.models import Contribution, Evenement, Participant, Phase, Role, Seance, Talon
from cafe.models.participant import participant_by_recu
from tests import factories
from tests.conftest import Monde


def printed(monde: Monde, feuilles: int = 1) -> tuple[TalonImprime, ...]:
    return print_talons(par=monde.bruno, seance_id=monde.seance, feuilles=feuilles)


def dictated(monde: Monde, talon: int | None, texte: str = "Un banc") -> Remise:
    return post_for_someone(
        par=monde.bruno,
        seance_id=monde.seance,
        envoi=factories.envoi(monde.question, texte),
        talon=talon,
    )


def words_of(recu: str) -> set[str | None]:
    db.session.rollback()
    bearer = participant_by_recu(db.session(), hash_jeton(recu))
    if bearer is None:
        return set()
    rows = select(Contribution).where(Contribution.participant_id == bearer.id)
    return {row.texte for row in db.session.scalars(rows)}


def close(monde: Monde) -> None:
    def job(session: object) -> None:
        row = session.get(Seance, monde.seance)  # type: ignore[attr-defined]
        row.phase = Phase.CLOSE

    factories.build(job)


def test_each_print_takes_the_next_numbers_and_none_is_given_twice(monde: Monde) -> None:
    first, second = printed(monde), printed(monde, 2)
    assert [slip.numero for slip in first + second] == list(range(1, 31))
    assert len({slip.recu for slip in first + second}) == 30
    elsewhere = factories.make_seance(monde.demarche)
    other = print_talons(par=monde.bruno, seance_id=elsewhere, feuilles=1)
    assert other[0].numero == 1


def test_the_base_keeps_neither_form_of_a_receipt(monde: Monde) -> None:
    slip = printed(monde)[6]
    row = db.session.scalars(select(Talon).where(Talon.numero == 7)).one()
    kept = {str(value) for value in vars(row).values()}
    assert not {slip.recu, slip.mots} & kept
    assert row.recu_hash == hash_jeton(slip.recu)
    event = db.session.scalars(select(Evenement).order_by(Evenement.numero.desc())).first()
    assert event is not None
    assert (event.nature, event.details) == ("TalonsPrinted", {"premier": 1, "dernier": 10})


def test_all_the_words_of_a_slip_are_one_persons(monde: Monde) -> None:
    slips = printed(monde)
    assert words_of(slips[2].recu) == set()
    assert dictated(monde, 3).talon == 3
    dictated(monde, 3, "Un deuxième banc")
    dictated(monde, 4, "Autre chose")
    assert words_of(slips[2].recu) == words_of(slips[2].mots) == {"Un banc", "Un deuxième banc"}
    assert words_of(slips[3].recu) == {"Autre chose"}
    assert len(db.session.scalars(select(Participant)).all()) == 2


def test_a_word_without_a_slip_still_gets_a_receipt_of_its_own(monde: Monde) -> None:
    printed(monde)
    remise = dictated(monde, None)
    assert remise.talon is None
    assert words_of(remise.recu) == {"Un banc"}


@pytest.mark.parametrize("numero", [0, 11, 9999])
def test_a_number_never_printed_is_refused_and_nothing_is_kept(monde: Monde, numero: int) -> None:
    printed(monde)
    with pytest.raises(Refusal) as refused:
        dictated(monde, numero)
    assert (refused.value.code, refused.value.champ) == ("talon_inconnu", "talon")
    assert db.session.scalars(select(Contribution)).all() == []


def test_the_slip_of_another_meeting_is_unknown_here(monde: Monde) -> None:
    elsewhere = factories.make_seance(monde.demarche)
    print_talons(par=monde.bruno, seance_id=elsewhere, feuilles=1)
    with pytest.raises(Refusal, match="talon_inconnu"):
        dictated(monde, 1)


def test_a_number_forgotten_or_mistyped_is_put_right(monde: Monde) -> None:
    slips = printed(monde)
    remise = dictated(monde, 5)
    version = tie_talon(
        par=monde.bruno, contribution_id=remise.contribution_id, numero=6, version=None
    )
    assert words_of(slips[4].recu) == set()
    assert words_of(slips[5].recu) == {"Un banc"}
    again = tie_talon(
        par=monde.bruno, contribution_id=remise.contribution_id, numero=6, version=version
    )
    assert again == version
    with pytest.raises(Stale):
        tie_talon(par=monde.bruno, contribution_id=remise.contribution_id, numero=5, version=1)


def test_only_who_typed_a_word_gives_it_to_a_slip(monde: Monde) -> None:
    printed(monde)
    remise = dictated(monde, None)
    with pytest.raises(NotAllowed):
        tie_talon(par=monde.chloe, contribution_id=remise.contribution_id, numero=1, version=None)


def test_strangers_readers_and_participants_print_nothing(monde: Monde) -> None:
    reader = factories.identite(factories.make_compte("Rémi", Role.LECTEUR, monde.demarche))
    refused: tuple[Identite, ...] = (monde.dan, monde.ana, reader, INCONNU)
    for somebody in refused:
        with pytest.raises(NotAllowed):
            print_talons(par=somebody, seance_id=monde.seance, feuilles=1)


@pytest.mark.parametrize("feuilles", [-1, 0, 21])
def test_a_number_of_sheets_that_makes_no_sense_is_refused(monde: Monde, feuilles: int) -> None:
    with pytest.raises(Refusal, match="feuilles_invalides"):
        printed(monde, feuilles)


def test_a_closed_meeting_has_no_more_slips(monde: Monde) -> None:
    printed(monde)
    remise = dictated(monde, 1)
    close(monde)
    with pytest.raises(Refusal, match="rencontre_close"):
        printed(monde)
    with pytest.raises(Refusal, match="rencontre_close"):
        tie_talon(par=monde.bruno, contribution_id=remise.contribution_id, numero=2, version=None)
