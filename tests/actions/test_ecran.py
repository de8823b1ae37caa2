"""One sentence to all, and what the room screen shows: said once, taken away in one gesture."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cafe.actions.conduite import go_to_etape, set_phase
from cafe.actions.core import NotAllowed, Refusal, RuleBroken
from cafe.actions.ecran import MESSAGE_MAX, set_message, set_vue
from cafe.actions.regroupements import close_regroupement, create_regroupement
from cafe.extensions import db
from cafe.models import Etape, Evenement, NatureEtape, Phase, Seance, VueEcran
from tests import factories
from tests.conftest import Monde


def seance(monde: Monde) -> Seance:
    db.session.rollback()
    return db.session.get_one(Seance, monde.seance)


def events(nature: str) -> int:
    query = select(func.count()).select_from(Evenement).where(Evenement.nature == nature)
    return db.session.scalar(query) or 0


def test_a_message_is_said_to_all_and_taken_away(monde: Monde) -> None:
    for _ in range(2):
        set_message(par=monde.bruno, seance_id=monde.seance, texte="  Pause  café  ")
    row = seance(monde)
    assert row.message == "Pause café"
    assert row.message_le is not None
    assert events("MessageSet") == 1
    set_message(par=monde.bruno, seance_id=monde.seance, texte="")
    assert (seance(monde).message, seance(monde).message_le) == ("", None)


def test_the_words_of_a_message_are_not_in_the_journal(monde: Monde) -> None:
    set_message(par=monde.bruno, seance_id=monde.seance, texte="Pause café")
    assert all("Pause" not in str(e.details) for e in db.session.scalars(select(Evenement)))


def test_a_message_is_short_and_of_an_open_seance(monde: Monde) -> None:
    with pytest.raises(Refusal) as caught:
        set_message(par=monde.bruno, seance_id=monde.seance, texte="a" * (MESSAGE_MAX + 1))
    assert caught.value.code == "message_long"
    set_message(par=monde.bruno, seance_id=monde.seance, texte="Rangez les tables")
    set_phase(par=monde.bruno, seance_id=monde.seance, phase=Phase.TERMINEE)
    with pytest.raises(Refusal) as caught:
        set_message(par=monde.bruno, seance_id=monde.seance, texte="Encore")
    assert caught.value.code == "horloge_arretee"
    assert seance(monde).message == ""  # what was said during it ends with it


def test_the_screen_shows_what_it_is_told_until_it_follows_the_script_again(monde: Monde) -> None:
    set_vue(par=monde.bruno, seance_id=monde.seance, vue=VueEcran.SYNTHESES, cible="abc")
    assert (seance(monde).vue, seance(monde).vue_cible) == (VueEcran.SYNTHESES, "abc")
    set_vue(par=monde.bruno, seance_id=monde.seance, vue=VueEcran.AUTO, cible="abc")
    assert (seance(monde).vue, seance(monde).vue_cible) == (VueEcran.AUTO, None)
    with pytest.raises(NotAllowed):
        set_vue(par=monde.dan, seance_id=monde.seance, vue=VueEcran.MUR)


def test_the_plenary_gives_the_screen_back_when_it_is_left(monde: Monde) -> None:
    natures = (NatureEtape.VOTE, NatureEtape.PLENIERE, NatureEtape.CLOTURE)

    def script(session: Session) -> list[str]:
        rows = [
            Etape(seance_id=monde.seance, ordre=n, titre=nature, nature=nature)
            for n, nature in enumerate(natures, start=1)
        ]
        session.add_all(rows)
        session.flush()
        return [row.id for row in rows]

    vote, pleniere, cloture = factories.build(script)
    go_to_etape(par=monde.bruno, seance_id=monde.seance, etape_id=vote)
    set_vue(par=monde.bruno, seance_id=monde.seance, vue=VueEcran.SYNTHESES, cible=monde.question)
    # Shown a moment ahead, it stays when the plenary begins.
    go_to_etape(par=monde.bruno, seance_id=monde.seance, etape_id=pleniere)
    assert seance(monde).vue_cible == monde.question
    go_to_etape(par=monde.bruno, seance_id=monde.seance, etape_id=cloture)
    assert (seance(monde).vue, seance(monde).vue_cible) == (VueEcran.AUTO, None)
    # Any other view was chosen for longer than a step.
    set_vue(par=monde.bruno, seance_id=monde.seance, vue=VueEcran.MINUTEUR)
    go_to_etape(par=monde.bruno, seance_id=monde.seance, etape_id=pleniere)
    go_to_etape(par=monde.bruno, seance_id=monde.seance, etape_id=cloture)
    assert seance(monde).vue is VueEcran.MINUTEUR


def test_only_a_question_or_an_open_group_of_this_seance_is_shown(monde: Monde) -> None:
    word = factories.post(monde.ana, monde.question).id
    group = create_regroupement(
        par=monde.bruno, question_id=monde.question, titre="Souffler", contributions=[word]
    )
    elsewhere = factories.make_question(factories.make_seance(monde.demarche))

    def show(vue: VueEcran, cible: str | None) -> None:
        set_vue(par=monde.bruno, seance_id=monde.seance, vue=vue, cible=cible)

    for vue, cible in (
        (VueEcran.QUESTION, None),
        (VueEcran.QUESTION, elsewhere),
        (VueEcran.QUESTION, group),
        (VueEcran.GROUPE, None),
        (VueEcran.GROUPE, monde.question),
    ):
        with pytest.raises(RuleBroken, match="vue_inconnue"):
            show(vue, cible)
    show(VueEcran.QUESTION, monde.question)
    show(VueEcran.GROUPE, group)
    assert (seance(monde).vue, seance(monde).vue_cible) == (VueEcran.GROUPE, group)
    close_regroupement(par=monde.bruno, regroupement_id=group, version=None)
    show(VueEcran.AUTO, None)
    with pytest.raises(RuleBroken, match="vue_inconnue"):
        show(VueEcran.GROUPE, group)
