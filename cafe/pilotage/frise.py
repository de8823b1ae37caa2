"""The dated story of a préconisation: everything that happened to it, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe.libelles import libelle
from cafe.models import (
    Compte,
    Contribution,
    Engagement,
    EtatDate,
    LienEngagement,
    Organisme,
    Preconisation,
    Regroupement,
)
from cafe.models.evenement import history_of
from cafe.models.visibilite import Regard, visible
from cafe.presentation import dit


@dataclass(frozen=True)
class Date:
    """One moment: what happened, its words, and who wrote it down."""

    le: datetime
    titre: str
    texte: str = ""
    auteur: str = ""
    fort: bool = False


def story_of(session: Session, row: Preconisation) -> list[Date]:
    """The moments of a préconisation, earliest first."""
    moments = [
        (row.par, Date(row.cree_le, _("Rédigée"))),
        *_events(session, row),
        *_sources(session, row),
        *_liens(row),
        *_decisions(session, row),
        *((r.par, Date(r.le, _("Réponse publique"), r.texte, fort=True)) for r in row.reponses),
        *_engagements(session, row),
    ]
    names = _names(session, {par for par, _date in moments if par})
    dated = [
        Date(date.le, date.titre, date.texte, names.get(par or "", ""), date.fort)
        for par, date in moments
    ]
    return sorted(dated, key=lambda date: date.le)


Moment = tuple[str | None, Date]


def _events(session: Session, row: Preconisation) -> Iterator[Moment]:
    """What leaves no row of its own."""
    titres = {"PreconisationProposed": _("Proposée"), "PreconisationUpdated": _("Texte modifié")}
    for event in history_of(session, "preconisation", row.id):
        if event.nature in titres:
            yield event.auteur_id, Date(event.le, titres[event.nature])


def _sources(session: Session, row: Preconisation) -> Iterator[Moment]:
    for source in row.sources:
        if source.regroupement_id is not None:
            said = session.get_one(Regroupement, source.regroupement_id).titre
        else:
            said = _quoted(session.get_one(Contribution, source.contribution_id))
        yield source.par, Date(source.le, _("Source ajoutée"), said)
        if source.fin_le is not None:
            yield source.fin_par, Date(source.fin_le, _("Source détachée"), said)


def _quoted(word: Contribution) -> str:
    if not visible(word, Regard.DOCUMENT):
        return str(_("parole non publiée"))
    return dit(word.texte)


def _liens(row: Preconisation) -> Iterator[Moment]:
    for lien in row.liens:
        about = _("Fiche %(numero)s", numero=lien.fiche.numero)
        yield lien.par, Date(lien.le, f"{about}\u00a0: {libelle(lien.nature)}", lien.motif)
        if lien.fin_le is not None:
            undone = _("%(fiche)s : lien défait", fiche=about)
            yield lien.fin_par, Date(lien.fin_le, undone, lien.fin_motif)


def _decisions(session: Session, row: Preconisation) -> Iterator[Moment]:
    for decision in row.decisions:
        titre = f"{decision.instance}\u00a0: {libelle(decision.etat)}"
        if decision.organisme_id is not None:
            titre += f" ({session.get_one(Organisme, decision.organisme_id).nom})"
        yield decision.par, Date(decision.le, titre, decision.motif, fort=True)


def _engagements(session: Session, row: Preconisation) -> Iterator[Moment]:
    rows = session.execute(
        select(EtatDate, Organisme.nom)
        .join(Engagement, Engagement.id == EtatDate.engagement_id)
        .join(Organisme, Organisme.id == Engagement.organisme_id)
        .join(LienEngagement, LienEngagement.engagement_id == Engagement.id)
        .where(LienEngagement.preconisation_id == row.id, LienEngagement.fin_le.is_(None))
    )
    for etat, nom in rows:
        titre = _("Engagement de %(nom)s : %(etat)s", nom=nom, etat=libelle(etat.etat))
        yield etat.par, Date(etat.le, titre, etat.note)


def _names(session: Session, ids: set[str]) -> dict[str, str]:
    rows = session.execute(select(Compte.id, Compte.nom, Compte.email).where(Compte.id.in_(ids)))
    return {id_: nom or email for id_, nom, email in rows}
