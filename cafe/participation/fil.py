"""What the page « Que sont devenus mes mots ? » shows: each word and its way so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cafe.extensions import db
from cafe.models import Contribution, Participant, Phase, Seance, Statut
from cafe.models.chaine import Devenir, devenirs_of_contributions
from cafe.models.contribution import contributions_of_participant
from cafe.models.media import Joints, joints_of
from cafe.models.objection import objections_by
from cafe.models.question import questions_of
from cafe.models.rapprochement import brought_together
from cafe.models.talon import numero_of_participant
from cafe.models.traduction import traductions_of
from cafe.participation.chemin import Station, stations
from cafe.participation.desaccord import disagreement, may_object


@dataclass(frozen=True)
class Recu:
    """The receipt as it is handed over: an address, six words, a QR code (SVG)."""

    adresse: str
    mots: tuple[str, ...]
    qr: str


@dataclass(frozen=True)
class Reponse:
    """A public answer, who signs it, and the day."""

    texte: str
    signataire: str
    le: datetime


@dataclass(frozen=True)
class Mot:
    """One word, what became of it, whether its author may still change it or object."""

    contribution: Contribution
    question: str
    chemin: tuple[Station, ...]
    reponses: tuple[Reponse, ...]
    modifiable: bool
    contestable: bool
    joints: Joints
    traduction: str | None = None
    partie: bool = False


@dataclass(frozen=True)
class PageMots:
    """The page; ``code`` is None when it is read by receipt (nothing can be changed).

    ``talon`` is the number of the paper slip that the words are tied to, if it is one.
    """

    seance: Seance
    code: str | None
    mots: tuple[Mot, ...]
    recu: Recu | None
    prochaine_etape: str
    prochaine_date: date | None
    table: int | None
    talon: int | None
    quartier: str


def page_mots(
    seance: Seance, participant_id: str | None, *, code: str | None, recu: Recu | None
) -> PageMots:
    """The words of one participant, latest first."""
    session = db.session()
    rows = _told(contributions_of_participant(session, participant_id) if participant_id else [])
    parts = _parts_by_whole(rows)
    ways = devenirs_of_contributions(session, [row.id for row in rows])
    joints = joints_of(session, [row.id for row in rows])
    french = traductions_of(session, [row.version_id for row in rows])
    near = brought_together(session, [row.id for row in rows])
    objections = objections_by(session, [row.id for row in rows])
    questions = {q.id: q.texte for q in questions_of(session, seance.id)}
    may_change = code is not None and seance.phase is not Phase.CLOSE
    demarche = seance.demarche
    who = session.get(Participant, participant_id) if participant_id else None
    return PageMots(
        seance=seance,
        code=code,
        mots=tuple(
            Mot(
                contribution=row,
                question=questions[row.question_id],
                chemin=(
                    *stations(
                        ways[row.id],
                        parties=parts.get(row.id, 0),
                        rapprochee=row.id in near,
                        prochaine_etape=demarche.prochaine_etape,
                        prochaine_date=demarche.prochaine_date,
                    ),
                    *disagreement(objections.get(row.id, ())),
                ),
                reponses=_answers(ways[row.id]),
                modifiable=may_change and _still_free(row, ways[row.id]),
                contestable=code is not None
                and may_object(ways[row.id], objections.get(row.id, ())),
                joints=joints[row.id],
                traduction=french[row.version_id].texte if row.version_id in french else None,
                partie=row.origine_id is not None,
            )
            for row in rows
        ),
        recu=recu,
        prochaine_etape=demarche.prochaine_etape,
        prochaine_date=demarche.prochaine_date,
        table=None,
        talon=numero_of_participant(session, participant_id) if participant_id else None,
        quartier=(who.quartier or "") if who is not None else "",
    )


def _answers(devenir: Devenir) -> tuple[Reponse, ...]:
    found = (reprise.preconisation.reponse for reprise in devenir.reprises)
    return tuple(Reponse(r.texte, r.signataire, r.le) for r in found if r is not None)


def _told(rows: list[Contribution]) -> list[Contribution]:
    """Each idea as it was sent, then the parts that say it now; nothing in between."""
    standing = [row for row in rows if row.statut is not Statut.REMPLACEE]
    wholes = [row for row in rows if row.statut is Statut.REMPLACEE and row.origine_id is None]
    # Erased, the whole leaves no gap of its own.
    told = [*(row for row in wholes if row.texte is not None), *standing]
    return sorted(told, key=lambda row: (-row.ordre, row.statut is not Statut.REMPLACEE))


def _parts_by_whole(rows: Sequence[Contribution]) -> dict[str, int]:
    """For each idea that was split, how many parts say it now. They share its place."""
    split = {row.ordre: row.id for row in rows if row.statut is Statut.REMPLACEE}
    found: dict[str, int] = {}
    for row in rows:
        if row.origine_id is not None and row.ordre in split:
            found[split[row.ordre]] = found.get(split[row.ordre], 0) + 1
    return found


def _still_free(row: Contribution, devenir: Devenir) -> bool:
    if row.statut in (Statut.RETIREE, Statut.REMPLACEE):
        return False
    # What others wrote down for them may be put right even once it is grouped.
    return row.courante.a_confirmer or devenir.regroupement is None
