"""Les votes par gommettes, dont la base garde elle-même les limites.

Suit : 0011.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "scrutin",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("seance_id", sa.String(length=36), nullable=False),
        sa.Column("titre", sa.String(length=200), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("par_carte", sa.Integer(), nullable=False),
        sa.Column("visibilite", sa.String(length=40), nullable=False),
        sa.Column("etat", sa.String(length=40), nullable=False),
        sa.Column("presents", sa.Integer(), nullable=True),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ouvert_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("clos_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revele_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "par_carte >= 1 AND par_carte <= points", name=op.f("ck_scrutin_par_carte")
        ),
        sa.ForeignKeyConstraint(
            ["seance_id"], ["seance.id"], name=op.f("fk_scrutin_seance_id_seance")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scrutin")),
    )
    op.create_index(op.f("ix_scrutin_seance_id"), "scrutin", ["seance_id"])
    op.create_index(
        "uq_scrutin_ouvert",
        "scrutin",
        ["seance_id"],
        unique=True,
        sqlite_where=sa.text("etat = 'ouvert'"),
        postgresql_where=sa.text("etat = 'ouvert'"),
    )
    op.create_table(
        "photo_scrutin",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("scrutin_id", sa.String(length=36), nullable=False),
        sa.Column("type_mime", sa.String(length=40), nullable=False),
        sa.Column("octets", sa.Integer(), nullable=False),
        sa.Column("empreinte", sa.String(length=64), nullable=False),
        sa.Column("largeur", sa.Integer(), nullable=False),
        sa.Column("hauteur", sa.Integer(), nullable=False),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retiree_le", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["scrutin_id"], ["scrutin.id"], name=op.f("fk_photo_scrutin_scrutin_id_scrutin")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo_scrutin")),
    )
    op.create_index(op.f("ix_photo_scrutin_scrutin_id"), "photo_scrutin", ["scrutin_id"])
    op.create_table(
        "rang_carte",
        sa.Column("scrutin_id", sa.String(length=36), nullable=False),
        sa.Column("rang", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["scrutin_id"], ["scrutin.id"], name=op.f("fk_rang_carte_scrutin_id_scrutin")
        ),
        sa.PrimaryKeyConstraint("scrutin_id", "rang", name=op.f("pk_rang_carte")),
    )
    op.create_table(
        "rang_scrutin",
        sa.Column("scrutin_id", sa.String(length=36), nullable=False),
        sa.Column("rang", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["scrutin_id"], ["scrutin.id"], name=op.f("fk_rang_scrutin_scrutin_id_scrutin")
        ),
        sa.PrimaryKeyConstraint("scrutin_id", "rang", name=op.f("pk_rang_scrutin")),
    )
    op.create_table(
        "cible_scrutin",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("scrutin_id", sa.String(length=36), nullable=False),
        sa.Column("ordre", sa.Integer(), nullable=False),
        sa.Column("regroupement_id", sa.String(length=36), nullable=True),
        sa.Column("contribution_id", sa.String(length=36), nullable=True),
        sa.CheckConstraint(
            "(regroupement_id IS NULL) <> (contribution_id IS NULL)",
            name=op.f("ck_cible_scrutin_une_seule_carte"),
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_cible_scrutin_contribution_id_contribution"),
        ),
        sa.ForeignKeyConstraint(
            ["regroupement_id"],
            ["regroupement.id"],
            name=op.f("fk_cible_scrutin_regroupement_id_regroupement"),
        ),
        sa.ForeignKeyConstraint(
            ["scrutin_id"], ["scrutin.id"], name=op.f("fk_cible_scrutin_scrutin_id_scrutin")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cible_scrutin")),
        sa.UniqueConstraint(
            "scrutin_id",
            "contribution_id",
            name=op.f("uq_cible_scrutin_scrutin_id_contribution_id"),
        ),
        sa.UniqueConstraint("scrutin_id", "id", name=op.f("uq_cible_scrutin_scrutin_id_id")),
        sa.UniqueConstraint("scrutin_id", "ordre", name=op.f("uq_cible_scrutin_scrutin_id_ordre")),
        sa.UniqueConstraint(
            "scrutin_id",
            "regroupement_id",
            name=op.f("uq_cible_scrutin_scrutin_id_regroupement_id"),
        ),
    )
    op.create_table(
        "gommette",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("scrutin_id", sa.String(length=36), nullable=False),
        sa.Column("participant_id", sa.String(length=36), nullable=False),
        sa.Column("cible_id", sa.String(length=36), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("rang_carte", sa.Integer(), nullable=False),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_gommette_participant_id_participant"),
        ),
        sa.ForeignKeyConstraint(
            ["scrutin_id", "cible_id"],
            ["cible_scrutin.scrutin_id", "cible_scrutin.id"],
            name="fk_gommette_cible",
        ),
        sa.ForeignKeyConstraint(
            ["scrutin_id", "rang"],
            ["rang_scrutin.scrutin_id", "rang_scrutin.rang"],
            name="fk_gommette_rang",
        ),
        sa.ForeignKeyConstraint(
            ["scrutin_id", "rang_carte"],
            ["rang_carte.scrutin_id", "rang_carte.rang"],
            name="fk_gommette_rang_carte",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gommette")),
        sa.UniqueConstraint(
            "cible_id",
            "participant_id",
            "rang_carte",
            name=op.f("uq_gommette_cible_id_participant_id_rang_carte"),
        ),
        sa.UniqueConstraint(
            "scrutin_id",
            "participant_id",
            "rang",
            name=op.f("uq_gommette_scrutin_id_participant_id_rang"),
        ),
    )
    op.create_table(
        "papier_scrutin",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("cible_id", sa.String(length=36), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("par", sa.String(length=36), nullable=False),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["cible_id"],
            ["cible_scrutin.id"],
            name=op.f("fk_papier_scrutin_cible_id_cible_scrutin"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_papier_scrutin")),
    )
    op.create_index(op.f("ix_papier_scrutin_cible_id"), "papier_scrutin", ["cible_id"])


def downgrade() -> None:
    op.drop_table("papier_scrutin")
    op.drop_table("gommette")
    op.drop_table("cible_scrutin")
    op.drop_table("rang_scrutin")
    op.drop_table("rang_carte")
    op.drop_table("photo_scrutin")
    op.drop_table("scrutin")
