"""One idea that holds several is split: its parts take its place, and it is kept behind them.

Nobody's words are rewritten: the parts together hold every word of the whole and no other.
"""

from __future__ import annotations

import re
import uuid
from collections import Counter
from collections.abc import Sequence

from flask_babel import gettext
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from cafe.access.identity import Identite
from cafe.actions.cibles import check_word_free
from cafe.actions.core import RuleBroken, action, record
from cafe.actions.depot import as_uuid, check_text, clean_text, flag_of
from cafe.actions.empreintes import keep_empreinte
from cafe.actions.tableau import (
    Geste,
    check_card,
    check_groupable,
    enter,
    hold_card,
    leave,
    make_places,
    open_members,
    place_details,
)
from cafe.models import (
    Contribution,
    ContributionVersion,
    Media,
    Regroupement,
    Source,
    Statut,
    Suite,
)
from cafe.models.base import new_id
from cafe.models.rapprochement import brought_together
from cafe.models.regroupement import open_appartenance

PARTIES_MAX = 5
_NOMMES_MAX = 12
# Scripts that do not part their words: each sign counts for itself.
_SANS_ESPACE = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff"
_MOT = re.compile(rf"[{_SANS_ESPACE}]|[^\W_{_SANS_ESPACE}]+")


@action
def split_contribution(
    session: Session,
    *,
    par: Identite,
    contribution_id: str,
    parties: Sequence[str],
    client_id: str,
    version: int | None,
) -> tuple[str, ...]:
    """Split a published word in two to five; returns the ids of its parts, in order.

    Who: whoever facilitates the séance. The whole becomes ``remplacee`` and leaves its place to its
    parts, which have its author, question, table, tour, category and dates. A word of the whole may
    stand in several parts; none is lost (``mots_perdus``), none is added (``mots_ajoutes``).
    Refused while people vote on it, where a préconisation or a suite cites it, and while it stands
    near another. ``client_id`` is the page's: a repeat returns the same parts and changes nothing.
    Photo and voice go with the first part. Event: ContributionSplit.
    """
    row, geste = hold_card(session, par, contribution_id)
    gesture = uuid.UUID(as_uuid(client_id))
    if made := _made(session, row, gesture):
        return made
    check_groupable(row)
    check_card(session, row, version)
    texts = _parts(row.texte or "", parties)
    check_word_free(session, row.id)
    check_word_not_cited(session, row.id)
    if brought_together(session, [row.id]):
        raise RuleBroken("parole_rapprochee")
    # Between the whole and what follows it, however deep the whole is itself a part.
    step = (PARTIES_MAX + 1.0) ** -(len(_above(session, row)) + 1)
    parts = [_part(row, gesture, rang, texte, step) for rang, texte in enumerate(texts)]
    session.add_all(parts)
    session.flush()
    session.add_all(_version(row, part, texte) for part, texte in zip(parts, texts, strict=True))
    session.flush()
    for part, texte in zip(parts, texts, strict=True):
        keep_empreinte(session, part.version_id, texte, row.courante.le)
    session.execute(
        update(Media).where(Media.contribution_id == row.id).values(contribution_id=parts[0].id)
    )
    former, renumbered = _take_place(session, geste, row, parts)
    row.statut = Statut.REMPLACEE
    row.version += 1
    record(
        session,
        "ContributionSplit",
        par=geste.par,
        demarche_id=geste.seance.demarche_id,
        seance_id=geste.seance.id,
        objets=[
            *(("contribution", one.id) for one in (row, *parts)),
            ("question", row.question_id),
            *([("regroupement", str(former["regroupement"]))] if former["regroupement"] else []),
        ],
        details={
            **former,
            "entiere": row.id,
            "parties": [part.id for part in parts],
            "vers": former["regroupement"],
            "renumerote": renumbered,
        },
    )
    return tuple(part.id for part in parts)


def check_word_not_cited(session: Session, contribution_id: str) -> None:
    """Refuse to replace the very word that a préconisation or a suite rests on."""
    for model in (Source, Suite):
        cited = select(model.id).where(
            model.contribution_id == contribution_id, model.fin_le.is_(None)
        )
        if session.scalar(cited.limit(1)) is not None:
            raise RuleBroken("parole_citee")


