"""The fiches of a plan: the list by enjeu, and one fiche as its form prints it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, render_template, request
from sqlalchemy.orm import Session

from cafe.access.permits import Pouvoir
from cafe.extensions import db
from cafe.models import Compte, Fiche, FicheVersion, Plan
from cafe.models.chaine_fiche import (
    Rattachements,
    engagements_on_fiche,
    links_by_fiche,
    preconisations_on_fiche,
)
from cafe.models.demarche import plans_of
from cafe.models.fiche import contents_of_plan
from cafe.models.fiche_completude import completeness_of
from cafe.models.fiche_contenu import ContenuFiche, Json
from cafe.pilotage.fiche_affichage import page_of
from cafe.pilotage.proches import may_bear_on
from cafe.pilotage.recherche import matches
from cafe.pilotage.salle import demarche_at, may, pilotage


@dataclass(frozen=True)
class LigneFiche:
    """One fiche of the list."""

    id: str
    numero: str
    intitule: str
    pilote: str
    complete: bool
    rattachements: Rattachements


@dataclass(frozen=True)
class GroupeFiches:
    """The fiches of one enjeu (or of several together, as their form says)."""

    titre: str
    fiches: tuple[LigneFiche, ...]


@pilotage.get("/demarches/<demarche_id>/fiches")
def fiches(demarche_id: str) -> str:
    """The list of a plan (``plan``, the one in force by default), searched with ``q``."""
    demarche_at(demarche_id)
    session = db.session()
    plans = plans_of(session, demarche_id)
    plan = chosen_plan(plans)
    cherche = request.args.get("q", "").strip()[:100]
    return render_template(
        "pilotage/fiches.html",
        plans=plans,
        plan=plan,
        cherche=cherche,
        groupes=group_fiches(session, plan.id, cherche) if plan else (),
    )


def chosen_plan(plans: list[Plan]) -> Plan | None:
    """The plan that the address asks for, or the one in force; 404 for another démarche's."""
    wanted = request.args.get("plan")
    if wanted is None:
        return plans[0] if plans else None
    return next((plan for plan in plans if plan.id == wanted), None) or abort(404)


def group_fiches(session: Session, plan_id: str, cherche: str = "") -> tuple[GroupeFiches, ...]:
    """The fiches of a plan by enjeu, in their order; ``cherche`` keeps those that match."""
    links = links_by_fiche(session, plan_id)
    groups: dict[str, list[LigneFiche]] = {}
    for fiche, contenu in contents_of_plan(session, plan_id):
        if not matches(cherche, fiche.numero, fiche.intitule):
            continue
        groups.setdefault(enjeu_of(contenu), []).append(
            LigneFiche(
                id=fiche.id,
                numero=fiche.numero,
                intitule=fiche.intitule,
                pilote=", ".join(contenu.liste("pilote")) or contenu.texte("pilote_texte"),
                complete=completeness_of(contenu).complete,
                rattachements=links.get(fiche.id, Rattachements()),
            )
        )
    return tuple(GroupeFiches(titre, tuple(lignes)) for titre, lignes in groups.items())


def enjeu_of(contenu: ContenuFiche) -> str:
    """The title under which the fiche is listed; empty when it names no enjeu."""
    enjeux = contenu.champs.get("enjeux")
    if isinstance(enjeux, list) and enjeux:
        return " · ".join(_enjeu(enjeu) for enjeu in enjeux)
    return contenu.texte("enjeux_texte").strip()


def _enjeu(enjeu: Json) -> str:
    if not isinstance(enjeu, dict):
        return str(enjeu)
    parts = (enjeu.get("numero"), enjeu.get("libelle"))
    return ". ".join(str(part) for part in parts if part not in (None, ""))


@pilotage.get("/fiches/<fiche_id>")
def fiche(fiche_id: str) -> str:
    """One fiche, in the order and under the headings of its form; ``version`` shows an old one."""
    row = db.session.get(Fiche, fiche_id)
    if row is None:
        abort(404)
    demarche_at(row.demarche_id)
    session = db.session()
    rang = request.args.get("version", row.version, type=int)
    version = next((v for v in row.versions if v.rang == rang), None)
    if version is None:
        abort(404)
    proches = may_bear_on(session, row) if may(Pouvoir.PROPOSER) else ()
    return render_template(
        "pilotage/fiche.html",
        fiche=row,
        plan=session.get_one(Plan, row.plan_id),
        page=page_of(ContenuFiche(version.contenu)),
        version=version,
        versions=_versions(session, row),
        portees=preconisations_on_fiche(session, row.id),
        proches=proches,
        engagements=engagements_on_fiche(session, row.id),
    )


@dataclass(frozen=True)
class VersionListee:
    """A version of a fiche and who brought it."""

    version: FicheVersion
    auteur: str


def _versions(session: Session, row: Fiche) -> list[VersionListee]:
    """Latest first."""
    found = []
    for version in reversed(row.versions):
        compte = session.get(Compte, version.par) if version.par else None
        found.append(VersionListee(version, compte.nom if compte else ""))
    return found
