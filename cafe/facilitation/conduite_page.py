"""What the conductor's page needs, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe.access.doors import current_identite
from cafe.access.identity import Genre
from cafe.access.permits import Pouvoir
from cafe.actions.conduite import SUITES
from cafe.addresses import base_url, join_url
from cafe.documents.qr import qr_svg
from cafe.facilitation.vue import may
from cafe.models import Etape, Evenement, Phase, Seance
from cafe.models.comptage import Comptage, count_words


@dataclass(frozen=True)
class EtapeConduite:
    """A step as the line shows it; ``etat``: fait, en_cours, a_venir."""

    etape: Etape
    etat: str


@dataclass(frozen=True)
class PageConduite:
    """The whole page. ``depuis`` and ``fin`` are those of the étape under way."""

    seance: Seance
    etapes: list[EtapeConduite]
    precedente: Etape | None
    suivante: Etape | None
    depuis: datetime | None
    fin: datetime | None
    code: str | None
    adresse: str
    qr: Markup | None
    comptage: Comptage
    peut_clore: bool
    note: bool  # whether notes are theirs to take
    prepare: bool  # whether the lead's room is open to this person

    @property
    def suites(self) -> frozenset[Phase]:
        """The phases that may follow."""
        return SUITES[self.seance.phase]


def page_conduite(session: Session, seance: Seance) -> PageConduite:
    """Gather the page of a séance."""
    etapes = list(seance.etapes)
    rang = next((i for i, e in enumerate(etapes) if e.id == seance.etape_id), -1)
    current = etapes[rang] if rang >= 0 else None
    since = _since(session, seance) if seance.phase is Phase.OUVERTE and current else None
    minutes = current.duree_minutes if current else None
    code = seance.code
    return PageConduite(
        seance=seance,
        etapes=[EtapeConduite(e, _state(seance, i, rang)) for i, e in enumerate(etapes)],
        precedente=etapes[rang - 1] if rang > 0 else None,
        suivante=etapes[rang + 1] if 0 <= rang < len(etapes) - 1 else None,
        depuis=since,
        fin=since + timedelta(minutes=minutes) if since and minutes else None,
        code=code,
        adresse=base_url().partition("://")[2],
        qr=Markup(qr_svg(join_url(code))) if code else None,  # noqa: S704 - drawn by us
        comptage=count_words(session, seance.id),
        peut_clore=may(seance, Pouvoir.DECIDER),
        note=may(seance, Pouvoir.NOTER),
        prepare=current_identite().genre is Genre.COMPTE,
    )


def _state(seance: Seance, index: int, current: int) -> str:
    if seance.phase is Phase.PREPARATION:
        return "a_venir"
    if seance.phase is not Phase.OUVERTE:
        return "fait"
    if index == current:
        return "en_cours"
    return "fait" if index < current else "a_venir"


def _since(session: Session, seance: Seance) -> datetime | None:
    """When the étape under way began: the script's last move, or the opening."""
    return session.scalar(
        select(Evenement.le)
        .where(
            Evenement.seance_id == seance.id,
            Evenement.nature.in_(("EtapeReached", "SeanceOpened")),
        )
        .order_by(Evenement.numero.desc())
        .limit(1)
    )
