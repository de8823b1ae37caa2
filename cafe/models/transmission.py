"""What was passed on to others: the suites « transmise » and the préconisations out of reach.

One reading for the page and its files, by structure; words as documents may quote them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe.models.chaine_preconisations import preconisations_suivies
from cafe.models.preconisation import EtatPreconisation, Preconisation
from cafe.models.suite import NatureSuite, Suite
from cafe.models.suite_liste import SuiteListee, listed


@dataclass(frozen=True)
class Transmission:
    """One request passed on. ``numero`` is a préconisation's; ``paroles`` has None once erased.

    ``structure`` is empty when it was not said to whom.
    """

    structure: str
    jour: date
    numero: int | None
    titre: str
    paroles: tuple[str | None, ...]
    motif: str
    retour: str = ""
    retour_jour: date | None = None


def transmissions_of(session: Session, demarche_id: str) -> list[Transmission]:
    """The requests of a démarche passed on to others, by structure then by day."""
    found = [*_suites(session, demarche_id), *_preconisations(session, demarche_id)]
    return sorted(found, key=lambda t: (not t.structure, t.structure.casefold(), t.jour))


def _suites(session: Session, demarche_id: str) -> Iterator[Transmission]:
    rows = session.scalars(
        select(Suite)
        .where(
            Suite.demarche_id == demarche_id,
            Suite.nature == NatureSuite.TRANSMISE,
            Suite.fin_le.is_(None),
        )
        .order_by(Suite.jour, Suite.id)
    ).all()
    for held in listed(session, rows):
        # A lone word that is published no more is nobody's to pass on.
        if held.titre is not None or held.paroles:
            yield _passed_on(held)


def _passed_on(held: SuiteListee) -> Transmission:
    suite = held.suite
    return Transmission(
        structure=held.organisme or "",
        jour=suite.jour,
        numero=None,
        titre=held.titre or "",
        paroles=tuple(parole.texte for parole in held.paroles),
        motif=suite.texte,
        retour=suite.retour,
        retour_jour=suite.retour_jour,
    )


def _preconisations(session: Session, demarche_id: str) -> Iterator[Transmission]:
    ids = session.scalars(
        select(Preconisation.id).where(
            Preconisation.demarche_id == demarche_id,
            Preconisation.etat == EtatPreconisation.HORS_COMPETENCE,
        )
    ).all()
    for followed in preconisations_suivies(session, ids).values():
        decision = followed.decision
        if decision is not None:
            yield Transmission(
                structure=decision.organisme or "",
                jour=decision.jour,
                numero=followed.numero,
                titre=followed.intitule,
                paroles=(),
                motif=decision.motif,
            )
