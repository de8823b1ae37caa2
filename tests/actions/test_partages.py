"""One idea split in several: no word lost or added, its place kept, and joined again."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from cafe.access.identity import SYSTEME, Identite
from cafe.actions.annulation import undo
from cafe.actions.conduite import go_to_etape
from cafe.actions.contributions import Limites, post_contribution
from cafe.actions.core import NotAllowed, RuleBroken, Stale
from cafe.actions.deplacements import move_contribution, move_to_question
from cafe.actions.lots import chill_contributions, move_contributions
from cafe.actions.moderation import chill_contribution, publish_contribution
from cafe.actions.partages import PARTIES_MAX, split_contribution
from cafe.actions.regroupements import create_regroupement
from cafe.actions.retouches import (
    correct_contribution,
    erase_contribution,
    replay_erasures,
    withdraw_contribution,
)
from cafe.actions.scrutins import Bulletin, create_scrutin, open_scrutin
from cafe.actions.suites import Reponse, give_suite
from cafe.extensions import db
from cafe.models import Contribution, Effacement, Evenement, NatureSuite, Statut, VisibiliteScrutin
from cafe.models.base import new_id
from cafe.models.evenement import last_numero
from cafe.models.tableau import board_state
from cafe.models.verification import check_chain
from tests import chaine, factories
from tests.conftest import Monde
from tests.votes import make_etape

DEUX = "Plus de bus le soir et des bancs à l’ombre"
BUS, BANCS = "Plus de bus le soir", "et des bancs à l’ombre"


@pytest.fixture
def idee(monde: Monde) -> str:
    return factories.post(monde.ana, monde.question, DEUX).id


def split(monde: Monde, card: str, *parties: str, **champs: Any) -> tuple[str, ...]:
    asked: dict[str, Any] = {
        "par": monde.bruno,
        "client_id": new_id(),
        "version": None,
        **champs,
    }
    return split_contribution(contribution_id=card, parties=parties or (BUS, BANCS), **asked)


def read(card: str) -> Contribution:
    db.session.rollback()
    return db.session.get_one(Contribution, card)


def last() -> int:
    db.session.rollback()
    return last_numero(db.session())


def join(monde: Monde, numero: int | None = None) -> str:
    return undo(par=monde.bruno, seance_id=monde.seance, numero=numero or last())


def column(monde: Monde) -> list[str | None]:
    db.session.rollback()
    return [c.texte for c in board_state(db.session(), monde.seance, monde.question).libres]


def test_the_parts_take_the_place_of_the_whole_with_its_author_and_its_day(
    monde: Monde, idee: str
) -> None:
    factories.post(monde.ana, monde.question, "Une autre idée")
    before = read(idee)
    parts = split(monde, idee)
    whole = read(idee)
    assert (whole.statut, whole.texte) == (Statut.REMPLACEE, DEUX)
    assert column(monde) == [BUS, BANCS, "Une autre idée"]
    for id_ in parts:
        part = read(id_)
        assert part.origine_id == idee
        for name in ("participant_id", "question_id", "categorie", "ordre", "cree_le", "source"):
            assert getattr(part, name) == getattr(before, name), name
    assert check_chain(db.session()).fautes == ()


def test_in_a_group_the_parts_stand_where_the_whole_stood(monde: Monde, idee: str) -> None:
    first, last_ = (factories.post(monde.ana, monde.question, t).id for t in ("Avant", "Après"))
    group = create_regroupement(
        par=monde.bruno,
        question_id=monde.question,
        titre="Se déplacer",
        contributions=[first, idee, last_],
    )
    parts = split(monde, idee)
    (shown,) = board_state(db.session(), monde.seance, monde.question).groupes
    assert [c.id for c in shown.cartes] == [first, *parts, last_]
    assert shown.voix == 1  # one person said it all
    again = split(monde, parts[0], "Plus de bus", "le soir")
    (shown,) = board_state(db.session(), monde.seance, monde.question).groupes
    assert [c.id for c in shown.cartes] == [first, *again, parts[1], last_]
    assert group == shown.id


def test_a_part_split_again_keeps_its_place_in_the_column(monde: Monde, idee: str) -> None:
    _bus, bancs = split(monde, idee)
    split(monde, bancs, "et des bancs", "à l’ombre")
    factories.post(monde.ana, monde.question, "Une autre idée")
    assert column(monde) == [BUS, "et des bancs", "à l’ombre", "Une autre idée"]


@pytest.mark.parametrize(
    ("parties", "code"),
    [
        ((), "rien_a_partager"),
        ((DEUX,), "rien_a_partager"),
        ((DEUX, "  \n "), "rien_a_partager"),
        (("Plus de bus", BANCS), "mots_perdus"),
        ((BUS, "et des bancs"), "mots_perdus"),
        ((BUS, BANCS + " partout"), "mots_ajoutes"),
        ((DEUX,) * (PARTIES_MAX + 1), "trop_de_parties"),
    ],
)
def test_a_split_that_says_something_else_is_refused(
    parties: tuple[str, ...], code: str, monde: Monde, idee: str
) -> None:
    events = last()
    with pytest.raises(RuleBroken, match=code):
        split_contribution(
            par=monde.bruno,
            contribution_id=idee,
            parties=parties,
            client_id=new_id(),
            version=1,
        )
    assert (last(), read(idee).statut) == (events, Statut.PUBLIEE)


def test_the_missing_words_are_named_and_case_and_commas_are_not_words(
    monde: Monde, idee: str
) -> None:
    with pytest.raises(RuleBroken) as caught:
        split(monde, idee, "Plus de bus", BANCS)
    assert caught.value.details["mots"] == "« le », « soir »"
    # A word of the whole may be said in both.
    split(monde, idee, "plus de BUS, le soir.", "Et plus de bancs : des bancs à l’ombre !")


def test_a_language_that_does_not_part_its_words_is_counted_by_signs(monde: Monde) -> None:
    card = factories.post(monde.ana, monde.question, "更多公交车更多长椅").id
    with pytest.raises(RuleBroken, match="mots_perdus"):
        split(monde, card, "更多公交车", "更多长")
    assert len(split(monde, card, "更多公交车", "更多长椅")) == 2


def test_the_same_gesture_sent_twice_makes_the_same_parts(monde: Monde, idee: str) -> None:
    sent = new_id()
    parts = split(monde, idee, client_id=sent, version=1)
    events = last()
    assert split(monde, idee, client_id=sent, version=1) == parts
    assert last() == events
    with pytest.raises(RuleBroken, match="parole_partagee"):
        split(monde, idee)
    other = factories.post(monde.ana, monde.question, DEUX).id
    with pytest.raises(RuleBroken, match="deja_utilise"):
        split(monde, other, client_id=sent)


def test_who_may_and_which_words(monde: Monde, idee: str) -> None:
    for stranger in (monde.ana, monde.dan):
        with pytest.raises(NotAllowed):
            split(monde, idee, par=stranger)
    with pytest.raises(Stale, match="carte_a_regrouper"):
        split(monde, idee, version=7)
    chill_contribution(par=monde.bruno, contribution_id=idee, version=None)
    with pytest.raises(RuleBroken, match="parole_pas_publiee"):
        split(monde, idee)
    erase_contribution(par=monde.chloe, contribution_id=idee, motif="demande")
    with pytest.raises(RuleBroken, match="parole_retiree"):
        split(monde, idee)


def test_what_is_voted_on_or_cited_stays_whole(monde: Monde, idee: str) -> None:
    (suite,) = give_suite(
        par=monde.chloe,
        demarche_id=monde.demarche,
        reponse=Reponse(NatureSuite.SANS_SUITE, "Déjà fait."),
        contributions=[idee],
    )
    assert suite
    with pytest.raises(RuleBroken, match="parole_citee"):
        split(monde, idee)
    voted = factories.post(monde.ana, monde.question, "Du pain et des jeux").id
    bulletin = Bulletin("Quoi ?", 1, 1, VisibiliteScrutin.CACHE, (f"c:{voted}",))
    scrutin = create_scrutin(par=monde.bruno, seance_id=monde.seance, bulletin=bulletin)
    etape = make_etape(monde.seance, ["lire", "voter"])
    go_to_etape(par=monde.bruno, seance_id=monde.seance, etape_id=etape)
    open_scrutin(par=monde.bruno, scrutin_id=scrutin, version=1)
    with pytest.raises(RuleBroken, match="parole_au_vote"):
        split(monde, voted, "Du pain", "et des jeux")


def test_what_was_split_is_no_longer_moved_shown_nor_put_right(monde: Monde, idee: str) -> None:
    group = create_regroupement(par=monde.bruno, question_id=monde.question, titre="Se déplacer")
    other = factories.make_question(monde.seance, "Autre")
    split(monde, idee)
    common: dict[str, Any] = {"par": monde.bruno, "version": None}
    for gesture in (
        lambda: move_contribution(contribution_id=idee, regroupement_id=group, **common),
        lambda: move_to_question(contribution_id=idee, question_id=other, **common),
        lambda: publish_contribution(contribution_id=idee, **common),
        lambda: chill_contribution(contribution_id=idee, **common),
        lambda: move_contributions(
            par=monde.bruno, seance_id=monde.seance, cartes={idee: None}, regroupement_id=group
        ),
        lambda: chill_contributions(par=monde.bruno, seance_id=monde.seance, cartes={idee: None}),
        lambda: give_suite(
            par=monde.chloe,
            demarche_id=monde.demarche,
            reponse=Reponse(NatureSuite.SANS_SUITE, "Non."),
            contributions=[idee],
        ),
    ):
        with pytest.raises(RuleBroken, match="parole_partagee"):
            gesture()
    with pytest.raises(RuleBroken, match="parole_partagee"):
        correct_contribution(par=monde.ana, contribution_id=idee, texte="Autre", version=None)


def test_undone_the_whole_comes_back_where_it_stood(monde: Monde, idee: str) -> None:
    other = factories.post(monde.ana, monde.question, "Avant").id
    create_regroupement(
        par=monde.bruno, question_id=monde.question, titre="Bus", contributions=[other, idee]
    )
    parts = split(monde, idee)
    assert join(monde) == "ContributionSplit"
    (shown,) = board_state(db.session(), monde.seance, monde.question).groupes
    assert [c.id for c in shown.cartes] == [other, idee]
    assert [read(part).statut for part in parts] == [Statut.REMPLACEE] * 2
    assert check_chain(db.session()).fautes == ()
    # And split anew, in new parts.
    assert not set(split(monde, idee)) & set(parts)
    assert check_chain(db.session()).fautes == ()


@pytest.mark.parametrize("fait", ["moved", "corrected", "cited"])
def test_parts_that_moved_on_are_not_joined(fait: str, monde: Monde, idee: str) -> None:
    parts = split(monde, idee)
    done = last()
    if fait == "moved":
        create_regroupement(
            par=monde.chloe, question_id=monde.question, titre="Bus", contributions=[parts[1]]
        )
    elif fait == "corrected":
        correct_contribution(par=monde.ana, contribution_id=parts[0], texte="Non", version=None)
    else:
        chaine.make_preconisation(monde.chloe, monde.demarche, contributions=[parts[0]])
    codes = {"moved": "deja_change", "corrected": "partie_changee", "cited": "parole_citee"}
    with pytest.raises((RuleBroken, Stale), match=codes[fait]):
        join(monde, done)
    assert read(idee).statut is Statut.REMPLACEE


@pytest.mark.parametrize("lequel", ["entiere", "partie"])
def test_an_erasure_reaches_the_whole_family_and_nothing_comes_back(
    lequel: str, monde: Monde, idee: str
) -> None:
    parts = split(monde, idee)
    done = last()
    again = split(monde, parts[0], "Plus de bus", "le soir")
    family = [idee, *parts, *again]
    erased = idee if lequel == "entiere" else again[1]
    erase_contribution(par=monde.chloe, contribution_id=erased, motif="demande")
    assert [read(id_).texte for id_ in family] == [None] * 5
    stand = [parts[1], *again]
    assert [read(id_).statut for id_ in stand] == [Statut.RETIREE] * 3
    assert read(idee).statut is Statut.REMPLACEE  # no second gap
    assert set(db.session.scalars(select(Effacement.contribution_id))) == set(family)
    assert check_chain(db.session()).fautes == ()
    events = last()
    erase_contribution(par=monde.chloe, contribution_id=idee, motif="demande")
    assert last() == events
    assert replay_erasures(par=SYSTEME, contribution_ids=tuple(family)) == 0
    with pytest.raises(Stale, match="deja_change"):
        join(monde, done)


def test_its_author_withdraws_the_whole_idea_until_a_part_is_grouped(
    monde: Monde, idee: str
) -> None:
    bus, bancs = split(monde, idee)
    move: dict[str, Any] = {"par": monde.bruno, "contribution_id": bancs, "version": None}
    group = create_regroupement(par=monde.bruno, question_id=monde.question, titre="Bancs")
    move_contribution(regroupement_id=group, **move)
    with pytest.raises(RuleBroken, match="deja_regroupee"):
        withdraw_contribution(par=monde.ana, contribution_id=bus)
    move_contribution(regroupement_id=None, **move)
    withdraw_contribution(par=monde.ana, contribution_id=bus)
    assert [read(id_).texte for id_ in (idee, bus, bancs)] == [None] * 3
    event = db.session.get_one(Evenement, last())
    assert set(event.ids("contribution")) == {idee, bus, bancs}


def test_a_split_takes_nothing_from_what_its_author_may_still_send(monde: Monde, idee: str) -> None:
    split(monde, idee)
    ana: Identite = monde.ana
    sent = factories.envoi(monde.question, "Encore une")
    assert post_contribution(par=ana, envoi=sent, limites=Limites(2, 10)).neuve


def test_the_event_holds_ids_and_no_text(monde: Monde, idee: str) -> None:
    parts = split(monde, idee)
    event = db.session.get_one(Evenement, last())
    assert set(event.ids("contribution")) == {idee, *parts}
    assert "bus" not in str(event.details)
