"""A host at a table: words in time, three stars, how many sit there, help, and no other table."""

from __future__ import annotations

import threading

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.actions.acces import revoke_acces
from cafe.actions.core import Missing, NotAllowed, RuleBroken
from cafe.actions.hotes import (
    ask_help,
    see_help,
    set_effectif_tablee,
    star_contribution,
    unstar_contribution,
)
from cafe.actions.moderation import refuse_contribution
from cafe.actions.saisies import post_for_someone
from cafe.extensions import db
from cafe.models import (
    Contribution,
    EffectifTablee,
    Etape,
    Evenement,
    MotifModeration,
    Origine,
    Phase,
    Seance,
    Tablee,
)
from tests import factories, tablees
from tests.conftest import Monde
from tests.tablees import Cafe


@pytest.fixture
def cafe(monde: Monde) -> Cafe:
    return tablees.make_cafe(monde)


@pytest.fixture
def nadia(monde: Monde, cafe: Cafe) -> Identite:
    """The host of table 1."""
    return tablees.pair_host(monde, cafe.tables[0])[0]


def say(
    par: Identite,
    monde: Monde,
    cafe: Cafe,
    texte: str = "Un banc",
    table: int = 1,
    **champs: object,
) -> str:
    envoi = factories.envoi(
        cafe.questions[table - 1], texte, tablee=table, tour=1, source=Origine.TABLE, **champs
    )
    return post_for_someone(par=par, seance_id=monde.seance, envoi=envoi).contribution_id


def word(contribution_id: str) -> Contribution:
    db.session.rollback()
    return db.session.get_one(Contribution, contribution_id)


def set_phase(monde: Monde, phase: Phase) -> None:
    def job(session: Session) -> None:
        session.get_one(Seance, monde.seance).phase = phase

    factories.build(job)


def natures() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(Evenement.nature).order_by(Evenement.numero)))


def test_a_word_of_the_table_is_in_time_while_phones_are_down(
    monde: Monde, cafe: Cafe, nadia: Identite
) -> None:
    def job(session: Session) -> None:
        etape = Etape(seance_id=monde.seance, ordre=1, titre="Échange", droits=["lire"])
        session.add(etape)
        session.flush()
        session.get_one(Seance, monde.seance).etape_id = etape.id

    factories.build(job)
    kept = word(say(nadia, monde, cafe))
    assert not kept.tardive
    assert (kept.tour_id, kept.tablee_id, kept.saisie_par) == (
        cafe.tours[0],
        cafe.tables[0],
        nadia.id,
    )


def test_after_the_end_a_word_is_late_and_paper_is_not(
    monde: Monde, cafe: Cafe, nadia: Identite
) -> None:
    set_phase(monde, Phase.TERMINEE)
    assert word(say(nadia, monde, cafe)).tardive
    paper = factories.envoi(
        cafe.questions[0], "Sur la feuille", tablee=1, tour=2, source=Origine.PAPIER
    )
    kept = post_for_someone(par=monde.bruno, seance_id=monde.seance, envoi=paper)
    assert not word(kept.contribution_id).tardive


