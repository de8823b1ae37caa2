"""People of a plan, plans asked for, answered, published and mended."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from cafe.actions.badges import make_badges
from cafe.actions.badges_nommes import print_named_badges
from cafe.actions.core import NotAllowed, Refusal, Stale
from cafe.actions.personnes import (
    BilanPersonnes,
    PersonnePrevue,
    import_personnes,
    mark_departures,
    remove_personne,
)
from cafe.actions.plans import PlanCalcule, ask_plan, finish_plan, publish_plan
from cafe.extensions import db
from cafe.models import Badge, EtatPlan, ModeRotation, Placement, PlanRotation, Seance, Tour
from cafe.models.halle import hall_of, named_badges, plan_in_force
from tests import factories
from tests.conftest import Monde
from tests.tournante import dealt, furnish


def listed(monde: Monde, *noms: str, **champs: str) -> list[str]:
    """The ids of people put in the list."""
    import_personnes(
        par=monde.bruno,
        seance_id=monde.seance,
        personnes=tuple(PersonnePrevue(nom, **champs) for nom in noms),  # type: ignore[arg-type]
    )
    db.session.rollback()
    return [row.id for row in named_badges(db.session(), monde.seance)]


def asked(
    monde: Monde, repare_id: str | None = None, morts: tuple[str, ...] = (), **plus: object
) -> str:
    db.session.rollback()
    halle = hall_of(db.session(), monde.seance)
    demande = {"tours": list(halle.tours), "tablees": list(halle.tablees)} | plus
    return ask_plan(
        par=monde.bruno,
        seance_id=monde.seance,
        graine=1,
        demande=demande,
        repare_id=repare_id,
        morts=morts,
    )


def answered(monde: Monde, plan: str, badges: list[str], decalage: int = 0) -> None:
    """Everybody turns one table further at each round."""
    db.session.rollback()
    halle = hall_of(db.session(), monde.seance)
    places = {
        badge: tuple(
            halle.tablees[(n + decalage + r) % len(halle.tablees)] for r in range(len(halle.tours))
        )
        for n, badge in enumerate(badges)
    }
    finish_plan(plan_id=plan, calcule=PlanCalcule(places, {"distinctes": 0}))


def state(plan: str) -> EtatPlan:
    db.session.rollback()
    return db.session.get_one(PlanRotation, plan).etat


def test_a_list_sent_again_changes_nothing_and_one_mended_says_what(monde: Monde) -> None:
    furnish(monde.seance)
    people = (PersonnePrevue("Ana", "Ville", "élu", 2), PersonnePrevue("Zoé", ensemble="a"))

    def sent(essai: bool = False) -> BilanPersonnes:
        return import_personnes(
            par=monde.bruno, seance_id=monde.seance, personnes=people, essai=essai
        )

    assert sent(essai=True) == BilanPersonnes(2, 0, 0)
    assert not db.session.scalar(select(func.count()).select_from(Badge))
    assert sent() == BilanPersonnes(2, 0, 0)
    assert sent() == BilanPersonnes(0, 0, 2)
    people = (PersonnePrevue(" ana ", "ville", "élue", 2),)
    assert sent() == BilanPersonnes(0, 1, 0)
    db.session.rollback()
    assert [row.serie for row in named_badges(db.session(), monde.seance)] == ["élue", ""]


def test_a_host_of_no_table_and_a_nameless_person_are_refused(monde: Monde) -> None:
    furnish(monde.seance, tables=2)
    with pytest.raises(Refusal, match="hote_sans_table"):
        listed(monde, "Ana", hote=9)  # type: ignore[arg-type]
    with pytest.raises(Refusal, match="personne_sans_nom"):
        listed(monde, " ")
    with pytest.raises(NotAllowed):
        import_personnes(par=monde.dan, seance_id=monde.seance, personnes=())


def test_a_plan_answered_is_published_and_replaces_the_one_before(monde: Monde) -> None:
    furnish(monde.seance)
    badges = listed(monde, "Ana", "Bruno", "Chloé")
    first = asked(monde)
    answered(monde, first, badges)
    publish_plan(par=monde.bruno, plan_id=first)
    publish_plan(par=monde.bruno, plan_id=first)  # twice is harmless
    second = asked(monde, repare_id=first)
    answered(monde, second, badges, decalage=1)
    publish_plan(par=monde.bruno, plan_id=second)
    db.session.rollback()
    plan = plan_in_force(db.session(), monde.seance)
    assert plan is not None
    assert plan.id == second
    assert db.session.get_one(Seance, monde.seance).rotation is ModeRotation.NOMME
    # The seats of the first one are still what they were.
    counted = select(func.count()).select_from(Placement).where(Placement.plan_id == first)
    assert db.session.scalar(counted) == 9
    with pytest.raises(Refusal, match="plan_pas_pret"):
        publish_plan(par=monde.bruno, plan_id=first)
    with pytest.raises(Stale, match="plan_remplace"):
        asked(monde, repare_id=first)


def test_one_is_told_who_put_the_plan_in_force_not_who_printed_its_badges_since(
    monde: Monde,
) -> None:
    furnish(monde.seance)
    badges = listed(monde, "Ana", "Zoé")
    first = asked(monde)
    answered(monde, first, badges)
    publish_plan(par=monde.bruno, plan_id=first)
    second = asked(monde, repare_id=first)
    answered(monde, second, badges, decalage=1)
    publish_plan(par=monde.bruno, plan_id=second)
    print_named_badges(par=monde.chloe, seance_id=monde.seance, plan_id=second, tous=False)
    with pytest.raises(Stale, match="plan_remplace") as refused:
        asked(monde, repare_id=first)
    assert refused.value.details["qui"] == "Bruno"
    # A dealing of badges, added to since.
    lot = dealt(monde.seance, {"habitants": 4})
    make_badges(par=monde.bruno, seance_id=monde.seance, lot=lot, remplacer=True)
    db.session.rollback()
    plan = plan_in_force(db.session(), monde.seance)
    assert plan is not None
    more = dealt(monde.seance, {"habitants": 2}, depuis=plan.id)
    make_badges(par=monde.chloe, seance_id=monde.seance, lot=more, depuis=plan.id)
    with pytest.raises(Stale, match="plan_remplace") as refused:
        asked(monde, repare_id=second)
    assert refused.value.details["qui"] == "Bruno"


def test_two_plans_are_not_computed_at_once_and_a_dead_one_is_said_interrupted(
    monde: Monde,
) -> None:
    furnish(monde.seance)
    first = asked(monde)
    with pytest.raises(Refusal, match="calcul_en_cours"):
        asked(monde)
    second = asked(monde, morts=(first,))
    assert (state(first), state(second)) == (EtatPlan.INTERROMPU, EtatPlan.EN_CALCUL)
    # What comes back too late is not kept.
    answered(monde, first, listed(monde, "Ana"))
    assert state(first) is EtatPlan.INTERROMPU
    finish_plan(plan_id=second, calcule=None)
    assert state(second) is EtatPlan.INTERROMPU


def test_an_impossible_plan_says_why_and_is_not_published(monde: Monde) -> None:
    furnish(monde.seance)
    plan = asked(monde)
    finish_plan(plan_id=plan, calcule=PlanCalcule(raisons=("Trop de monde.",)))
    assert state(plan) is EtatPlan.IMPOSSIBLE
    with pytest.raises(Refusal, match="plan_pas_pret"):
        publish_plan(par=monde.bruno, plan_id=plan)


def test_a_plan_of_another_hall_is_not_published(monde: Monde) -> None:
    furnish(monde.seance)
    plan = asked(monde)
    answered(monde, plan, listed(monde, "Ana"))
    factories.build(lambda session: session.add(Tour(seance_id=monde.seance, numero=9)))
    with pytest.raises(Stale, match="salle_changee"):
        publish_plan(par=monde.bruno, plan_id=plan)


def test_somebody_placed_leaves_but_is_not_taken_off_the_list(monde: Monde) -> None:
    furnish(monde.seance)
    ana, zoe = listed(monde, "Ana", "Zoé")
    remove_personne(par=monde.bruno, badge_id=zoe)
    answered(monde, asked(monde), [ana])
    with pytest.raises(Refusal, match="personne_placee"):
        remove_personne(par=monde.bruno, badge_id=ana)
    assert mark_departures(par=monde.bruno, seance_id=monde.seance, partis=(ana,)) == 1
    assert mark_departures(par=monde.bruno, seance_id=monde.seance, partis=(ana,)) == 0
    assert mark_departures(par=monde.bruno, seance_id=monde.seance, partis=()) == 0
    assert mark_departures(par=monde.bruno, seance_id=monde.seance, partis=(), revenus=(ana,)) == 1
    db.session.rollback()
    assert db.session.get_one(Badge, ana).parti_le is None
