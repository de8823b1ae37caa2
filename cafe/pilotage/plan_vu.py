"""The last plan of names, as the page of rotation shows it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select

from cafe import clock
from cafe.extensions import db
from cafe.models import Badge, EtatPlan, Placement, PlanRotation, Seance, Tablee, Tour
from cafe.models.halle import last_named_plan, named_badges
from cafe.pilotage.calculs import under_way
from cafe.rotation.bornes import most_encounters


@dataclass(frozen=True)
class Mouvement:
    """People who change table at a round to come: from where, to where, who."""

    tour: int
    d_ou: str
    vers: str
    qui: tuple[str, ...]


@dataclass(frozen=True)
class Arrivee:
    """Somebody whom a repair seats for the first time: ``(tour, table)``, as people see them."""

    nom: str
    tables: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class PlanVu:
    """The last plan as the page shows it."""

    plan: PlanRotation

    @property
    def etat(self) -> EtatPlan:
        """Where it stands; « interrompu » when nothing computes it any more."""
        stopped = self.plan.etat is EtatPlan.EN_CALCUL and self.plan.id not in under_way()
        return EtatPlan.INTERROMPU if stopped else self.plan.etat

    @property
    def tables_vides(self) -> int:
        """How many tables stay without anybody: fewer people than tables."""
        return max(0, len(self.plan.demande["tablees"]) - int(self.plan.bilan["personnes"]))

    @property
    def secondes(self) -> int:
        """How long it has been computed for."""
        return int((clock.now() - self.plan.cree_le).total_seconds())

    @property
    def par_personne(self) -> float:
        """How many people each meets, on average."""
        bilan = self.plan.bilan
        return round(2 * int(bilan["distinctes"]) / max(1, int(bilan["personnes"])), 1)

    @property
    def maximum(self) -> float:
        """The most that counting allows."""
        cas = self.plan.demande["cas"]
        personnes = int(self.plan.bilan["personnes"])
        fois = 2 if self.plan.demande.get("dispersion") else None
        hotes = sum("host_of" in one for one in cas["participants"])
        paires = most_encounters(personnes, len(cas["tables"]), cas["rounds"], fois, hotes=hotes)
        return round(2 * paires / max(1, personnes), 1)

    def mouvements(self) -> list[Mouvement]:
        """Who moves, and when, after a repair."""
        names = {
            f"n° {row.numero}": row.nom for row in named_badges(db.session(), self.plan.seance_id)
        }
        grouped: dict[tuple[int, str, str], list[str]] = defaultdict(list)
        for one in self.plan.bilan.get("mouvements", ()):
            where = (one["tour"] + 1, one["d_ou"], one["vers"])
            grouped[where].append(names.get(one["personne"], one["personne"]))
        return [Mouvement(*where, tuple(qui)) for where, qui in sorted(grouped.items())]

    def arrivees(self) -> list[Arrivee]:
        """Who had no seat in the plan that this one mends."""
        session = db.session()
        seated = select(Placement.badge_id).where(Placement.plan_id == self.plan.repare_id)
        rows = session.execute(
            select(Badge.id, Badge.nom, Tour.numero, Tablee.numero)
            .join(Placement, Placement.badge_id == Badge.id)
            .join(Tour, Tour.id == Placement.tour_id)
            .join(Tablee, Tablee.id == Placement.tablee_id)
            .where(Placement.plan_id == self.plan.id, Badge.id.not_in(seated))
            .order_by(Badge.nom, Badge.numero, Tour.numero)
        )
        # Two people may bear one name.
        ways: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        for badge_id, nom, tour, table in rows:
            ways[badge_id, nom].append((tour, table))
        return [Arrivee(nom, tuple(way)) for (_, nom), way in ways.items()]


def seen_plan(seance: Seance) -> PlanVu | None:
    """The plan of names asked for last."""
    plan = last_named_plan(db.session(), seance.id)
    return PlanVu(plan) if plan else None
