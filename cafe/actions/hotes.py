"""What the host of a table says with one tap: three ideas put forward, how many sit there, help.

A host's device acts at its own table only (``permits``); the team may act for any table. Words
and syntheses are in ``saisies`` and ``syntheses``.
"""

from __future__ import annotations

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.core import Missing, RuleBroken, action, found, record, require
from cafe.actions.depot import record_word
from cafe.models import Contribution, EffectifTablee, Phase, Seance, Statut, Tablee, Tour
from cafe.models.contribution import ETOILES_MAX

PERSONNES_MAX = 99


@action
def star_contribution(session: Session, *, par: Identite, contribution_id: str) -> None:
    """Put an idea forward for its table; asked twice, it is done once.

    Who: whoever may type at that table. Rules: published, of a table, at most three for a table
    and a tour. Event: ContributionStarred.
    """
    row, seance, who = _word(session, par, contribution_id)
    if row.etoile_le is not None:
        return
    if row.statut is not Statut.PUBLIEE:
        raise RuleBroken("etoile_pas_publiee")
    if row.tablee_id is None:
        raise RuleBroken("etoile_sans_table")
    starred = session.scalar(
        select(
            # The parts of one idea are one star.
            func.count(distinct(func.coalesce(Contribution.origine_id, Contribution.id)))
        ).where(
            Contribution.tablee_id == row.tablee_id,
            # None where the séance has no tours: the whole séance is then one.
            Contribution.tour_id == row.tour_id if row.tour_id else Contribution.tour_id.is_(None),
            Contribution.etoile_le.is_not(None),
            Contribution.statut == Statut.PUBLIEE,
        )
    )
    if (starred or 0) >= ETOILES_MAX:
        raise RuleBroken("etoiles_max", maximum=ETOILES_MAX)
    row.etoile_le = clock.now()
    record_word(session, "ContributionStarred", row, seance, who)


@action
def unstar_contribution(session: Session, *, par: Identite, contribution_id: str) -> None:
    """Take an idea back among the others. Who: as to put it forward. Event: StarTakenBack."""
    row, seance, who = _word(session, par, contribution_id)
    if row.etoile_le is None:
        return
    row.etoile_le = None
    record_word(session, "StarTakenBack", row, seance, who)


@action
def set_effectif_tablee(
    session: Session, *, par: Identite, tablee_id: str, tour_id: str, nombre: int
) -> None:
    """« Nous sommes 9 »: how many sit at a table during a tour; the last word counts.

    Who: whoever may type at that table. Event: EffectifTableeSet, unless nothing changed.
    """
    tablee, seance, who = hold_table(session, par, tablee_id)
    tour = session.get(Tour, tour_id)
    if tour is None or tour.seance_id != seance.id:
        raise Missing
    if not 0 <= nombre <= PERSONNES_MAX:
        raise RuleBroken("effectif_tablee", champ="nombre", maximum=PERSONNES_MAX)
    row = session.get(EffectifTablee, (tour.id, tablee.id))
    if row is None:
        row = EffectifTablee(tour_id=tour.id, tablee_id=tablee.id)
        session.add(row)
    elif row.nombre == nombre:
        return
    row.nombre = nombre
    row.le = clock.now()
    record_table(session, "EffectifTableeSet", seance, tablee, who, tour=tour.id, nombre=nombre)


@action
def ask_help(session: Session, *, par: Identite, tablee_id: str) -> None:
    """« Besoin d’aide »: the conductor's page shows it until somebody has seen it.

    Who: whoever may type at that table. Event: HelpAsked, unless it is asked already.
    """
    tablee, seance, who = hold_table(session, par, tablee_id)
    if tablee.aide_le is None:
        tablee.aide_le = clock.now()
        record_table(session, "HelpAsked", seance, tablee, who)


@action
def see_help(session: Session, *, par: Identite, tablee_id: str) -> None:
    """Somebody is on their way, or the table does without. Who: as to ask. Event: HelpSeen."""
    tablee, seance, who = hold_table(session, par, tablee_id)
    if tablee.aide_le is not None:
        tablee.aide_le = None
        record_table(session, "HelpSeen", seance, tablee, who)


def hold_table(session: Session, par: Identite, tablee_id: str) -> tuple[Tablee, Seance, Identite]:
    """Lock a table for one action, with the rights of now; a closed séance changes no more."""
    tablee = found(session, Tablee, tablee_id, lock=True)
    seance = found(session, Seance, tablee.seance_id)
    lieu = Lieu(seance.demarche_id, seance.id, tablee.id)
    who = require(session, par, Pouvoir.SAISIR, lieu)
    if seance.phase is Phase.CLOSE:
        raise RuleBroken("rencontre_close")
    return tablee, seance, who


def record_table(
    session: Session,
    nature: str,
    seance: Seance,
    tablee: Tablee,
    who: Identite,
    *objets: tuple[str, str],
    **details: object,
) -> None:
    """The one event of what was done at a table."""
    record(
        session,
        nature,
        par=who,
        demarche_id=seance.demarche_id,
        seance_id=seance.id,
        objets=[("tablee", tablee.id), *objets],
        details=details,
    )


def _word(
    session: Session, par: Identite, contribution_id: str
) -> tuple[Contribution, Seance, Identite]:
    """A word of a table. The table is locked first: two stars at once count one after the other."""
    tablee_id = session.scalar(
        select(Contribution.tablee_id).where(Contribution.id == contribution_id)
    )
    if tablee_id is not None:
        found(session, Tablee, tablee_id, lock=True)
    row = found(session, Contribution, contribution_id, lock=True)
    seance = found(session, Seance, row.seance_id)
    lieu = Lieu(seance.demarche_id, seance.id, row.tablee_id)
    who = require(session, par, Pouvoir.SAISIR, lieu)
    if seance.phase is Phase.CLOSE:
        raise RuleBroken("rencontre_close")
    return row, seance, who
