"""Fiches come in by import: all of a file or nothing, earlier versions kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.champs import hold_demarche, optional, required
from cafe.actions.core import RuleBroken, action, record, require
from cafe.models import Fiche, FicheVersion, Plan
from cafe.models.base import new_id
from cafe.models.fiche import contents_of_plan
from cafe.models.fiche_contenu import ContenuFiche
from cafe.models.fiche_reprise import Comparaison, Sort, compare_fiches

NUMERO_MAX = 20


@dataclass(frozen=True)
class Bilan:
    """What an import did; ``absentes`` were held and not in the file: they stay."""

    plan_id: str
    nouvelles: int
    modifiees: int
    inchangees: int
    absentes: int


@action
def import_fiches(
    session: Session,
    *,
    par: Identite,
    demarche_id: str,
    plan_nom: str,
    fiches: Sequence[ContenuFiche],
    provenance: str = "",
) -> Bilan:
    """Write the fiches of a file into a plan, made if it is new: all of them or none.

    A number already in the plan with the same content is left alone, with another content
    gets a new version (see ``cafe.models.fiche_reprise``); fiches that the file does not
    have stay. ``provenance``: the file's name, kept with each version.

    Who: chef de projet. Event: FichesImported.
    """
    hold_demarche(session, demarche_id)
    who = require(session, par, Pouvoir.PREPARER, Lieu(demarche_id))
    _check(fiches)
    nom = required(plan_nom, "plan", "plan_vide", 120)
    origine = optional(provenance, "provenance", 200)
    now = clock.now()
    plan = _plan(session, demarche_id, nom, now)
    tenues = contents_of_plan(session, plan.id)
    held = {fiche.numero: fiche for fiche, _ in tenues}
    comparaisons = compare_fiches({fiche.numero: contenu for fiche, contenu in tenues}, fiches)
    touched: list[str] = []
    versions: list[dict[str, object]] = []
    added: list[dict[str, object]] = []
    # A file of the whole plan gives its order; a partial one adds at the end.
    whole = all(comparaison.sort is not Sort.ABSENTE for comparaison in comparaisons)
    last = max((fiche.ordre for fiche in held.values()), default=0)
    for rang, comparaison in enumerate(comparaisons, start=1):
        fiche = held.get(comparaison.numero)
        if fiche is not None and whole:
            fiche.ordre = rang
        if comparaison.sort not in (Sort.NOUVELLE, Sort.MODIFIEE):
            continue
        version_id = new_id()
        if fiche is None:
            fiche_id, numero_version = new_id(), 1
            added.append(
                _row(comparaison, fiche_id, version_id, plan, rang if whole else last + rang, now)
            )
        else:
            fiche_id, numero_version = fiche.id, fiche.version + 1
            fiche.intitule = comparaison.contenu.intitule
            fiche.version_id = version_id
            fiche.version = numero_version
        touched.append(fiche_id)
        versions.append(
            {
                "id": version_id,
                "fiche_id": fiche_id,
                "rang": numero_version,
                "contenu": comparaison.contenu.to_dict(),
                "provenance": origine,
                "par": who.id,
                "le": now,
            }
        )
    session.flush()
    if added:
        session.execute(insert(Fiche), added)
    if versions:
        session.execute(insert(FicheVersion), versions)
    counts = Counter(comparaison.sort for comparaison in comparaisons)
    record(
        session,
        "FichesImported",
        par=who,
        demarche_id=demarche_id,
        objets=[("plan", plan.id), *(("fiche", id_) for id_ in touched)],
        details={sort.value: counts[sort] for sort in Sort},
    )
    return Bilan(
        plan_id=plan.id,
        nouvelles=counts[Sort.NOUVELLE],
        modifiees=counts[Sort.MODIFIEE],
        inchangees=counts[Sort.INCHANGEE],
        absentes=counts[Sort.ABSENTE],
    )


def _check(fiches: Sequence[ContenuFiche]) -> None:
    """The little without which the base itself would refuse; files are checked when read."""
    if not fiches:
        raise RuleBroken("aucune_fiche")
    seen: set[str] = set()
    for fiche in fiches:
        if not fiche.numero or not fiche.intitule or len(fiche.numero) > NUMERO_MAX:
            raise RuleBroken("fiche_incomplete")
        if fiche.numero in seen:
            raise RuleBroken("fiche_en_double", numero=fiche.numero)
        seen.add(fiche.numero)


def _plan(session: Session, demarche_id: str, nom: str, now: datetime) -> Plan:
    plan = session.scalar(select(Plan).where(Plan.demarche_id == demarche_id, Plan.nom == nom))
    if plan is None:
        last = session.scalar(select(func.max(Plan.ordre)).where(Plan.demarche_id == demarche_id))
        plan = Plan(demarche_id=demarche_id, nom=nom, ordre=(last or 0) + 1, cree_le=now)
        session.add(plan)
        session.flush()
    return plan


def _row(
    comparaison: Comparaison,
    fiche_id: str,
    version_id: str,
    plan: Plan,
    ordre: int,
    now: datetime,
) -> dict[str, object]:
    return {
        "id": fiche_id,
        "demarche_id": plan.demarche_id,
        "plan_id": plan.id,
        "numero": comparaison.numero,
        "intitule": comparaison.contenu.intitule,
        "ordre": ordre,
        "version_id": version_id,
        "version": 1,
        "cree_le": now,
    }
