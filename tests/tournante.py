"""A hall that rotates: tables and rounds added to a séance, badges dealt and made."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.actions.badges import BadgeImprime, LotBadges, SerieDonnee, make_badges
from cafe.extensions import db
from cafe.models import Tablee, Tour
from cafe.models.halle import hall_of, plan_in_force
from cafe.rotation.badges import Serie, deal
from tests import factories


def furnish(seance_id: str, tables: int = 4, tours: int = 3, capacite: int | None = 8) -> None:
    """Numbered tables and rounds, none of which has begun."""

    def job(session: Session) -> None:
        session.add_all(
            Tablee(seance_id=seance_id, numero=n + 1, capacite=capacite) for n in range(tables)
        )
        session.add_all(Tour(seance_id=seance_id, numero=n + 1) for n in range(tours))

    factories.build(job)


def begin(seance_id: str, numero: int) -> None:
    """That round is under way; those before are over."""

    def job(session: Session) -> None:
        for tour in session.query(Tour).filter_by(seance_id=seance_id):
            tour.debut = clock.now() if tour.numero <= numero else None
            tour.fin = clock.now() if tour.numero < numero else None

    factories.build(job)


def end(seance_id: str, numero: int) -> None:
    """That round is over, and the next one has not begun."""

    def job(session: Session) -> None:
        tour = session.query(Tour).filter_by(seance_id=seance_id, numero=numero).one()
        tour.debut = tour.debut or clock.now()
        tour.fin = clock.now()

    factories.build(job)


def dealt(seance_id: str, ajouts: dict[str, int], depuis: str | None = None) -> LotBadges:
    """So many badges more, as the page deals them."""
    db.session.rollback()
    halle = hall_of(db.session(), seance_id)
    plan = plan_in_force(db.session(), seance_id) if depuis else None
    donnees = [Serie(**recette) for recette in plan.demande["series"]] if plan else []
    nombres = {serie.nom: serie.nombre for serie in donnees}
    for nom, nombre in ajouts.items():
        nombres[nom] = nombres.get(nom, 0) + nombre
    donne = deal(halle.themes, list(nombres.items()), graine=1, donnees=donnees)
    series = tuple(
        SerieDonnee(serie.nom, asdict(serie), tuple(tuple(map(int, v)) for v in voies))
        for serie, voies in zip(donne.series, donne.tables, strict=True)
    )
    return LotBadges(
        halle.tours, halle.tablees, halle.themes, series, 1, {"personnes": sum(nombres.values())}
    )


def with_badges(par: Identite, seance_id: str, **nombres: int) -> tuple[BadgeImprime, ...]:
    """Badges made and published: ``habitants=12``."""
    return make_badges(par=par, seance_id=seance_id, lot=dealt(seance_id, nombres))
