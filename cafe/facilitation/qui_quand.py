"""« Who » and « by when » as they are typed: a structure, a person, a day in French, or words."""

from __future__ import annotations

import re
from datetime import date

from sqlalchemy.orm import Session

from cafe.actions.champs import today
from cafe.actions.prise_de_notes import QuiQuand
from cafe.models import Organisme, Seance
from cafe.models.demarche import organismes_of
from cafe.models.presence import presences_of
from cafe.models.prise import plain

_MOIS = (
    *("janvier", "fevrier", "mars", "avril", "mai", "juin"),
    *("juillet", "aout", "septembre", "octobre", "novembre", "decembre"),
)
_CHIFFRES = re.compile(r"^(\d{1,2})[/. -](\d{1,2})(?:[/. -](\d{2}|\d{4}))?$")
_ISO = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")
_LETTRES = re.compile(r"^(?:le )?(\d{1,2}|1er) ([a-z]{3,})\.?(?: (\d{4}))?$")


def read_qui_quand(session: Session, seance: Seance, qui: str, quand: str) -> QuiQuand:
    """What was typed, understood: a structure or a person known here, a day that is one."""
    nom, organisme_id = _read_qui(session, seance, " ".join(qui.split()))
    words = " ".join(quand.split())
    day = read_day(words, seance.jour or today())
    return QuiQuand(nom, organisme_id, day, "" if day else words)


def known_owners(session: Session, seance: Seance) -> list[str]:
    """What is proposed while typing: the professionals of the meeting, then the structures."""
    people = [
        ", ".join(part for part in (p.nom, p.organisme.nom if p.organisme else "") if part)
        for p in presences_of(session, seance.id)
    ]
    return [*people, *(row.nom for row in organismes_of(session, seance.demarche_id))]


def read_day(words: str, depuis: date) -> date | None:
    """« 15/09/2027 », « 15/9 », « 15 septembre »… as a day; None for anything else.

    Without a year: the first such day from ``depuis`` on.
    """
    typed = plain(words)
    if found := _ISO.match(typed):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _CHIFFRES.match(typed):
        return _with_year(int(found[1]), int(found[2]), found[3], depuis)
    if found := _LETTRES.match(typed):
        months = [m for m, name in enumerate(_MOIS, start=1) if name.startswith(found[2])]
        # « jui » is June as much as July.
        if len(months) == 1:
            number = 1 if found[1] == "1er" else int(found[1])
            return _with_year(number, months[0], found[3], depuis)
    return None


def _with_year(day: int, month: int, year: str | None, depuis: date) -> date | None:
    if year is not None:
        return _day(int(year) + (2000 if len(year) == 2 else 0), month, day)
    this_year = _day(depuis.year, month, day)
    if this_year is not None and this_year >= depuis:
        return this_year
    return _day(depuis.year + 1, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _read_qui(session: Session, seance: Seance, qui: str) -> tuple[str, str | None]:
    structures = {plain(o.nom): o for o in organismes_of(session, seance.demarche_id)}
    whole: Organisme | None = structures.get(plain(qui))
    if whole is not None:
        return "", whole.id
    nom, comma, end = qui.rpartition(", ")
    structure = structures.get(plain(end)) if comma else None
    if structure is not None:
        return nom, structure.id
    for person in presences_of(session, seance.id):
        if plain(person.nom) == plain(qui):
            return person.nom, person.organisme_id
    return qui, None
