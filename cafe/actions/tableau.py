"""What the board's actions share: one lock per board, the card and where it is, who moved it.

Not actions themselves: each runs inside one. All writes of a board wait for one another on
the row of its séance, so that neighbours read by one move are still neighbours when it
commits; words that arrive from phones never wait for that lock.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.core import Missing, RuleBroken, Stale, found, record, require
from cafe.actions.depot import clean_text
from cafe.models import Appartenance, Contribution, Regroupement, Seance, Statut
from cafe.models.auteur import author_name, last_event_of
from cafe.models.regroupement import open_appartenance

MOTIF_MAX = 500
# Below this gap two ranks would soon have no number between them.
_ECART_MIN = 1e-6
_RETIREE = "carte_retiree"
_PAR_STATUT = {
    Statut.PUBLIEE: "carte_a_regrouper",
    Statut.EN_ATTENTE: "carte_en_attente",
    Statut.NON_PUBLIEE: "carte_non_publiee",
    Statut.FRIGO: "carte_au_frigo",
    Statut.RETIREE: _RETIREE,
    Statut.REMPLACEE: "carte_partagee",
}


@dataclass(frozen=True)
class Place:
    """Where a card stood in a group: what putting it back needs."""

    regroupement_id: str
    rang: float


@dataclass(frozen=True)
class Geste:
    """A board held for one action: its séance, and the author with the rights of now."""

    seance: Seance
    par: Identite


def hold_board(session: Session, par: Identite, seance_id: str) -> Geste:
    """Lock the board and check that the author may facilitate there."""
    # FOR NO KEY UPDATE: words being inserted point to this row and must not wait.
    seance = session.get(
        Seance, seance_id, with_for_update={"key_share": True}, populate_existing=True
    )
    if seance is None:
        raise Missing
    who = require(session, par, Pouvoir.ANIMER, Lieu(seance.demarche_id, seance.id))
    return Geste(seance, who)


def hold_card(session: Session, par: Identite, contribution_id: str) -> tuple[Contribution, Geste]:
    """Lock the board of a card, then the card itself against its author's corrections."""
    seance_id = session.scalar(
        select(Contribution.seance_id).where(Contribution.id == contribution_id)
    )
    if seance_id is None:
        raise Missing
    geste = hold_board(session, par, seance_id)
    return found(session, Contribution, contribution_id, lock=True), geste


def check_card(session: Session, row: Contribution, version: int | None) -> None:
    """Refuse a gesture made on an old view, saying where the card is now and by whom.

    ``Stale.details``: version, statut, question_id, regroupement_id, regroupement, qui.
    """
    if version is None or version == row.version:
        return
    current = open_appartenance(session, row.id)
    event = last_event_of(session, "contribution", row.id)
    code = _PAR_STATUT[row.statut]
    if current is not None and row.statut is Statut.PUBLIEE:
        code = "carte_groupee"
    elif event is not None and event.nature == "ContributionCorrected":
        code = "carte_corrigee"
    raise Stale(
        code,
        version=row.version,
        statut=row.statut.value,
        question_id=row.question_id,
        regroupement_id=current.regroupement_id if current else None,
        regroupement=current.regroupement.titre if current else "",
        qui=author_name(session, event) or gettext("l’équipe"),
    )


def check_stands(row: Contribution) -> None:
    """Refuse a gesture on a word that was withdrawn, or that its parts now say."""
    if row.statut is Statut.RETIREE:
        raise RuleBroken("parole_retiree")
    if row.statut is Statut.REMPLACEE:
        raise RuleBroken("parole_partagee")


def check_groupable(row: Contribution) -> None:
    """Only published words are grouped: moderation is a gesture of its own."""
    check_stands(row)
    if row.statut is not Statut.PUBLIEE:
        raise RuleBroken("parole_pas_publiee")


def open_target(session: Session, seance: Seance, regroupement_id: str) -> Regroupement:
    """A regroupement of this board that is still open. Raises what is wrong."""
    target = found(session, Regroupement, regroupement_id)
    if target.seance_id != seance.id:
        raise Missing
    check_still_open(session, target)
    return target


def check_still_open(session: Session, row: Regroupement) -> None:
    """Refuse what is asked of a group closed meanwhile, saying by whom and how.

    ``regroupement_defait`` (titre, qui) or ``regroupement_reuni`` (also ``dans``, ``autre``).
    """
    if row.ferme_le is None:
        return
    event = last_event_of(session, "regroupement", row.id)
    said = {"titre": row.titre, "qui": author_name(session, event) or gettext("l’équipe")}
    if row.fusionne_dans is None:
        raise RuleBroken("regroupement_defait", **said)
    into = found(session, Regroupement, row.fusionne_dans)
    raise RuleBroken("regroupement_reuni", dans=into.id, autre=into.titre, **said)


