"""What the room screen reads again when it shows one group: that group's changes, no other's."""

from __future__ import annotations

from collections.abc import Callable

from cafe.actions.deplacements import move_contribution
from cafe.actions.ecran import set_vue
from cafe.actions.fusions import merge_regroupements
from cafe.actions.moderation import chill_contribution
from cafe.actions.regroupements import create_regroupement, rename_regroupement
from cafe.extensions import db
from cafe.models import Contribution, VueEcran
from tests import factories
from tests.conftest import Monde
from tests.live.ecoute import Ecoute

Turn = Callable[[], None]


def refetches(page: Ecoute) -> int:
    """How many times the page was asked to fetch itself again."""
    told = [said for name, said in page.news() if name == "fragments"]
    return sum(said["apres"] == said["numero"] for said in told)


def post(monde: Monde, texte: str) -> str:
    return factories.post(factories.participant(monde.seance), monde.question, texte).id


def version(contribution_id: str) -> int:
    db.session.rollback()
    return db.session.get_one(Contribution, contribution_id).version


def group(monde: Monde, titre: str, *cartes: str) -> str:
    return create_regroupement(
        par=monde.bruno, question_id=monde.question, titre=titre, contributions=cartes
    )


def test_only_what_touches_the_group_on_the_screen_is_fetched(
    screen: Ecoute, monde: Monde, turn: Turn
) -> None:
    one, two, three, free = (post(monde, texte) for texte in ("Un", "Deux", "Trois", "Libre"))
    shown, other = group(monde, "Montré", one, two), group(monde, "Autre", three)
    set_vue(par=monde.bruno, seance_id=monde.seance, vue=VueEcran.GROUPE, cible=shown)
    turn()
    refetches(screen)
    move_contribution(par=monde.bruno, contribution_id=free, regroupement_id=other, version=1)
    rename_regroupement(
        par=monde.bruno, regroupement_id=other, titre="Autrement", resume="", version=1
    )
    chill_contribution(par=monde.bruno, contribution_id=three, version=version(three))
    turn()
    assert refetches(screen) == 0
    move_contribution(
        par=monde.bruno, contribution_id=two, regroupement_id=other, version=version(two)
    )
    turn()
    assert refetches(screen) == 1
    chill_contribution(par=monde.bruno, contribution_id=one, version=version(one))
    turn()
    assert refetches(screen) == 1


def test_a_group_on_the_screen_is_followed_into_the_one_it_went_into(
    screen: Ecoute, monde: Monde, turn: Turn
) -> None:
    one, two = post(monde, "Un"), post(monde, "Deux")
    shown, kept = group(monde, "Montré", one), group(monde, "Gardé", two)
    set_vue(par=monde.bruno, seance_id=monde.seance, vue=VueEcran.GROUPE, cible=shown)
    merge_regroupements(
        par=monde.bruno, regroupement_id=shown, dans=kept, version=1, version_dans=1
    )
    turn()
    refetches(screen)
    rename_regroupement(
        par=monde.bruno, regroupement_id=kept, titre="Tout", resume="", version=None
    )
    turn()
    assert refetches(screen) == 1
