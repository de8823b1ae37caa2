"""What the forms of the team have in common: texts to keep, days already past, first tries.

Not actions: nothing here checks who is asking, nothing is written.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from sqlalchemy.orm import Session

from cafe import clock
from cafe.actions.core import Missing, RuleBroken
from cafe.actions.depot import clean_text
from cafe.models import Demarche, Fiche, Organisme
from cafe.models.base import Base, new_id

R = TypeVar("R", bound=Base)

TEXTE_MAX = 10_000
TITRE_MAX = 500


def optional(texte: str, champ: str, maximum: int = TEXTE_MAX) -> str:
    """The text as it will be kept, maybe empty. Raises ``saisie_longue``."""
    kept = clean_text(texte)
    if len(kept) > maximum:
        raise RuleBroken("saisie_longue", champ=champ, longueur=len(kept), maximum=maximum)
    return kept


def required(texte: str, champ: str, code: str, maximum: int = TEXTE_MAX) -> str:
    """The text as it will be kept. Raises ``code`` when nothing is written."""
    kept = optional(texte, champ, maximum)
    if not kept:
        raise RuleBroken(code, champ=champ)
    return kept


def one_line(texte: str, champ: str, maximum: int, code: str | None = None) -> str:
    """A name or a title as it will be kept: every run of blanks is one space.

    Raises ``saisie_longue``, and ``code`` (when given) if nothing is written.
    """
    kept = optional(" ".join(texte.split()), champ, maximum)
    if code is not None and not kept:
        raise RuleBroken(code, champ=champ)
    return kept


def today() -> date:
    """The day it is where the meetings are held."""
    return clock.day_of(clock.now())


def past_day(jour: date | None, champ: str = "jour") -> date:
    """The day of something that happened; today by default. Raises ``jour_futur``."""
    now = today()
    if jour is not None and jour > now:
        raise RuleBroken("jour_futur", champ=champ)
    return jour or now


def first_try(
    session: Session, model: type[R], given: str | None, **of: str
) -> tuple[str, R | None]:
    """The id of what a page creates, its own or a new one, and the row that a first try left.

    ``of``: the columns that say whose it is. Raises ``Missing`` for somebody else's row, or
    what is no id.
    """
    try:
        id_ = new_id() if given is None else str(uuid.UUID(given))
    except ValueError:
        raise Missing from None
    row = session.get(model, id_)
    if row is not None and any(getattr(row, name) != value for name, value in of.items()):
        raise Missing
    return id_, row


def hold_demarche(session: Session, demarche_id: str) -> Demarche:
    """The démarche, held until commit: what is numbered in it is numbered one at a time.

    Rows that only point to it (a séance, a suite) may be written meanwhile.
    """
    row = session.get(Demarche, demarche_id, with_for_update={"key_share": True})
    if row is None:
        raise Missing
    return row


def organisme_of(session: Session, demarche_id: str, organisme_id: str) -> Organisme:
    """A structure of the démarche. Raises ``Missing``."""
    row = session.get(Organisme, organisme_id)
    if row is None or row.demarche_id != demarche_id:
        raise Missing
    return row


def fiche_of(session: Session, demarche_id: str, fiche_id: str) -> Fiche:
    """A fiche of the démarche. Raises ``Missing``."""
    row = session.get(Fiche, fiche_id)
    if row is None or row.demarche_id != demarche_id:
        raise Missing
    return row


def only_one(ids: Iterable[str]) -> str | None:
    """The id that all share, if there is one: whose screens the event concerns."""
    distinct = set(ids)
    return distinct.pop() if len(distinct) == 1 else None
