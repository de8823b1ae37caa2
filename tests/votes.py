"""A vote under way in one call: groups with a word each, published, and the vote over them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from cafe.actions.conduite import go_to_etape
from cafe.actions.regroupements import create_regroupement
from cafe.actions.scrutins import Bulletin, create_scrutin, open_scrutin
from cafe.models import Etape, VisibiliteScrutin
from cafe.models.etape import NatureEtape
from tests import factories
from tests.conftest import Monde

TITRES = ("Des bancs à l’ombre", "Le bus du soir", "Un local pour les jeunes")


@dataclass(frozen=True)
class Urne:
    """``cles``: the cards by their names on the wire; ``etape``: the step that lets phones vote."""

    scrutin: str
    cles: tuple[str, ...]
    etape: str


def make_etape(seance_id: str, droits: list[str], nature: NatureEtape = NatureEtape.VOTE) -> str:
    """The next step of the script."""

    def job(session: Session) -> str:
        ordre = session.query(Etape).filter_by(seance_id=seance_id).count() + 1
        etape = Etape(
            seance_id=seance_id, ordre=ordre, titre=nature.value, nature=nature, droits=droits
        )
        session.add(etape)
        session.flush()
        return etape.id

    return factories.build(job)


def make_groupes(monde: Monde, titres: tuple[str, ...] = TITRES) -> tuple[str, ...]:
    """Groups of one word each, of as many people; their names on the wire."""

    def groupe(titre: str) -> str:
        word = factories.post(factories.participant(monde.seance), monde.question, titre).id
        made = create_regroupement(
            par=monde.bruno, question_id=monde.question, titre=titre, contributions=[word]
        )
        return f"r:{made}"

    return tuple(groupe(titre) for titre in titres)


def make_urne(
    monde: Monde,
    *,
    points: int = 3,
    par_carte: int = 2,
    visibilite: VisibiliteScrutin = VisibiliteScrutin.CACHE,
    ouvert: bool = True,
) -> Urne:
    """A vote over three groups, open unless told otherwise, at a step that lets phones vote."""
    cles = make_groupes(monde)
    bulletin = Bulletin("Que faire d’abord ?", points, par_carte, visibilite, cles)
    scrutin = create_scrutin(par=monde.bruno, seance_id=monde.seance, bulletin=bulletin)
    etape = make_etape(monde.seance, ["lire", "voter"])
    go_to_etape(par=monde.bruno, seance_id=monde.seance, etape_id=etape)
    if ouvert:
        open_scrutin(par=monde.bruno, scrutin_id=scrutin, version=1)
    return Urne(scrutin, cles, etape)
