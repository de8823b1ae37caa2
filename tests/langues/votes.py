"""The world of the walk, where it votes: a vote under way, and one whose totals are shown."""

from __future__ import annotations

from cafe.access.identity import Identite
from cafe.actions.gommettes import set_points
from cafe.actions.scrutins import close_scrutin
from cafe.models import Role, VisibiliteScrutin
from tests import factories
from tests.conftest import Monde
from tests.votes import make_urne


def make_votes(demarche_id: str, code_ouvert: str, code_clos: str) -> None:
    """A séance for each, at its code."""
    bruno = factories.identite(factories.make_compte("Bruno", Role.ANIMATEUR, demarche_id))
    make_urne(_monde(demarche_id, code_ouvert, bruno))
    monde = _monde(demarche_id, code_clos, bruno)
    urne = make_urne(monde, visibilite=VisibiliteScrutin.DIRECT)
    set_points(par=monde.ana, scrutin_id=urne.scrutin, cible=urne.cles[1], points=2)
    close_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, version=2)


def _monde(demarche_id: str, code: str, bruno: Identite) -> Monde:
    seance = factories.make_seance(demarche_id, code=code)
    return Monde(
        demarche=demarche_id,
        seance=seance,
        question=factories.make_question(seance),
        ana=factories.participant(seance),
        bruno=bruno,
        chloe=bruno,
        dan=bruno,
    )
