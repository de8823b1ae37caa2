"""The rules of split words and of near ones that no constraint of the database holds.

A rule is a French sentence and the ids of the rows that break it.
"""

from __future__ import annotations

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import aliased

from cafe.models.contribution import Contribution, ContributionVersion, Statut
from cafe.models.rapprochement import Rapprochement

_part, _whole = aliased(Contribution), aliased(Contribution)
_above = aliased(Rapprochement)
_said, _wholly = aliased(ContributionVersion), aliased(ContributionVersion)

FAMILLES: dict[str, Select[str]] = {
    "Parole partagée dont aucune partie n’est là": select(Contribution.id).where(
        Contribution.statut == Statut.REMPLACEE,
        Contribution.origine_id.is_(None),
        ~exists().where(_part.origine_id == Contribution.id),
    ),
    "Partie d’une autre personne que l’idée entière": select(Contribution.id)
    .join(_whole, _whole.id == Contribution.origine_id)
    .where(_whole.participant_id != Contribution.participant_id),
    "Idée et partie affichées ensemble": select(Contribution.id)
    .join(_whole, _whole.id == Contribution.origine_id)
    .where(_whole.statut != Statut.REMPLACEE, Contribution.statut != Statut.REMPLACEE),
    "Idée effacée dont une partie a encore son texte, ou l’inverse": select(Contribution.id)
    .join(_whole, _whole.id == Contribution.origine_id)
    .join(_said, _said.id == Contribution.version_id)
    .join(_wholly, _wholly.id == _whole.version_id)
    .where(
        or_(
            _said.texte.is_(None) & _wholly.texte.is_not(None),
            _said.texte.is_not(None) & _wholly.texte.is_(None),
        )
    ),
    "Paroles de deux rencontres gardées ensemble": select(Rapprochement.id)
    .join(_part, _part.id == Rapprochement.contribution_id)
    .join(_whole, _whole.id == Rapprochement.principale_id)
    .where(_part.seance_id != _whole.seance_id),
    "Parole gardée sous une autre qui l’est aussi": select(Rapprochement.id)
    .join(_above, _above.contribution_id == Rapprochement.principale_id)
    .where(Rapprochement.fin_le.is_(None), _above.fin_le.is_(None)),
}
