"""The rows of now behind a batch of events, read once for all audiences."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from cafe.live.touches import Touches
from cafe.models import Contribution, Mur, Seance, VueEcran
from cafe.models.apercu import Apercu, apercus_of
from cafe.models.direct import Direct
from cafe.models.montre import merged_into, stood_in
from cafe.models.prise import LigneVue, SuiteVue, lines_by_id, lines_citing, suites_of
from cafe.models.tableau import (
    Carte,
    Groupe,
    cards_around,
    cards_in_group,
    groups_by_id,
)

# A word that has just come is drawn in nowhere yet.
_NEUVE = frozenset({"ContributionPosted"})
_VUE = Direct(select(Seance.vue, Seance.vue_cible).where(Seance.id == bindparam("seance")))
_MUR = Direct(select(Seance.mur).where(Seance.id == bindparam("seance")))


class Lecture:
    """What was touched in one séance, as it is now; each thing read when first asked for."""

    def __init__(self, session: Session, seance_id: str, touches: Touches) -> None:
        self.touches = touches
        self._session = session
        self.seance_id = seance_id

    @cached_property
    def cartes(self) -> Mapping[str, Carte]:
        """The cards that events named and those that stand with them, in the order in which their
        words came."""
        return {card.id: card for card in cards_around(self._session, self.touches.cartes)}

    @cached_property
    def cartes_renumerotees(self) -> Mapping[str, Carte]:
        """All cards of the groups in which room had to be made."""
        groups = sorted(self.touches.groupes_renumerotes)
        return {card.id: card for group in groups for card in cards_in_group(self._session, group)}

    @cached_property
    def tablees(self) -> set[str]:
        """The tables from which the words that events named came."""
        named = list(self.touches.cartes)
        query = select(Contribution.tablee_id).where(
            Contribution.id.in_(named), Contribution.tablee_id.is_not(None)
        )
        return {id_ for id_ in self._session.scalars(query.distinct()) if id_} if named else set()

    @cached_property
    def groupes(self) -> list[Groupe]:
        """The open groups that events named or that hold a card they named."""
        homes = {card.regroupement_id for card in self.cartes.values() if card.regroupement_id}
        return groups_by_id(self._session, self.touches.groupes | homes)

    @cached_property
    def apercus(self) -> list[Apercu]:
        """The same groups as they are seen folded, where a word of theirs may have changed."""
        return apercus_of(self._session, self.groupes) if self.touches.cartes else []

    @cached_property
    def lignes_touchees(self) -> set[str]:
        """The lines that events named, and those that draw in a word or group that changed."""
        changed = {
            *(id_ for id_, natures in self.touches.cartes.items() if natures - _NEUVE),
            *self.touches.groupes,
        }
        return self.touches.lignes | lines_citing(self._session, self.seance_id, changed)

    @cached_property
    def lignes(self) -> list[LigneVue]:
        """Those among these lines that stand."""
        if not self.lignes_touchees:
            return []
        return lines_by_id(self._session, self.seance_id, self.lignes_touchees)

    @cached_property
    def suites(self) -> list[SuiteVue]:
        """The suivis of earlier meetings that events named."""
        seance = self._session.get(Seance, self.seance_id) if self.touches.suivis else None
        if seance is None:
            return []
        return [s for s in suites_of(self._session, seance) if s.suivi.id in self.touches.suivis]

    @cached_property
    def groupe_montre(self) -> bool:
        """Whether the room screen shows one group, and that group or a word of it was touched."""
        stood = [id_ for id_, natures in self.touches.cartes.items() if natures - _NEUVE]
        if not self.touches.groupes and not stood:
            return False
        rows = _VUE.rows(self._session.connection(), {"seance": self.seance_id})
        if not rows or rows[0][0] is not VueEcran.GROUPE:
            return False
        chain = {row.id for row in merged_into(self._session, rows[0][1])}
        return bool(chain & self.touches.groupes) or stood_in(self._session, chain, stood)

    @cached_property
    def mur(self) -> Mur | None:
        """What the wall does."""
        return wall_of(self._session, self.seance_id)


def wall_of(session: Session, seance_id: str) -> Mur | None:
    """What the wall of a séance does now."""
    rows = _MUR.rows(session.connection(), {"seance": seance_id})
    return rows[0][0] if rows else None
