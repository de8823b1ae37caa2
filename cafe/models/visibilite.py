"""Who may see a contribution: one rule for pages, live messages, exports, public pages."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from sqlalchemy import ColumnElement, true

from cafe.models.contribution import Contribution, Statut


class Regard(StrEnum):
    """From where one looks."""

    TABLEAU = "tableau"  # facilitators: everything that stands, withdrawn words as a gap
    ECRAN = "ecran"  # the room screen
    DOCUMENT = "document"  # compte rendu and exports that leave the team
    PUBLIC = "public"  # the démarche's public page


_SHOWN: dict[Regard, frozenset[Statut]] = {
    # What its parts say is not said twice.
    Regard.TABLEAU: frozenset(Statut) - {Statut.REMPLACEE},
    Regard.ECRAN: frozenset({Statut.PUBLIEE}),
    Regard.DOCUMENT: frozenset({Statut.PUBLIEE, Statut.RETIREE}),
    Regard.PUBLIC: frozenset({Statut.PUBLIEE}),
}


class Parole(Protocol):
    """A contribution, or the card that stands for one."""

    @property
    def statut(self) -> Statut: ...


def visible(contribution: Parole, regard: Regard) -> bool:
    """Whether that contribution may be seen from there."""
    return contribution.statut in _SHOWN[regard]


def visible_clause(regard: Regard) -> ColumnElement[bool]:
    """The same rule as a condition of a query."""
    return Contribution.statut.in_(sorted(_SHOWN[regard]))


def archived_clause(regard: Regard) -> ColumnElement[bool]:
    """What a whole archive holds: the team's has also the words that their parts replaced."""
    return true() if regard is Regard.TABLEAU else visible_clause(regard)
