"""Séance, its codes, its script (étapes), its attendance counts."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    and_,
    select,
    text,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from cafe import clock
from cafe.models.base import ID_LENGTH, Base, EnumText, UtcDateTime, new_id
from cafe.models.demarche import Demarche
from cafe.models.etape import Droit, Etape, VueEcran

# Spoken aloud, written on a poster: no 0/O, 1/I/L, 2/Z, 5/S, 8/B, U/V.
ALPHABET_CODE = "34679ACDEFGHJKMNPQRTWXY"
LONGUEUR_CODE = 6


class Format(StrEnum):
    """What kind of meeting it is."""

    ATELIER = "atelier"
    WORLD_CAFE = "world_cafe"
    GROUPE_DE_TRAVAIL = "groupe_de_travail"
    TEMPS_FORT = "temps_fort"
    RESTITUTION = "restitution"
    COLLECTE = "collecte"


class Phase(StrEnum):
    """The life of a séance. ``CLOSE``: the compte rendu has left, no late word is taken."""

    PREPARATION = "preparation"
    OUVERTE = "ouverte"
    TERMINEE = "terminee"
    CLOSE = "close"


class Moderation(StrEnum):
    """When a facilitator looks at a word: after it is shown, or before."""

    A_POSTERIORI = "a_posteriori"
    A_PRIORI = "a_priori"


class Mur(StrEnum):
    """What the room screen does; SUITES reads back the actions agreed, before closing."""

    DIRECT = "direct"
    FIGE = "fige"
    MASQUE = "masque"
    SUITES = "suites"


class ModeRotation(StrEnum):
    """How people find their table at each tour: freely, by a badge, by a plan of names."""

    LIBRE = "libre"
    BADGES = "badges"
    NOMME = "nomme"


class Seance(Base):
    """One meeting (« rencontre »), or a collecte over weeks."""

    __tablename__ = "seance"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    demarche_id: Mapped[str] = mapped_column(ForeignKey("demarche.id"), index=True)
    format: Mapped[Format] = mapped_column(EnumText(Format))
    titre: Mapped[str] = mapped_column(String(200))
    jour: Mapped[date | None] = mapped_column()
    # The last day of a collecte; its hours are then those of its first and of its last day.
    jour_fin: Mapped[date | None] = mapped_column()
    heure_debut: Mapped[time | None] = mapped_column()
    heure_fin: Mapped[time | None] = mapped_column()
    lieu: Mapped[str] = mapped_column(String(200), default="")
    objet: Mapped[str] = mapped_column(Text, default="")
    redacteur: Mapped[str] = mapped_column(String(120), default="")
    # The group that meets, when it is a meeting of one.
    groupe_id: Mapped[str | None] = mapped_column(ForeignKey("groupe.id"), index=True)
    # The next meeting, as it is announced at the end of this one.
    prochaine_jour: Mapped[date | None] = mapped_column()
    prochaine_heure: Mapped[time | None] = mapped_column()
    prochaine_lieu: Mapped[str] = mapped_column(String(200), default="")
    prochaine_objet: Mapped[str] = mapped_column(Text, default="")
    phase: Mapped[Phase] = mapped_column(EnumText(Phase), default=Phase.PREPARATION)
    moderation: Mapped[Moderation] = mapped_column(
        EnumText(Moderation), default=Moderation.A_POSTERIORI
    )
    mur: Mapped[Mur] = mapped_column(EnumText(Mur), default=Mur.DIRECT)
    # The event number at which the wall was frozen: it shows nothing later.
    mur_numero: Mapped[int | None] = mapped_column()
    # What whoever leads has the room screen show, whatever the step; and of what (an id).
    vue: Mapped[VueEcran] = mapped_column(EnumText(VueEcran), default=VueEcran.AUTO)
    vue_cible: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    # A sentence to all phones and screens, until it is taken away.
    message: Mapped[str] = mapped_column(String(280), default="")
    message_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    rotation: Mapped[ModeRotation] = mapped_column(
        EnumText(ModeRotation), default=ModeRotation.LIBRE
    )
    # A rehearsal is a séance of its own, made of that one, erased as a whole.
    repetition_de: Mapped[str | None] = mapped_column(ForeignKey("seance.id"), index=True)
    etape_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    ouverte_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    terminee_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    close_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cree_le: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    demarche: Mapped[Demarche] = relationship()
    etapes: Mapped[list[Etape]] = relationship(
        back_populates="seance", order_by="Etape.ordre", cascade="all, delete-orphan"
    )
    codes: Mapped[list[CodeSeance]] = relationship(
        back_populates="seance", order_by="CodeSeance.le"
    )

    @property
    def etape(self) -> Etape | None:
        """The étape under way, if the séance follows a script."""
        return next((e for e in self.etapes if e.id == self.etape_id), None)

    @property
    def code(self) -> str | None:
        """The join code in force; None once it has been withdrawn."""
        return next((c.code for c in self.codes if c.fin_le is None), None)

    def precedes(self, other: Seance) -> bool:
        """Whether it is held before that one."""
        return self.id != other.id and self.moment() < other.moment()

    def moment(self) -> tuple[date, time, datetime]:
        """What puts séances in order: day, hour, then as they were created. Without a day,
        that of its creation."""
        day = self.jour or clock.day_of(self.cree_le)
        return day, self.heure_debut or time.min, self.cree_le

    def droits(self) -> tuple[Droit, ...]:
        """What phones may do now: the étape's rights while open, reading otherwise."""
        if self.phase is not Phase.OUVERTE:
            return (Droit.LIRE,)
        etape = self.etape
        return droits_of(self.phase, etape.droits if etape else None)

    def accepts_contributions(self) -> bool:
        """Whether phones may write now; later words are still taken, marked late."""
        return Droit.CONTRIBUER in self.droits()

    def takes_late_words(self) -> bool:
        """Whether a word that comes too late is kept, marked ``tardive``."""
        return takes_late_words(self.phase)


