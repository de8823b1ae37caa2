"""How a séance was held, in a few plain sentences: its script, tables, rounds, and moderation."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext, ngettext
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cafe.libelles import libelle
from cafe.models import Contribution, Etape, Origine, Seance, Tablee, Tour
from cafe.presentation import nombre


def _(texte: str, **values: object) -> str:
    return str(gettext(texte, **values))


# As it stands before its number, in the order in which it is told.
_PAR = (
    (Origine.TELEPHONE, "téléphone"),
    (Origine.TABLE, "appareil de table"),
    (Origine.SAISIE, "saisie pour quelqu’un"),
    (Origine.VOIX, "voix haute"),
    (Origine.PAPIER, "papier"),
    (Origine.LIBRE, "contribution libre"),
)


def method_of(session: Session, seance: Seance, rows: Sequence[Contribution]) -> str:
    """Paragraphs parted by a blank line; empty when there is nothing to tell."""
    told = (_places(session, seance), _script(seance.etapes), _words(seance, rows))
    return "\n\n".join(paragraph for paragraph in told if paragraph)


def _places(session: Session, seance: Seance) -> str:
    tables = _count(session, Tablee, seance.id)
    tours = _count(session, Tour, seance.id)
    if not tables:
        return ""
    at_tables = ngettext("%(num)s table", "%(num)s tables", tables)
    if not tours:
        return _("Les échanges ont eu lieu à %(tables)s.", tables=at_tables)
    rounds = ngettext("%(num)s tour", "%(num)s tours", tours)
    return _("Les échanges ont eu lieu à %(tables)s, en %(tours)s.", tables=at_tables, tours=rounds)


def _count(session: Session, model: type[Tablee | Tour], seance_id: str) -> int:
    query = select(func.count()).select_from(model).where(model.seance_id == seance_id)
    return session.scalar(query) or 0


def _script(etapes: Sequence[Etape]) -> str:
    if not etapes:
        return ""
    steps = [
        _("%(titre)s (%(minutes)s min)", titre=e.titre, minutes=e.duree_minutes)
        if e.duree_minutes
        else e.titre
        for e in etapes
    ]
    return _("Déroulé : %(etapes)s.", etapes=" ; ".join(steps))


def _words(seance: Seance, rows: Sequence[Contribution]) -> str:
    if not rows:
        return ""
    counts = [(sum(row.source is origine for row in rows), label) for origine, label in _PAR]
    ways = ", ".join(f"{label} {nombre(count)}" for count, label in counts if count)
    read = libelle(seance.moderation)
    return _(
        "Paroles reçues, selon leur chemin : %(voies)s. Elles sont %(relues)s.",
        voies=ways,
        relues=read,
    )
