"""The last plan of names, as the page of rotation shows it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from cafe import clock
from cafe.extensions import db
from cafe.models import EtatPlan, PlanRotation, Seance
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
class PlanVu:
    """The last plan as the page shows it."""

    plan: PlanRotation

    @property
    def etat(self) -> EtatPlan:
        """Where it stands; « interrompu » when nothing computes it any more."""
        stopped = self.plan.etat is EtatPlan.EN_CALCUL and self.plan.id not in under_way()
        return EtatPlan.INTERROMPU if stopped else self.plan.etat

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


def seen_plan(seance: Seance) -> PlanVu | None:
    """The plan of names asked for last."""
    plan = last_named_plan(db.session(), seance.id)
    return PlanVu(plan) if plan else None