def droits_of(phase: Phase, etape: Collection[str] | None) -> tuple[Droit, ...]:
    """What phones may do in that phase, given the rights of the étape under way, if any."""
    if phase is not Phase.OUVERTE:
        return (Droit.LIRE,)
    if etape is None:
        return (Droit.LIRE, Droit.CONTRIBUER)
    return tuple(droit for droit in Droit if droit in etape)


def takes_late_words(phase: Phase) -> bool:
    """Whether a word that comes too late is still kept in that phase."""
    return phase in (Phase.OUVERTE, Phase.TERMINEE)


class CodeSeance(Base):
    """A join code; never reused, so a replaced one still leads to its séance."""

    __tablename__ = "code_seance"
    __table_args__ = (
        Index(
            "uq_code_seance_ouvert",
            "seance_id",
            unique=True,
            sqlite_where=text("fin_le IS NULL"),
            postgresql_where=text("fin_le IS NULL"),
        ),
    )

    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    seance_id: Mapped[str] = mapped_column(ForeignKey("seance.id"))
    le: Mapped[datetime] = mapped_column(UtcDateTime)
    fin_le: Mapped[datetime | None] = mapped_column(UtcDateTime)

    seance: Mapped[Seance] = relationship(back_populates="codes")


class Effectif(Base):
    """Attendance as a count by quality (« 35 conseillers citoyens »), never a name."""

    __tablename__ = "effectif"
    __table_args__ = (UniqueConstraint("seance_id", "qualite"),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    seance_id: Mapped[str] = mapped_column(ForeignKey("seance.id"))
    qualite: Mapped[str] = mapped_column(String(80))
    nombre: Mapped[int] = mapped_column()
    ordre: Mapped[int] = mapped_column(default=0)


def seance_by_code(session: Session, code: str) -> Seance | None:
    """The séance of a code as people type it (spaces, dashes and case forgiven)."""
    row = session.get(CodeSeance, normalise_code(code))
    return row.seance if row else None


def fresh_code(session: Session) -> str:
    """A code nobody ever had: replaced and ended ones stay taken."""
    while True:
        code = "".join(secrets.choice(ALPHABET_CODE) for _ in range(LONGUEUR_CODE))
        if session.get(CodeSeance, code) is None:
            return code


def normalise_code(code: str) -> str:
    """``« ab 3-f7k »`` becomes ``AB3F7K``."""
    return "".join(c for c in code.upper() if c.isalnum())[:12]


def held_in(demarche_id: str) -> ColumnElement[bool]:
    """The condition that a séance is one of that démarche; a rehearsal is none of any."""
    return and_(Seance.demarche_id == demarche_id, Seance.repetition_de.is_(None))


def seances_of(session: Session, demarche_id: str) -> list[Seance]:
    """The séances of a démarche, latest first."""
    return _latest_first(session, held_in(demarche_id))


def rehearsals_of(session: Session, seance_id: str) -> list[Seance]:
    """The rehearsals of a séance that were not erased, latest first."""
    return _latest_first(session, Seance.repetition_de == seance_id)


def seances_of_groupe(session: Session, groupe_id: str) -> list[Seance]:
    """The meetings of a group, latest first."""
    return _latest_first(session, Seance.groupe_id == groupe_id)


def _latest_first(session: Session, where: ColumnElement[bool]) -> list[Seance]:
    # Here and not in the query: bases do not agree on where rows without a day stand.
    return sorted(session.scalars(select(Seance).where(where)), key=Seance.moment, reverse=True)
