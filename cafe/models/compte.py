"""Staff: accounts, their role in a démarche, invitations.

Passwords are argon2id hashes made by Flask-Security; nothing here hashes or signs in.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from flask_security.core import UserMixin
from sqlalchemy import ForeignKey, Index, String, Text, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from cafe.models.base import ID_LENGTH, Base, EnumText, UtcDateTime, new_id


class Role(StrEnum):
    """What a compte may be in one démarche."""

    CHEF_DE_PROJET = "chef_de_projet"
    ANIMATEUR = "animateur"
    RAPPORTEUR = "rapporteur"
    LECTEUR = "lecteur"


class Compte(Base, UserMixin):
    """A staff account. ``est_admin`` may create démarches and accounts, no more."""

    __tablename__ = "compte"

    id: Mapped[str] = mapped_column(  # type: ignore[assignment]
        String(ID_LENGTH), primary_key=True, default=new_id
    )
    email: Mapped[str] = mapped_column(String(255), unique=True)
    nom: Mapped[str] = mapped_column(String(120), default="")
    password: Mapped[str] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    est_admin: Mapped[bool] = mapped_column(default=False)
    # Changing it ends every session and link of the account (Flask-Security).
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True, default=new_id)
    cree_le: Mapped[datetime] = mapped_column(UtcDateTime)

    membres: Mapped[list[Membre]] = relationship(back_populates="compte")

    @property
    def roles(self) -> list[str]:  # type: ignore[override]
        """Flask-Security's global roles: unused, rights are per démarche (``Membre``)."""
        return []

    def open_roles(self) -> dict[str, Role]:
        """The roles in force, by démarche id."""
        return {m.demarche_id: m.role for m in self.membres if m.fin_le is None}


class Membre(Base):
    """A compte's role in one démarche, from a day to a day; at most one open."""

    __tablename__ = "membre"
    __table_args__ = (
        Index(
            "uq_membre_ouvert",
            "compte_id",
            "demarche_id",
            unique=True,
            sqlite_where=text("fin_le IS NULL"),
            postgresql_where=text("fin_le IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    compte_id: Mapped[str] = mapped_column(ForeignKey("compte.id"))
    demarche_id: Mapped[str] = mapped_column(ForeignKey("demarche.id"), index=True)
    role: Mapped[Role] = mapped_column(EnumText(Role))
    le: Mapped[datetime] = mapped_column(UtcDateTime)
    par: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    fin_le: Mapped[datetime | None] = mapped_column(UtcDateTime)

    compte: Mapped[Compte] = relationship(back_populates="membres")


class Invitation(Base):
    """A single-use link that makes its holder a member; only the link's hash is kept."""

    __tablename__ = "invitation"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    demarche_id: Mapped[str] = mapped_column(ForeignKey("demarche.id"), index=True)
    email: Mapped[str] = mapped_column(String(255))
    role: Mapped[Role] = mapped_column(EnumText(Role))
    jeton_hash: Mapped[str] = mapped_column(String(64), unique=True)
    le: Mapped[datetime] = mapped_column(UtcDateTime)
    par: Mapped[str] = mapped_column(String(ID_LENGTH))
    expire_le: Mapped[datetime] = mapped_column(UtcDateTime)
    acceptee_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    annulee_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(Text, default="")

    def is_open(self, at: datetime) -> bool:
        """Whether the link may still be used at that instant."""
        return self.acceptee_le is None and self.annulee_le is None and at < self.expire_le


class JetonReinitialisation(Base):
    """A single-use password link made on the command line; only its hash is kept."""

    __tablename__ = "jeton_reinitialisation"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    compte_id: Mapped[str] = mapped_column(ForeignKey("compte.id"), index=True)
    jeton_hash: Mapped[str] = mapped_column(String(64), unique=True)
    le: Mapped[datetime] = mapped_column(UtcDateTime)
    expire_le: Mapped[datetime] = mapped_column(UtcDateTime)
    utilise_le: Mapped[datetime | None] = mapped_column(UtcDateTime)


def compte_by_email(session: Session, email: str) -> Compte | None:
    """The account of that address, however it was capitalised."""
    return session.scalar(select(Compte).where(Compte.email == email.strip().lower()))


def membres_of(session: Session, demarche_id: str) -> list[Membre]:
    """The members in force of a démarche, oldest first."""
    return list(
        session.scalars(
            select(Membre)
            .where(Membre.demarche_id == demarche_id, Membre.fin_le.is_(None))
            .order_by(Membre.le)
        )
    )