def test_a_host_does_nothing_for_another_table(monde: Monde, cafe: Cafe, nadia: Identite) -> None:
    other = say(monde.bruno, monde, cafe, table=2)
    for attempt in (
        lambda: say(nadia, monde, cafe, table=2),
        lambda: star_contribution(par=nadia, contribution_id=other),
        lambda: unstar_contribution(par=nadia, contribution_id=other),
        lambda: ask_help(par=nadia, tablee_id=cafe.tables[1]),
        lambda: set_effectif_tablee(
            par=nadia, tablee_id=cafe.tables[1], tour_id=cafe.tours[0], nombre=9
        ),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_a_host_shut_out_in_mid_round_writes_nothing_more(
    monde: Monde, cafe: Cafe, nadia: Identite
) -> None:
    kept = say(nadia, monde, cafe)
    revoke_acces(par=monde.bruno, acces_id=nadia.id or "")
    with pytest.raises(NotAllowed):
        say(nadia, monde, cafe)
    with pytest.raises(NotAllowed):
        star_contribution(par=nadia, contribution_id=kept)
    assert word(kept).texte == "Un banc"


def test_a_fourth_star_is_refused_until_one_is_taken_back(
    monde: Monde, cafe: Cafe, nadia: Identite
) -> None:
    ideas = [say(nadia, monde, cafe, f"Idée {n}") for n in range(4)]
    for idea in ideas[:3]:
        star_contribution(par=nadia, contribution_id=idea)
    star_contribution(par=nadia, contribution_id=ideas[0])
    with pytest.raises(RuleBroken) as caught:
        star_contribution(par=nadia, contribution_id=ideas[3])
    assert (caught.value.code, caught.value.details) == ("etoiles_max", {"maximum": 3})
    unstar_contribution(par=nadia, contribution_id=ideas[1])
    star_contribution(par=nadia, contribution_id=ideas[3])
    assert [word(i).etoile_le is not None for i in ideas] == [True, False, True, True]
    assert natures().count("ContributionStarred") == 4


def test_stars_are_counted_by_table_and_by_tour(monde: Monde, cafe: Cafe, nadia: Identite) -> None:
    for n in range(3):
        star_contribution(par=nadia, contribution_id=say(nadia, monde, cafe, f"Idée {n}"))
    elsewhere = say(monde.bruno, monde, cafe, table=2)
    star_contribution(par=monde.bruno, contribution_id=elsewhere)
    later = factories.envoi(cafe.questions[0], "Plus tard", tablee=1, tour=2)
    kept = post_for_someone(par=nadia, seance_id=monde.seance, envoi=later).contribution_id
    star_contribution(par=nadia, contribution_id=kept)
    assert word(kept).etoile_le is not None


def test_only_what_is_shown_is_put_forward_and_what_is_withdrawn_frees_its_star(
    monde: Monde, cafe: Cafe, nadia: Identite
) -> None:
    ideas = [say(nadia, monde, cafe, f"Idée {n}") for n in range(4)]
    for idea in ideas[:3]:
        star_contribution(par=nadia, contribution_id=idea)
    refuse_contribution(
        par=monde.bruno,
        contribution_id=ideas[0],
        motif=MotifModeration.DOUBLON,
        precision="",
        version=None,
    )
    star_contribution(par=nadia, contribution_id=ideas[3])
    unstar_contribution(par=nadia, contribution_id=ideas[0])
    with pytest.raises(RuleBroken) as caught:
        star_contribution(par=nadia, contribution_id=ideas[0])
    assert caught.value.code == "etoile_pas_publiee"
    phone = factories.post(monde.ana, cafe.questions[0]).id
    with pytest.raises(RuleBroken) as caught:
        star_contribution(par=monde.bruno, contribution_id=phone)
    assert caught.value.code == "etoile_sans_table"


def test_two_devices_that_star_at_once_never_make_four(
    app: Flask, monde: Monde, cafe: Cafe, nadia: Identite
) -> None:
    ideas = [say(nadia, monde, cafe, f"Idée {n}") for n in range(8)]
    barrier = threading.Barrier(len(ideas))
    refused: list[str] = []

    def tap(idea: str) -> None:
        with app.app_context():
            barrier.wait()
            try:
                star_contribution(par=nadia, contribution_id=idea)
            except RuleBroken as refusal:
                refused.append(refusal.code)

    taps = [threading.Thread(target=tap, args=(idea,)) for idea in ideas]
    for one in taps:
        one.start()
    for one in taps:
        one.join()
    assert refused == ["etoiles_max"] * 5
    assert sum(word(idea).etoile_le is not None for idea in ideas) == 3


def test_the_last_number_said_counts(monde: Monde, cafe: Cafe, nadia: Identite) -> None:
    for nombre in (9, 9, 7):
        set_effectif_tablee(
            par=nadia, tablee_id=cafe.tables[0], tour_id=cafe.tours[0], nombre=nombre
        )
    db.session.rollback()
    row = db.session.scalars(select(EffectifTablee)).one()
    assert row.nombre == 7
    assert natures().count("EffectifTableeSet") == 2
    for wrong in (-1, 100):
        with pytest.raises(RuleBroken):
            set_effectif_tablee(
                par=nadia, tablee_id=cafe.tables[0], tour_id=cafe.tours[0], nombre=wrong
            )
    with pytest.raises(Missing):
        set_effectif_tablee(par=nadia, tablee_id=cafe.tables[0], tour_id="nulle-part", nombre=3)


def test_help_is_asked_once_and_seen_once(monde: Monde, cafe: Cafe, nadia: Identite) -> None:
    before = clock.now()
    ask_help(par=nadia, tablee_id=cafe.tables[0])
    ask_help(par=nadia, tablee_id=cafe.tables[0])
    db.session.rollback()
    asked = db.session.get_one(Tablee, cafe.tables[0]).aide_le
    assert asked is not None
    assert asked >= before
    see_help(par=monde.bruno, tablee_id=cafe.tables[0])
    see_help(par=monde.bruno, tablee_id=cafe.tables[0])
    db.session.rollback()
    assert db.session.get_one(Tablee, cafe.tables[0]).aide_le is None
    assert [n for n in natures() if n.startswith("Help")] == ["HelpAsked", "HelpSeen"]


def test_a_table_without_host_is_served_by_the_team(monde: Monde, cafe: Cafe) -> None:
    idea = say(monde.bruno, monde, cafe, table=2)
    star_contribution(par=monde.bruno, contribution_id=idea)
    assert word(idea).etoile_le is not None


def test_nothing_changes_at_a_table_once_the_seance_is_closed(
    monde: Monde, cafe: Cafe, nadia: Identite
) -> None:
    idea = say(nadia, monde, cafe)
    set_phase(monde, Phase.CLOSE)
    for attempt in (
        lambda: star_contribution(par=nadia, contribution_id=idea),
        lambda: ask_help(par=nadia, tablee_id=cafe.tables[0]),
    ):
        with pytest.raises(RuleBroken) as caught:
            attempt()
        assert caught.value.code == "rencontre_close"
