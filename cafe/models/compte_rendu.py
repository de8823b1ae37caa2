"""CompteRendu: the written account of a séance, through review to a frozen, numbered version.

While ``PROJET`` or ``RELECTURE`` it is composed anew from the séance each time. Validated, it is
frozen: ``contenu`` keeps everything it prints except people's words, which are named by version id,
so that an erasure reaches them; ``CompteRenduFichier`` keeps the file as it was signed until an
erasure takes it away and a version n+1 follows.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    select,
    text,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from cafe.models.base import ID_LENGTH, Base, EnumText, UtcDateTime, new_id
from cafe.models.contribution import ContributionVersion
from cafe.models.seance import Format, Phase, Seance
from cafe.models.synthese import SyntheseTablee, SyntheseVersion
from cafe.models.traduction import Traduction


class ModeleCompteRendu(StrEnum):
    """Two forms: the meeting's two pages, the world café's synthesis with annexes."""

    REUNION = "reunion"
    WORLD_CAFE = "world_cafe"


_EN_REUNION = frozenset({Format.GROUPE_DE_TRAVAIL, Format.RESTITUTION})


def usual_modele(format: Format, groupe_id: str | None) -> ModeleCompteRendu:
    """The model that suits a séance; the lead may choose the other."""
    meets = groupe_id is not None or format in _EN_REUNION
    return ModeleCompteRendu.REUNION if meets else ModeleCompteRendu.WORLD_CAFE


class EtatCompteRendu(StrEnum):
    """Its way: drafted, read again by the co-pilote, validated, approved at the next séance."""

    PROJET = "projet"
    RELECTURE = "relecture"
    VALIDE = "valide"
    APPROUVE = "approuve"


class MotifVersion(StrEnum):
    """Why there is a version after the first."""

    PREMIERE = "premiere"
    CORRECTION = "correction"
    EFFACEMENT = "effacement"


class CompteRendu(Base):
    """One version. At most one of a séance is not validated yet."""

    __tablename__ = "compte_rendu"
    __table_args__ = (
        UniqueConstraint("seance_id", "numero"),
        Index(
            "uq_compte_rendu_en_cours",
            "seance_id",
            unique=True,
            sqlite_where=text("valide_le IS NULL"),
            postgresql_where=text("valide_le IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    seance_id: Mapped[str] = mapped_column(ForeignKey("seance.id"))
    numero: Mapped[int] = mapped_column()
    modele: Mapped[ModeleCompteRendu] = mapped_column(EnumText(ModeleCompteRendu))
    etat: Mapped[EtatCompteRendu] = mapped_column(
        EnumText(EtatCompteRendu), default=EtatCompteRendu.PROJET
    )
    motif: Mapped[MotifVersion] = mapped_column(EnumText(MotifVersion))
    precision: Mapped[str] = mapped_column(Text, default="")
    contenu: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    valide_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # The name as it is printed: « validé le … par … ».
    valide_par: Mapped[str] = mapped_column(String(160), default="")
    approuve_jour: Mapped[date | None] = mapped_column()
    approuve_seance_id: Mapped[str | None] = mapped_column(ForeignKey("seance.id"))
    amendements: Mapped[str] = mapped_column(Text, default="")
    cree_le: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)


class CompteRenduFichier(Base):
    """The file of a validated version, byte for byte, and its SHA-256 in hexadecimal."""

    __tablename__ = "compte_rendu_fichier"

    compte_rendu_id: Mapped[str] = mapped_column(ForeignKey("compte_rendu.id"), primary_key=True)
    # None once an erasure took it away; the digest stays.
    pdf: Mapped[bytes | None] = mapped_column(LargeBinary)
    empreinte: Mapped[str] = mapped_column(String(64))
    retire_le: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CompteRenduParole(Base):
    """Which texts a frozen version prints: how an erasure finds it."""

    __tablename__ = "compte_rendu_parole"

    compte_rendu_id: Mapped[str] = mapped_column(ForeignKey("compte_rendu.id"), primary_key=True)
    version_id: Mapped[str] = mapped_column(
        ForeignKey("contribution_version.id"), primary_key=True, index=True
    )


class Relecture(Base):
    """A comment on one paragraph, named by its anchor in the content; settled, it stays."""

    __tablename__ = "relecture"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    compte_rendu_id: Mapped[str] = mapped_column(ForeignKey("compte_rendu.id"), index=True)
    ancre: Mapped[str] = mapped_column(String(80))
    texte: Mapped[str] = mapped_column(Text)
    auteur: Mapped[str] = mapped_column(String(160))
    par: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    le: Mapped[datetime] = mapped_column(UtcDateTime)
    reglee_le: Mapped[datetime | None] = mapped_column(UtcDateTime)


def versions_of(session: Session, seance_id: str) -> list[CompteRendu]:
    """The versions of a séance's compte rendu, latest first."""
    return list(
        session.scalars(
            select(CompteRendu)
            .where(CompteRendu.seance_id == seance_id)
            .order_by(CompteRendu.numero.desc())
        )
    )


