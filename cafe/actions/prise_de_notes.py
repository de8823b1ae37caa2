"""What the actions of notes and suivis have in common: a line that is held, its place, its suivi.

Not actions: nothing here is committed by itself, nothing asks who may.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.actions.champs import one_line, organisme_of
from cafe.actions.core import Missing, RuleBroken, Stale, found, record
from cafe.actions.reunion import hold_reunion
from cafe.models import (
    Contribution,
    EtatPreconisation,
    GenreCitation,
    Ligne,
    LigneVersion,
    NatureLigne,
    NouvelleSuivi,
    Point,
    Preconisation,
    Regroupement,
    Seance,
    Statut,
    Suivi,
)
from cafe.models.auteur import author_name, last_event_of
from cafe.models.base import new_id
from cafe.models.suivi import suivi_of

LIGNE_MAX = 4000
# Below this gap two ranks would soon have no number between them.
_ECART_MIN = 1e-6


@dataclass(frozen=True)
class QuiQuand:
    """Who does a suivi and by when: a day, or words such as « avant l’été ». All may lack."""

    qui: str = ""
    organisme_id: str | None = None
    echeance: date | None = None
    echeance_texte: str = ""


@dataclass(frozen=True)
class Prise:
    """A meeting held for one action, and the author with the rights of now."""

    par: Identite
    seance: Seance


def hold_point(session: Session, par: Identite, point_id: str) -> tuple[Prise, Point]:
    """A point whose meeting is held: lines are placed under it one at a time."""
    seance_id = found(session, Point, point_id).seance_id
    who, seance = hold_reunion(session, par, seance_id)
    return Prise(who, seance), found(session, Point, point_id)


def hold_ligne(session: Session, par: Identite, ligne_id: str) -> tuple[Prise, Ligne]:
    """A line, taken out or not, whose meeting is held."""
    seance_id = session.scalar(select(Ligne.seance_id).where(Ligne.id == ligne_id))
    if seance_id is None:
        raise Missing
    who, seance = hold_reunion(session, par, seance_id)
    return Prise(who, seance), found(session, Ligne, ligne_id, lock=True)


def check_ligne(session: Session, row: Ligne, version: int | None) -> None:
    """Refuse a change made on an old reading, with what the line is now and by whom.

    ``Stale.details``: version, texte, nature, qui. A line that was taken out is refused too.
    """
    if row.retiree_le is not None:
        raise RuleBroken("ligne_retiree")
    if version is None or version == row.version:
        return
    raise Stale(
        "ligne_modifiee",
        version=row.version,
        texte=row.texte or "",
        nature=row.nature.value,
        qui=_who_changed(session, "ligne", row.id),
    )


def check_suivi(session: Session, row: Suivi, version: int | None) -> None:
    """Refuse what is said of a suivi on an old reading. ``Stale.details``: version, etat, qui."""
    if version is not None and version != row.version:
        raise Stale(
            "suivi_modifie",
            version=row.version,
            etat=row.etat.value,
            qui=_who_changed(session, "suivi", row.id),
        )


def _who_changed(session: Session, genre: str, id_: str) -> str:
    return author_name(session, last_event_of(session, genre, id_)) or gettext("l’équipe")


def place_under(session: Session, point_id: str, ligne: Ligne, apres: str | None) -> list[str]:
    """Set the rank of a line: after that one, or last. Returns the ids renumbered for room."""
    others = list(
        session.scalars(
            select(Ligne)
            .where(Ligne.point_id == point_id, Ligne.id != ligne.id)
            .order_by(Ligne.rang, Ligne.cree_le)
        )
    )
    index = next((i for i, other in enumerate(others, start=1) if other.id == apres), len(others))
    before = others[index - 1].rang if index else 0.0
    if index == len(others):
        ligne.rang = before + 1
        return []
    after = others[index].rang
    if after - before > _ECART_MIN:
        ligne.rang = (before + after) / 2
        return []
    ligne.rang = float(index + 1)
    for position, other in enumerate(others, start=1):
        other.rang = float(position if position <= index else position + 1)
    return [other.id for other in others]


def add_version(session: Session, row: Ligne, texte: str, par: Identite) -> None:
    """Give a line the text it bears from now on; those before are kept."""
    highest = select(func.max(LigneVersion.rang)).where(LigneVersion.ligne_id == row.id)
    rang = (session.scalar(highest) or 0) + 1
    version = LigneVersion(
        id=new_id(), ligne_id=row.id, rang=rang, texte=texte, par=par.id, le=clock.now()
    )
    session.add(version)
    row.version_id = version.id


def keep_suivi(session: Session, row: Ligne, seance: Seance, quiquand: QuiQuand | None) -> str:
    """The id of the suivi that a line opens, made or filled; None leaves who and when."""
    suivi = suivi_of(session, row.id)
    if suivi is None:
        suivi = Suivi(
            id=new_id(),
            demarche_id=seance.demarche_id,
            seance_id=seance.id,
            groupe_id=seance.groupe_id,
            ligne_id=row.id,
            cree_le=clock.now(),
            version=1,
        )
        _fill(session, suivi, quiquand or QuiQuand())
        session.add(suivi)
    elif quiquand is not None and quiquand != quiquand_of(suivi):
        _fill(session, suivi, quiquand)
        suivi.version += 1
    return suivi.id


def _fill(session: Session, suivi: Suivi, quiquand: QuiQuand) -> None:
    """Write who and by when. Raises what is wrong."""
    kept = checked(session, suivi.demarche_id, quiquand)
    suivi.qui = kept.qui
    suivi.organisme_id = kept.organisme_id
    suivi.echeance = kept.echeance
    suivi.echeance_texte = kept.echeance_texte


def checked(session: Session, demarche_id: str, quiquand: QuiQuand) -> QuiQuand:
    """Who and by when as they will be kept. Raises ``Missing`` or ``saisie_longue``."""
    if quiquand.organisme_id:
        organisme_of(session, demarche_id, quiquand.organisme_id)
    return QuiQuand(
        qui=one_line(quiquand.qui, "qui", 200),
        organisme_id=quiquand.organisme_id or None,
        echeance=quiquand.echeance,
        echeance_texte=one_line(quiquand.echeance_texte, "quand", 120),
    )


def quiquand_of(suivi: Suivi) -> QuiQuand:
    """Who and by when, as the base holds them."""
    return QuiQuand(suivi.qui, suivi.organisme_id, suivi.echeance, suivi.echeance_texte)


def check_citation(session: Session, seance: Seance, genre: GenreCitation, id_: str) -> None:
    """What is drawn in is of this meeting and may be read out there. Raises what is wrong."""
    match genre:
        case GenreCitation.CONTRIBUTION:
            word = found(session, Contribution, id_)
            if word.seance_id != seance.id:
                raise Missing
            if word.statut is not Statut.PUBLIEE:
                raise RuleBroken("parole_pas_publiee")
        case GenreCitation.REGROUPEMENT:
            group = found(session, Regroupement, id_)
            if group.seance_id != seance.id:
                raise Missing
            if group.ferme_le is not None:
                raise RuleBroken("regroupement_ferme")
        case GenreCitation.PRECONISATION:
            advice = found(session, Preconisation, id_)
            hidden = advice.etat is EtatPreconisation.BROUILLON
            if advice.demarche_id != seance.demarche_id or hidden:
                raise Missing


def check_untold(session: Session, row: Ligne) -> None:
    """A suivi of which something was said stays one: later meetings speak of it."""
    told = (
        select(NouvelleSuivi.id)
        .join(Suivi, Suivi.id == NouvelleSuivi.suivi_id)
        .where(Suivi.ligne_id == row.id)
    )
    if row.nature is NatureLigne.SUIVI and session.scalar(told.limit(1)) is not None:
        raise RuleBroken("suivi_deja_repris")


def record_ligne(
    session: Session,
    nature: str,
    prise: Prise,
    row: Ligne,
    *,
    suivi_id: str | None = None,
    points: Iterable[str] = (),
    lignes: Iterable[str] = (),
    details: Mapping[str, object] | None = None,
) -> None:
    """The Evenement of one line: it, its point, its suivi, and what else had to move."""
    record(
        session,
        nature,
        par=prise.par,
        demarche_id=prise.seance.demarche_id,
        seance_id=prise.seance.id,
        objets=[
            *(("ligne", id_) for id_ in (row.id, *lignes)),
            *(("point", id_) for id_ in (row.point_id, *points)),
            *((("suivi", suivi_id),) if suivi_id else ()),
        ],
        details=details,
    )
