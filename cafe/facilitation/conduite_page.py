"""What the conductor's page needs, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.doors import current_identite
from cafe.access.identity import Genre
from cafe.access.permits import Pouvoir
from cafe.actions.conduite import SUITES
from cafe.actions.ecran import MESSAGE_MAX
from cafe.addresses import base_url, join_url
from cafe.documents.qr import qr_svg
from cafe.facilitation.ecran_etat import shows_passages
from cafe.facilitation.equilibre import Proposition, proposition_of
from cafe.facilitation.horaires import Horaires, horaires_of
from cafe.facilitation.vue import may
from cafe.models import Etape, Phase, Seance, Tour
from cafe.models.comptage import Comptage, count_words
from cafe.models.coup_d_oeil import TableeVue, glance
from cafe.models.evenement import last_numero
from cafe.models.minuteur import Compte, milliseconds, minuteur_of
from cafe.models.passages import Passages, passages_of


@dataclass(frozen=True)
class EtapeConduite:
    """A step as the line shows it; ``etat``: fait, en_cours, a_venir, ecartee."""

    etape: Etape
    etat: str


@dataclass(frozen=True)
class PageConduite:
    """The whole page. ``depuis`` is when the étape under way began; ``numero`` the last event's.

    ``precedente`` and ``suivante`` jump over the étapes that were left out. ``fin_vue``: the end
    of the étape under way (ms), also while it is paused; 0 where it has none.
    """

    seance: Seance
    numero: int
    etapes: list[EtapeConduite]
    precedente: Etape | None
    suivante: Etape | None
    depuis: datetime | None
    minuteur: Compte
    fin_vue: int
    horaires: Horaires
    tables: list[TableeVue]
    tour: Tour | None
    code: str | None
    adresse: str
    qr: Markup | None
    comptage: Comptage
    peut_clore: bool
    note: bool  # whether notes are theirs to take
    prepare: bool  # whether the lead's room is open to this person
    passages: Passages | None
    ecran_passages: bool  # whether the room screen says them now
    message_max: int = MESSAGE_MAX

    @property
    def suites(self) -> frozenset[Phase]:
        """The phases that may follow."""
        return SUITES[self.seance.phase]

    @property
    def equilibre(self) -> Proposition | None:
        """Who to send where, when hosts have counted tables that are too uneven."""
        return proposition_of(self.tables)

    @property
    def appels(self) -> int:
        """How many tables call for help."""
        return sum(1 for table in self.tables if table.tablee.aide_le is not None)


def page_conduite(session: Session, seance: Seance) -> PageConduite:
    """Gather the page of a séance."""
    numero = last_numero(session)
    etapes = list(seance.etapes)
    rang = next((i for i, e in enumerate(etapes) if e.id == seance.etape_id), -1)
    current = etapes[rang] if rang >= 0 and seance.phase is Phase.OUVERTE else None
    tour = session.get(Tour, current.tour_id) if current and current.tour_id else None
    kept = [e for e in etapes if e.ecartee_le is None or e is current]
    place = kept.index(current) if current else -1
    code = seance.code
    return PageConduite(
        seance=seance,
        numero=numero,
        etapes=[EtapeConduite(e, _state(seance, e, i, rang)) for i, e in enumerate(etapes)],
        precedente=kept[place - 1] if place > 0 else None,
        suivante=kept[place + 1] if 0 <= place < len(kept) - 1 else None,
        depuis=current.debut_le if current else None,
        minuteur=minuteur_of(seance, current),
        fin_vue=(milliseconds(current.fin_prevue_le) or 0) if current else 0,
        horaires=horaires_of(seance, etapes, rang if current else -1, clock.now()),
        tables=glance(session, seance, tour.id if tour else None),
        tour=tour,
        code=code,
        adresse=base_url().partition("://")[2],
        qr=Markup(qr_svg(join_url(code))) if code else None,  # noqa: S704 - drawn by us
        comptage=count_words(session, seance.id),
        peut_clore=may(seance, Pouvoir.DECIDER),
        note=may(seance, Pouvoir.NOTER),
        prepare=current_identite().genre is Genre.COMPTE,
        passages=passages_of(session, seance),
        ecran_passages=seance.phase is Phase.OUVERTE and shows_passages(seance),
    )


def _state(seance: Seance, etape: Etape, index: int, current: int) -> str:
    if etape.ecartee_le is not None:
        return "ecartee"
    if seance.phase is Phase.PREPARATION:
        return "a_venir"
    if seance.phase is not Phase.OUVERTE:
        return "fait"
    if index == current:
        return "en_cours"
    return "fait" if index < current else "a_venir"
