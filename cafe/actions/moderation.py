"""What is shown and what is not: published, not published with a reason, in the fridge.

Nothing is deleted here: a word that is put aside keeps its text, its author reads why, and
it can come back.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.actions.core import RuleBroken, action
from cafe.actions.tableau import (
    Geste,
    check_card,
    check_stands,
    hold_card,
    leave,
    place_details,
    record_card,
    short_text,
)
from cafe.models import Contribution, DecisionModeration, MotifModeration, Statut

PRECISION_MAX = 500


@action
def publish_contribution(
    session: Session, *, par: Identite, contribution_id: str, version: int | None
) -> int:
    """Show a word, for the first time or again (« remettre »); returns its version.

    Who: whoever facilitates the séance. Already shown: nothing changes. The reason it was
    put aside for is cleared; the events keep it. Event: ContributionPublished.
    """
    row, geste = hold_card(session, par, contribution_id)
    if row.statut is Statut.PUBLIEE:
        return row.version
    return _change(session, row, geste, "ContributionPublished", Statut.PUBLIEE, version)


@action
def refuse_contribution(
    session: Session,
    *,
    par: Identite,
    contribution_id: str,
    motif: MotifModeration,
    precision: str,
    version: int | None,
) -> int:
    """Do not show a word, for a published reason that its author will read.

    ``precision`` is required with the reason « autre ». The word leaves its group.
    Already so for the same reason: nothing changes. Event: ContributionRefused.
    """
    row, geste = hold_card(session, par, contribution_id)
    detail = short_text(precision, "precision", PRECISION_MAX)
    if motif is MotifModeration.AUTRE and not detail:
        raise RuleBroken("precision_vide", champ="precision")
    if row.statut is Statut.NON_PUBLIEE and (row.motif, row.precision) == (motif, detail):
        return row.version
    return _change(
        session, row, geste, "ContributionRefused", Statut.NON_PUBLIEE, version, motif, detail
    )


@action
def chill_contribution(
    session: Session, *, par: Identite, contribution_id: str, version: int | None
) -> int:
    """Put a word « au frigo »: off the subject of today, kept for later. It leaves its group.

    Already there: nothing changes. Event: ContributionChilled.
    """
    row, geste = hold_card(session, par, contribution_id)
    if row.statut is Statut.FRIGO:
        return row.version
    return _change(session, row, geste, "ContributionChilled", Statut.FRIGO, version)


def _change(
    session: Session,
    row: Contribution,
    geste: Geste,
    nature: str,
    statut: Statut,
    version: int | None,
    motif: MotifModeration | None = None,
    precision: str = "",
) -> int:
    check_stands(row)
    check_card(session, row, version)
    former = leave(session, row, geste.par)
    details: dict[str, object] = {
        "de": row.statut.value,
        "vers": statut.value,
        "motif_ancien": row.motif.value if row.motif else None,
        "motif": motif.value if motif else None,
        **place_details(former),
    }
    if row.signalement is not None and row.signalement_vu_le is None:
        details["a_voir"] = True  # undone, it is to be looked at again
    decide(session, row, geste, statut, motif, precision)
    groups = (former.regroupement_id,) if former else ()
    return record_card(session, nature, row, geste, regroupements=groups, details=details)


def decide(
    session: Session,
    row: Contribution,
    geste: Geste,
    statut: Statut,
    motif: MotifModeration | None,
    precision: str,
) -> None:
    """Give a word that state, and keep the decision with its reason. Not an action itself.

    Whoever decides has read it: what was flagged is looked at.
    """
    row.statut, row.motif, row.precision = statut, motif, precision
    if row.signalement is not None and row.signalement_vu_le is None:
        row.signalement_vu_le = clock.now()
    session.add(
        DecisionModeration(
            contribution_id=row.id,
            statut=statut,
            motif=motif,
            precision=precision,
            par=geste.par.id,
            le=clock.now(),
        )
    )
