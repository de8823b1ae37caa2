"""Where people really sit, when it is not where the plan expected them.

The plan is not changed: the real place is kept beside the planned one, with its hour, and what is
computed later counts it. Said by the phone that holds the badge, by a table's host, or by the team.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.jetons import hash_jeton
from cafe.actions.core import NotAllowed, RuleBroken, action, found, record
from cafe.actions.hotes import hold_table
from cafe.models import Badge, Phase, Placement, Seance, Tablee, Tour
from cafe.models.halle import badge_by_numero, badge_of, plan_in_force
from cafe.models.participant import participant_by_jeton
from cafe.models.question import current_tour, tablees_of


@action
def sit_here(session: Session, *, par: Identite, seance_id: str, table: int) -> None:
    """Say that the bearer of a phone sits at that table during the round under way.

    Who: the phone that holds a badge. Refused: ``badge_sans_telephone`` when it holds none,
    ``pas_de_tour`` between two rounds, ``table_inconnue``, ``badge_sans_place`` when the plan in
    force does not seat it. The same table again changes nothing. Event: PlaceSeen.
    """
    if par.jeton is None or par.seance_id != seance_id:
        raise NotAllowed
    seance = found(session, Seance, seance_id)
    born = participant_by_jeton(session, hash_jeton(par.jeton))
    badge = badge_of(session, born.id) if born else None
    if badge is None:
        raise RuleBroken("badge_sans_telephone")
    tour = current_tour(session, seance.id, clock.now())
    if tour is None or seance.phase is not Phase.OUVERTE:
        raise RuleBroken("pas_de_tour")
    tablee = next((row for row in tablees_of(session, seance.id) if row.numero == table), None)
    if tablee is None:
        raise RuleBroken("table_inconnue", numero=table)
    _see(session, par, seance, badge, tour, tablee)


@action
def note_badge(
    session: Session, *, par: Identite, tablee_id: str, tour_id: str, numero: int
) -> None:
    """Note that the bearer of a badge sits at a table during a round, begun or over.

    Who: whoever may type at that table. Refused: ``badge_inconnu_ici``, ``badge_sans_place``,
    ``tour_a_venir``. Noted at its own table, a badge is where it was expected. Event: PlaceSeen.
    """
    tablee, seance, who = hold_table(session, par, tablee_id)
    tour = found(session, Tour, tour_id)
    badge = badge_by_numero(session, seance.id, numero)
    if badge is None or tour.seance_id != seance.id:
        raise RuleBroken("badge_inconnu_ici", champ="badge", numero=numero)
    if tour.debut is None:
        raise RuleBroken("tour_a_venir", champ="badge")
    _see(session, who, seance, badge, tour, tablee)


def _see(
    session: Session, who: Identite, seance: Seance, badge: Badge, tour: Tour, tablee: Tablee
) -> None:
    plan = plan_in_force(session, seance.id)
    key = (plan.id if plan else "", badge.id, tour.id)
    row = session.get(Placement, key, with_for_update=True)
    if row is None or plan is None or seance.rotation is not plan.mode:
        raise RuleBroken("badge_sans_place", champ="badge", numero=badge.numero)
    before = row.reelle_id or row.tablee_id
    if row.vu_le is not None and before == tablee.id:
        return
    row.reelle_id, row.vu_le = tablee.id, clock.now()
    tables = {before, tablee.id, row.tablee_id}
    record(
        session,
        "PlaceSeen",
        par=who,
        demarche_id=seance.demarche_id,
        seance_id=seance.id,
        objets=[("badge", badge.id), *(("tablee", id_) for id_ in sorted(tables))],
        details={"tour": tour.id, "tablee": tablee.id, "prevue": row.tablee_id},
    )
