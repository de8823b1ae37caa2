"""Étape: a step of the script (« déroulé ») of a séance, on the server's clock.

What phones may do is in its ``droits``; what the room screen shows by itself is in ``ecran``.
A step that was left out stays in the script, marked, so that it can be put back.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cafe.models.base import ID_LENGTH, Base, EnumText, UtcDateTime, new_id

if TYPE_CHECKING:
    from cafe.models.seance import Seance


class Droit(StrEnum):
    """What phones may do during an étape."""

    LIRE = "lire"
    CONTRIBUER = "contribuer"
    VOTER = "voter"


class NatureEtape(StrEnum):
    """What happens during a step; ``LIBRE`` for what has no name of its own."""

    ACCUEIL = "accueil"
    PRESENTATION = "presentation"
    TOUR = "tour"
    SYNTHESE = "synthese"
    VOTE = "vote"
    PLENIERE = "pleniere"
    CLOTURE = "cloture"
    LIBRE = "libre"


class VueEcran(StrEnum):
    """What the room screen shows. ``AUTO``: what suits the step under way."""

    AUTO = "auto"
    ACCUEIL = "accueil"
    MUR = "mur"
    MINUTEUR = "minuteur"
    VOTES = "votes"
    SYNTHESES = "syntheses"
    # Asked for from the board, of one question or one group; no step of a script shows them.
    QUESTION = "question"
    GROUPE = "groupe"


VUES_DES_ETAPES = tuple(v for v in VueEcran if v not in (VueEcran.QUESTION, VueEcran.GROUPE))


class Etape(Base):
    """A step: what phones may do, what the screen shows, how long it lasts, when it ran.

    ``debut_le`` is when it was last entered, ``fin_prevue_le`` when its time is up (None without
    a duration), ``pause_le`` when its clock was stopped. A tour of a world café may have several
    steps (writing in silence, then talking): they share its ``tour_id``.
    """

    __tablename__ = "etape"
    __table_args__ = (UniqueConstraint("seance_id", "ordre"),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    seance_id: Mapped[str] = mapped_column(ForeignKey("seance.id"))
    ordre: Mapped[int] = mapped_column()
    titre: Mapped[str] = mapped_column(String(120))
    nature: Mapped[NatureEtape] = mapped_column(EnumText(NatureEtape), default=NatureEtape.LIBRE)
    tour_id: Mapped[str | None] = mapped_column(ForeignKey("tour.id"))
    duree_minutes: Mapped[int | None] = mapped_column()
    droits: Mapped[list[Any]] = mapped_column(JSON, default=list)
    ecran: Mapped[VueEcran] = mapped_column(EnumText(VueEcran), default=VueEcran.AUTO)
    # What whoever leads has to say or do, printed in the conducteur.
    consigne: Mapped[str] = mapped_column(Text, default="")
    debut_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    fin_prevue_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    pause_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ecartee_le: Mapped[datetime | None] = mapped_column(UtcDateTime)

    seance: Mapped[Seance] = relationship(back_populates="etapes")

    def remaining(self, at: datetime) -> timedelta | None:
        """The time left at that instant, negative when it is over; None without a duration."""
        if self.fin_prevue_le is None:
            return None
        return self.fin_prevue_le - (self.pause_le or at)
