"""The rules of a vote by dots that must hold of any base, each as a query.

The constraints of the base keep most of them at each write; a base that was restored, moved or
touched by hand is counted again here.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from cafe.models.contribution import Contribution
from cafe.models.participant import Participant
from cafe.models.regroupement import Regroupement
from cafe.models.scrutin import (
    CibleScrutin,
    EtatScrutin,
    Gommette,
    PapierScrutin,
    RangCarte,
    RangScrutin,
    Scrutin,
)

_PREPARE = Scrutin.etat == EtatScrutin.PREPARE
_CLOS = Scrutin.etat == EtatScrutin.CLOS


def _ranks_differ(
    model: type[RangScrutin] | type[RangCarte], limite: InstrumentedAttribute[int]
) -> ColumnElement[bool]:
    """Whether the ranks that dots may take are others than 1 to the limit, once it was opened."""
    ranks = (
        select(func.count() * 1000 + func.coalesce(func.max(model.rang), 0))
        .where(model.scrutin_id == Scrutin.id)
        .scalar_subquery()
    )
    return ranks != case((_PREPARE, 0), else_=limite * 1001)


def _beyond(where: InstrumentedAttribute[str], limite: InstrumentedAttribute[int]) -> Select[str]:
    """The votes where one person gave more than the limit in one place."""
    return (
        select(Gommette.scrutin_id)
        .join(Scrutin, Scrutin.id == Gommette.scrutin_id)
        .group_by(Gommette.scrutin_id, Gommette.participant_id, where, limite)
        .having(func.count() > limite)
    )


VOTES: dict[str, Select[str]] = {
    "Vote sans carte": select(Scrutin.id).where(
        ~exists().where(CibleScrutin.scrutin_id == Scrutin.id)
    ),
    "Carte d’un vote prise dans une autre rencontre": select(CibleScrutin.id)
    .join(Scrutin, Scrutin.id == CibleScrutin.scrutin_id)
    .outerjoin(Regroupement, Regroupement.id == CibleScrutin.regroupement_id)
    .outerjoin(Contribution, Contribution.id == CibleScrutin.contribution_id)
    .where(func.coalesce(Regroupement.seance_id, Contribution.seance_id) != Scrutin.seance_id),
    "Vote dont l’état et les heures se contredisent": select(Scrutin.id).where(
        or_(
            Scrutin.ouvert_le.is_(None) != _PREPARE,
            Scrutin.clos_le.is_not(None) != _CLOS,
            ~_CLOS & Scrutin.revele_le.is_not(None),
        )
    ),
    "Vote qui permet d’autres gommettes que ses limites": select(Scrutin.id).where(
        or_(
            _ranks_differ(RangScrutin, Scrutin.points),
            _ranks_differ(RangCarte, Scrutin.par_carte),
        )
    ),
    "Vote où une personne a donné trop de gommettes": _beyond(Gommette.scrutin_id, Scrutin.points),
    "Vote où une personne a donné trop de gommettes à une carte": _beyond(
        Gommette.cible_id, Scrutin.par_carte
    ),
    "Gommette d’une personne d’une autre rencontre": select(Gommette.id)
    .join(Scrutin, Scrutin.id == Gommette.scrutin_id)
    .join(Participant, Participant.id == Gommette.participant_id)
    .where(Participant.seance_id != Scrutin.seance_id),
    "Total de papier négatif, ou compté avant le vote": select(PapierScrutin.id)
    .join(CibleScrutin, CibleScrutin.id == PapierScrutin.cible_id)
    .join(Scrutin, Scrutin.id == CibleScrutin.scrutin_id)
    .where(or_(PapierScrutin.total < 0, _PREPARE)),
}