def draft_of(session: Session, seance_id: str) -> CompteRendu | None:
    """The version that is not validated yet, if there is one."""
    return session.scalar(
        select(CompteRendu).where(
            CompteRendu.seance_id == seance_id, CompteRendu.valide_le.is_(None)
        )
    )


def comments_of(session: Session, compte_rendu_id: str) -> list[Relecture]:
    """The comments on a version, oldest first."""
    return list(
        session.scalars(
            select(Relecture)
            .where(Relecture.compte_rendu_id == compte_rendu_id)
            .order_by(Relecture.le)
        )
    )


def still_written(session: Session, seance: Seance) -> bool:
    """Whether a meeting still changes: once closed, only while a correction is being drafted."""
    return seance.phase is not Phase.CLOSE or draft_of(session, seance.id) is not None


def last_validated(session: Session, seance_id: str) -> CompteRendu | None:
    """The latest frozen version, if there is one."""
    return session.scalar(
        select(CompteRendu)
        .where(CompteRendu.seance_id == seance_id, CompteRendu.valide_le.is_not(None))
        .order_by(CompteRendu.numero.desc())
        .limit(1)
    )


def texts_of(session: Session, compte_rendu_id: str) -> dict[str, str | None]:
    """The texts that a frozen version prints, their translations, and those that tables of the
    séance approved, by id; None once erased."""
    named = select(CompteRenduParole.version_id).where(
        CompteRenduParole.compte_rendu_id == compte_rendu_id
    )
    said = select(ContributionVersion.id, ContributionVersion.texte).where(
        ContributionVersion.id.in_(named)
    )
    translated = select(Traduction.id, Traduction.texte).where(Traduction.version_id.in_(named))
    here = select(CompteRendu.seance_id).where(CompteRendu.id == compte_rendu_id)
    tables = (
        select(SyntheseVersion.id, SyntheseVersion.texte)
        .join(SyntheseTablee, SyntheseTablee.id == SyntheseVersion.synthese_id)
        .where(SyntheseTablee.seance_id == here.scalar_subquery())
    )
    queries = (said, translated, tables)
    return {id_: texte for query in queries for id_, texte in session.execute(query)}


def printing_synthese(session: Session, synthese: SyntheseTablee) -> list[CompteRendu]:
    """The frozen versions that print a text of that synthèse, oldest first."""
    ids = {version.id for version in synthese.versions}
    frozen = select(CompteRendu).where(
        CompteRendu.seance_id == synthese.seance_id, CompteRendu.contenu.is_not(None)
    )
    rows = session.scalars(frozen.order_by(CompteRendu.numero))
    return [row for row in rows if any(id_ in json.dumps(row.contenu) for id_ in ids)]


def printing(session: Session, contribution_ids: Collection[str]) -> list[CompteRendu]:
    """The frozen versions that print a text of those contributions, oldest first."""
    return list(
        session.scalars(
            select(CompteRendu)
            .where(
                CompteRendu.id.in_(
                    select(CompteRenduParole.compte_rendu_id)
                    .join(
                        ContributionVersion,
                        ContributionVersion.id == CompteRenduParole.version_id,
                    )
                    .where(ContributionVersion.contribution_id.in_(contribution_ids))
                )
            )
            .order_by(CompteRendu.numero)
        )
    )
