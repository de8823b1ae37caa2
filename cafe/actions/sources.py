"""On what a préconisation rests: regroupements and single words, attached and detached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.champs import only_one, optional
from cafe.actions.core import (
    Missing,
    RuleBroken,
    action,
    check_version,
    found,
    record,
    require,
)
from cafe.models import (
    Contribution,
    Preconisation,
    Regroupement,
    Seance,
    Source,
    Statut,
)
from cafe.models.preconisation import ETATS_FIGES


@dataclass(frozen=True)
class Cible:
    """A regroupement or a contribution that something is said about; never both."""

    seance_id: str
    regroupement_id: str | None = None
    contribution_id: str | None = None

    @property
    def objet(self) -> tuple[str, str]:
        """How an event names it."""
        if self.regroupement_id is not None:
            return ("regroupement", self.regroupement_id)
        return ("contribution", self.contribution_id or "")


def cible_of_regroupement(session: Session, demarche_id: str, regroupement_id: str) -> Cible:
    """An open regroupement of the démarche. Raises ``Missing`` or ``regroupement_clos``."""
    row = found(session, Regroupement, regroupement_id)
    # The board is held as its own actions hold it: nobody dissolves the group meanwhile.
    seance = session.get_one(Seance, row.seance_id, with_for_update={"key_share": True})
    session.refresh(row)
    if seance.demarche_id != demarche_id:
        raise Missing
    if row.ferme_le is not None:
        raise RuleBroken("regroupement_clos")
    return Cible(row.seance_id, regroupement_id=row.id)


def cible_of_contribution(session: Session, demarche_id: str, contribution_id: str) -> Cible:
    """A published word of the démarche. Raises ``Missing`` or ``parole_pas_publiee``."""
    row = found(session, Contribution, contribution_id)
    if found(session, Seance, row.seance_id).demarche_id != demarche_id:
        raise Missing
    if row.statut is not Statut.PUBLIEE:
        raise RuleBroken("parole_pas_publiee")
    return Cible(row.seance_id, contribution_id=row.id)


@action
def add_sources(
    session: Session,
    *,
    par: Identite,
    preconisation_id: str,
    regroupements: Sequence[str] = (),
    contributions: Sequence[str] = (),
    motif: str = "",
    version: int | None = None,
) -> tuple[str, ...]:
    """Make a préconisation rest on more regroupements and words: all of them, or none.

    Returns the sources' ids, regroupements first. Allowed after a decision too: words that
    come later join what was decided, and the decision's own pins do not change.

    Who: animateur, chef de projet. Event: SourceAdded.
    """
    row = found(session, Preconisation, preconisation_id, lock=True)
    who = require(session, par, Pouvoir.PROPOSER, Lieu(row.demarche_id))
    check_version(row, version)
    kept = optional(motif, "motif")
    cibles = [
        *(cible_of_regroupement(session, row.demarche_id, r) for r in dict.fromkeys(regroupements)),
        *(cible_of_contribution(session, row.demarche_id, c) for c in dict.fromkeys(contributions)),
    ]
    if not cibles:
        raise RuleBroken("suite_sans_objet")
    if _already(session, row.id, cibles):
        raise RuleBroken("source_deja_la")
    ids = tuple(insert_source(session, who, row.id, cible, kept) for cible in cibles)
    row.version += 1
    record(
        session,
        "SourceAdded",
        par=who,
        demarche_id=row.demarche_id,
        seance_id=only_one(cible.seance_id for cible in cibles),
        objets=[
            ("preconisation", row.id),
            *(("source", id_) for id_ in ids),
            *(cible.objet for cible in cibles),
        ],
    )
    return ids


def add_source(
    *,
    par: Identite,
    preconisation_id: str,
    regroupement_id: str | None = None,
    contribution_id: str | None = None,
    motif: str = "",
    version: int | None = None,
) -> str:
    """The same for a single regroupement or word; returns the source's id."""
    (source_id,) = add_sources(
        par=par,
        preconisation_id=preconisation_id,
        regroupements=[regroupement_id] if regroupement_id else [],
        contributions=[contribution_id] if contribution_id else [],
        motif=motif,
        version=version,
    )
    return source_id


def _already(session: Session, preconisation_id: str, cibles: Sequence[Cible]) -> bool:
    """Whether one of them is an open source of it."""
    held = session.execute(
        select(Source.regroupement_id, Source.contribution_id).where(
            Source.preconisation_id == preconisation_id, Source.fin_le.is_(None)
        )
    )
    taken = {tuple(row) for row in held}
    return any((cible.regroupement_id, cible.contribution_id) in taken for cible in cibles)


@action
def remove_source(
    session: Session, *, par: Identite, source_id: str, version: int | None = None
) -> None:
    """Detach a source, kept with its end; not once a decision rests on it.

    Who: animateur, chef de projet. Event: SourceRemoved.
    """
    source = found(session, Source, source_id, lock=True)
    row = found(session, Preconisation, source.preconisation_id, lock=True)
    who = require(session, par, Pouvoir.PROPOSER, Lieu(row.demarche_id))
    if source.fin_le is not None:
        raise RuleBroken("source_deja_retiree")
    if row.etat in ETATS_FIGES:
        raise RuleBroken("preconisation_decidee")
    check_version(row, version)
    source.fin_le = clock.now()
    source.fin_par = who.id
    row.version += 1
    seance_id = _seance_of(session, source)
    record(
        session,
        "SourceRemoved",
        par=who,
        demarche_id=row.demarche_id,
        seance_id=seance_id,
        objets=[
            ("preconisation", row.id),
            ("source", source.id),
            Cible(seance_id, source.regroupement_id, source.contribution_id).objet,
        ],
    )


def insert_source(
    session: Session, who: Identite, preconisation_id: str, cible: Cible, motif: str
) -> str:
    """The row of one source; other rights and rules are the caller’s."""
    if found(session, Seance, cible.seance_id).repetition_de is not None:
        # What was said to try things out becomes nothing.
        raise RuleBroken("parole_de_repetition")
    source = Source(
        preconisation_id=preconisation_id,
        regroupement_id=cible.regroupement_id,
        contribution_id=cible.contribution_id,
        motif=motif,
        par=who.id,
        le=clock.now(),
    )
    session.add(source)
    session.flush()
    return source.id


def _seance_of(session: Session, source: Source) -> str:
    if source.regroupement_id is not None:
        return found(session, Regroupement, source.regroupement_id).seance_id
    return found(session, Contribution, source.contribution_id or "").seance_id
