"""What compares a text comes with it, follows it and never outlives it."""

from __future__ import annotations

from sqlalchemy import delete, select, update

from cafe import clock
from cafe.access.identity import SYSTEME
from cafe.actions.empreintes import keep_empreinte, renew_empreintes
from cafe.actions.retouches import (
    correct_contribution,
    erase_contribution,
    replay_erasures,
    withdraw_contribution,
)
from cafe.extensions import db
from cafe.models import Contribution, ContributionVersion, EmpreinteTexte
from cafe.models.verification import check_chain
from cafe.suggestions.empreinte import make_empreintes, read_bytes
from tests import factories
from tests.conftest import Monde


def kept() -> dict[str, bytes]:
    """The bytes kept, by contribution."""
    db.session.rollback()
    versions = select(ContributionVersion.contribution_id, EmpreinteTexte.octets).join(
        EmpreinteTexte, EmpreinteTexte.version_id == ContributionVersion.id
    )
    rows = db.session.execute(versions).all()
    found = {contribution_id: octets for contribution_id, octets in rows}
    assert len(rows) == len(found), "one for each word"
    return found


def of(texte: str) -> bytes:
    (made,) = make_empreintes([texte])
    return made.to_bytes()


def test_a_word_is_kept_with_what_compares_it(monde: Monde) -> None:
    ana = factories.post(monde.ana, monde.question, "Plus de bancs")
    assert kept() == {ana.id: of("Plus de bancs")}
    assert len(read_bytes(kept()[ana.id]).mots) == 1


def test_a_correction_is_compared_by_its_new_text_alone(monde: Monde) -> None:
    id_ = factories.post(monde.ana, monde.question, "Plus de bancs").id
    correct_contribution(
        par=monde.ana, contribution_id=id_, texte="Des fontaines à boire", version=1
    )
    assert kept() == {id_: of("Des fontaines à boire")}


def test_nothing_that_compares_a_text_outlives_it(monde: Monde) -> None:
    taken, erased, replayed, stays = (
        factories.post(monde.ana, monde.question, f"Idée de {name}").id for name in "abcd"
    )
    withdraw_contribution(par=monde.ana, contribution_id=taken)
    erase_contribution(par=monde.chloe, contribution_id=erased, motif="demande")
    replay_erasures(par=SYSTEME, contribution_ids=(replayed,))
    assert set(kept()) == {stays}


def test_an_empreinte_that_outlived_its_text_is_found(monde: Monde) -> None:
    factories.post(monde.ana, monde.question, "Plus de bancs")
    db.session.rollback()
    assert check_chain(db.session()).fautes == ()
    factories.build(lambda session: session.execute(update(ContributionVersion).values(texte=None)))
    assert any("Empreinte" in fault for fault in check_chain(db.session()).fautes)


def test_words_of_before_are_prepared_by_a_command_and_nothing_is_done_twice(monde: Monde) -> None:
    ids = [factories.post(monde.ana, monde.question, f"Idée {n}").id for n in range(5)]
    factories.build(lambda session: session.execute(delete(EmpreinteTexte)))
    assert renew_empreintes(par=SYSTEME) == len(ids)
    assert renew_empreintes(par=SYSTEME) == 0
    assert set(kept()) == set(ids)


def test_what_another_method_made_is_made_again(monde: Monde) -> None:
    id_ = factories.post(monde.ana, monde.question, "Plus de bancs").id
    factories.build(
        lambda session: session.execute(update(EmpreinteTexte).values(octets=b"\x00abcdef"))
    )
    assert renew_empreintes(par=SYSTEME) == 1
    assert kept() == {id_: of("Plus de bancs")}


def test_a_voice_without_words_has_nothing_to_compare(monde: Monde) -> None:
    factories.build(lambda session: keep_empreinte(session, "sans-texte", "", clock.now()))
    assert kept() == {}


def test_only_the_current_text_of_a_word_is_prepared(monde: Monde) -> None:
    id_ = factories.post(monde.ana, monde.question, "Plus de bancs").id
    correct_contribution(par=monde.ana, contribution_id=id_, texte="Des fontaines", version=1)
    factories.build(lambda session: session.execute(delete(EmpreinteTexte)))
    assert renew_empreintes(par=SYSTEME) == 1
    db.session.rollback()
    current = db.session.get_one(Contribution, id_).version_id
    assert db.session.scalars(select(EmpreinteTexte.version_id)).all() == [current]