def words_of(texte: str) -> Counter[str]:
    """The words of a text, however they are written: what must be found again in its parts."""
    return Counter(_MOT.findall(texte.casefold()))


def _parts(whole: str, parties: Sequence[str]) -> list[str]:
    texts = [check_text(part, champ="parties") for part in parties if clean_text(part)]
    if len(texts) < 2:
        raise RuleBroken("rien_a_partager", champ="parties")
    if len(texts) > PARTIES_MAX:
        raise RuleBroken("trop_de_parties", champ="parties", maximum=PARTIES_MAX)
    asked = words_of(whole)
    said = words_of(" ".join(texts))
    if lost := [mot for mot in asked if said[mot] < asked[mot]]:
        raise RuleBroken("mots_perdus", champ="parties", mots=_named(lost))
    if added := [mot for mot in said if mot not in asked]:
        raise RuleBroken("mots_ajoutes", champ="parties", mots=_named(added))
    return texts


def _named(mots: list[str]) -> str:
    named = ", ".join(f"« {mot} »" for mot in mots[:_NOMMES_MAX])
    return named if len(mots) <= _NOMMES_MAX else f"{named}…"


def _client_id(gesture: uuid.UUID, rang: int) -> str:
    return str(uuid.uuid5(gesture, str(rang)))


def _made(session: Session, row: Contribution, gesture: uuid.UUID) -> tuple[str, ...]:
    """The parts that this very gesture made before, if it did."""
    names = [_client_id(gesture, rang) for rang in range(PARTIES_MAX)]
    found = {
        part.client_id: part
        for part in session.scalars(
            select(Contribution).where(
                Contribution.seance_id == row.seance_id, Contribution.client_id.in_(names)
            )
        )
    }
    if any(part.origine_id != row.id for part in found.values()):
        raise RuleBroken("deja_utilise", champ="client_id")
    return tuple(found[name].id for name in names if name in found)


def _part(
    row: Contribution, gesture: uuid.UUID, rang: int, texte: str, step: float
) -> Contribution:
    return Contribution(
        id=new_id(),
        seance_id=row.seance_id,
        question_id=row.question_id,
        participant_id=row.participant_id,
        client_id=_client_id(gesture, rang),
        categorie=row.categorie,
        statut=Statut.PUBLIEE,
        precision="",
        source=row.source,
        langue=row.langue,
        tardive=row.tardive,
        tour_id=row.tour_id,
        tablee_id=row.tablee_id,
        origine_id=row.id,
        ordre=row.ordre,
        partie=row.partie + rang * step,
        saisie_par=row.saisie_par,
        mains=row.mains,
        etoile_le=row.etoile_le,
        isolee_le=row.isolee_le,
        signalement=flag_of(texte),
        signalement_vu_le=row.signalement_vu_le,
        cree_le=row.cree_le,
        saisi_le=row.saisi_le,
        version_id=new_id(),
        version=1,
    )


def _above(session: Session, row: Contribution) -> list[str]:
    """The wholes that it is a part of, the nearest first."""
    found: list[str] = []
    while row.origine_id is not None:
        found.append(row.origine_id)
        row = session.get_one(Contribution, row.origine_id)
    return found


def _version(row: Contribution, part: Contribution, texte: str) -> ContributionVersion:
    return ContributionVersion(
        id=part.version_id,
        contribution_id=part.id,
        rang=1,
        texte=texte,
        le=row.courante.le,
        notee_par=row.courante.notee_par,
        approuvee_le=row.courante.approuvee_le,
    )


def _take_place(
    session: Session, geste: Geste, row: Contribution, parts: list[Contribution]
) -> tuple[dict[str, object], bool]:
    """Put the parts where the whole stood; says where that was, and whether others made room."""
    current = open_appartenance(session, row.id)
    if current is None:
        return place_details(None), False
    group = session.get_one(Regroupement, current.regroupement_id)
    members = open_members(session, group.id)
    place = members.index(current)
    former = leave(session, row, geste.par)
    rangs, renumbered = make_places(members, place, len(parts))
    for part, rang in zip(parts, rangs, strict=True):
        enter(session, part, group, geste.par, rang, gettext("Partie d’une idée partagée"))
    return place_details(former), renumbered