def leave(session: Session, row: Contribution, par: Identite) -> Place | None:
    """Close the card's open Appartenance; returns the place it had in a group, if any."""
    current = open_appartenance(session, row.id)
    if current is None:
        return None
    current.fin_le = clock.now()
    current.fin_par = par.id
    # The next one may be opened in the same transaction: at most one is open at a time.
    session.flush()
    return Place(current.regroupement_id, current.rang)


def place_details(place: Place | None) -> dict[str, object]:
    """How an event says where a card stood."""
    return {
        "regroupement": place.regroupement_id if place else None,
        "rang": place.rang if place else None,
    }


def enter(
    session: Session,
    row: Contribution,
    target: Regroupement,
    par: Identite,
    rang: float,
    motif: str,
) -> None:
    """Open an Appartenance at that rank; the card must have left its former group."""
    session.add(
        Appartenance(
            contribution_id=row.id,
            regroupement_id=target.id,
            rang=rang,
            motif=motif,
            par=par.id,
            le=clock.now(),
        )
    )


def open_members(session: Session, regroupement_id: str) -> list[Appartenance]:
    """The open Appartenances of a regroupement, in the order of its cards."""
    return list(
        session.scalars(
            select(Appartenance)
            .join(Contribution, Contribution.id == Appartenance.contribution_id)
            .where(Appartenance.regroupement_id == regroupement_id, Appartenance.fin_le.is_(None))
            .order_by(Appartenance.rang, Contribution.ordre)
        )
    )


def make_room(others: list[Appartenance], avant: str | None) -> tuple[float, bool]:
    """A rank before the card ``avant`` (after all of ``others`` if it is not among them).

    Returns the rank, and whether ``others`` had to be renumbered to make room for it.
    """
    ids = [other.contribution_id for other in others]
    index = ids.index(avant) if avant in ids else len(ids)
    if not others:
        return 1.0, False
    if index == len(others):
        return others[-1].rang + 1, False
    if index == 0:
        return others[0].rang - 1, False
    before, after = others[index - 1].rang, others[index].rang
    if after - before > _ECART_MIN:
        return (before + after) / 2, False
    for position, other in enumerate(others):
        other.rang = float(position + 1 if position < index else position + 2)
    return float(index + 1), True


def make_places(
    others: list[Appartenance], index: int, count: int
) -> tuple[tuple[float, ...], bool]:
    """As many ranks, from that of the member of that place on and before the next one.

    Returns the ranks, and whether the next ones had to be renumbered to make room for them.
    """
    first = others[index].rang
    following = others[index + 1 :]
    room = following[0].rang - first if following else 1.0
    if room > _ECART_MIN * count:
        return tuple(first + room * place / count for place in range(count)), False
    for position, other in enumerate(following):
        other.rang = first + count + position
    return tuple(first + place for place in range(count)), True


def short_text(texte: str, champ: str, maximum: int) -> str:
    """A team's sentence as it will be kept. Raises ``saisie_longue``."""
    kept = clean_text(texte)
    if len(kept) > maximum:
        raise RuleBroken("saisie_longue", champ=champ, longueur=len(kept), maximum=maximum)
    return kept


def record_card(
    session: Session,
    nature: str,
    row: Contribution,
    geste: Geste,
    *,
    regroupements: tuple[str | None, ...] = (),
    questions: tuple[str, ...] = (),
    proches: Sequence[Contribution] = (),
    details: Mapping[str, object] | None = None,
) -> int:
    """Bump the card's version, write the event with all it touched; returns the version.

    ``proches``: the cards that went with it.
    """
    for one in (row, *proches):
        one.version += 1
    if proches:
        near = {"carte": row.id, "proches": [one.id for one in proches]}
        details = {**(details or {}), **near}
    record(
        session,
        nature,
        par=geste.par,
        demarche_id=geste.seance.demarche_id,
        seance_id=geste.seance.id,
        objets=[
            *(("contribution", one.id) for one in (row, *proches)),
            *(("question", q) for q in (row.question_id, *questions)),
            *(("regroupement", r) for r in regroupements if r is not None),
        ],
        details=details,
    )
    return row.version
