"""La rotation : badges, plans, placements, pointages de l’accueil.

Suit : 0010.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan_rotation",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("seance_id", sa.String(length=36), nullable=False),
        sa.Column("mode", sa.String(length=40), nullable=False),
        sa.Column("etat", sa.String(length=40), nullable=False),
        sa.Column("graine", sa.Integer(), nullable=False),
        sa.Column("demande", sa.JSON(), nullable=False),
        sa.Column("bilan", sa.JSON(), nullable=False),
        sa.Column("raisons", sa.JSON(), nullable=False),
        sa.Column("repare_id", sa.String(length=36), nullable=True),
        sa.Column("par", sa.String(length=36), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pret_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("publie_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("remplace_le", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["repare_id"],
            ["plan_rotation.id"],
            name=op.f("fk_plan_rotation_repare_id_plan_rotation"),
        ),
        sa.ForeignKeyConstraint(
            ["seance_id"], ["seance.id"], name=op.f("fk_plan_rotation_seance_id_seance")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_rotation")),
    )
    op.create_index(op.f("ix_plan_rotation_seance_id"), "plan_rotation", ["seance_id"])
    op.create_index(
        "uq_plan_rotation_en_vigueur",
        "plan_rotation",
        ["seance_id"],
        unique=True,
        sqlite_where=sa.text("publie_le IS NOT NULL AND remplace_le IS NULL"),
        postgresql_where=sa.text("publie_le IS NOT NULL AND remplace_le IS NULL"),
    )
    op.create_table(
        "badge",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("seance_id", sa.String(length=36), nullable=False),
        sa.Column("numero", sa.Integer(), nullable=False),
        sa.Column("serie", sa.String(length=80), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("nom", sa.String(length=120), nullable=False),
        sa.Column("organisme", sa.String(length=200), nullable=False),
        sa.Column("ensemble", sa.String(length=40), nullable=False),
        sa.Column("a_part", sa.String(length=40), nullable=False),
        sa.Column("tablee_fixe_id", sa.String(length=36), nullable=True),
        sa.Column("participant_id", sa.String(length=36), nullable=True),
        sa.Column("arrive_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("parti_le", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_badge_participant_id_participant")
        ),
        sa.ForeignKeyConstraint(
            ["seance_id"], ["seance.id"], name=op.f("fk_badge_seance_id_seance")
        ),
        sa.ForeignKeyConstraint(
            ["tablee_fixe_id"], ["tablee.id"], name=op.f("fk_badge_tablee_fixe_id_tablee")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_badge")),
        sa.UniqueConstraint("participant_id", name=op.f("uq_badge_participant_id")),
        sa.UniqueConstraint("seance_id", "numero", name=op.f("uq_badge_seance_id_numero")),
    )
    op.create_table(
        "placement",
        sa.Column("plan_id", sa.String(length=36), nullable=False),
        sa.Column("badge_id", sa.String(length=36), nullable=False),
        sa.Column("tour_id", sa.String(length=36), nullable=False),
        sa.Column("tablee_id", sa.String(length=36), nullable=False),
        sa.Column("reelle_id", sa.String(length=36), nullable=True),
        sa.Column("vu_le", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["badge_id"], ["badge.id"], name=op.f("fk_placement_badge_id_badge")
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan_rotation.id"], name=op.f("fk_placement_plan_id_plan_rotation")
        ),
        sa.ForeignKeyConstraint(
            ["reelle_id"], ["tablee.id"], name=op.f("fk_placement_reelle_id_tablee")
        ),
        sa.ForeignKeyConstraint(
            ["tablee_id"], ["tablee.id"], name=op.f("fk_placement_tablee_id_tablee")
        ),
        sa.ForeignKeyConstraint(["tour_id"], ["tour.id"], name=op.f("fk_placement_tour_id_tour")),
        sa.PrimaryKeyConstraint("plan_id", "badge_id", "tour_id", name=op.f("pk_placement")),
    )
    op.create_table(
        "pointage",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("seance_id", sa.String(length=36), nullable=False),
        sa.Column("client_id", sa.String(length=36), nullable=False),
        sa.Column("qualite", sa.String(length=80), nullable=False),
        sa.Column("badge_id", sa.String(length=36), nullable=True),
        sa.Column("par", sa.String(length=36), nullable=False),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("annule_le", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["badge_id"], ["badge.id"], name=op.f("fk_pointage_badge_id_badge")
        ),
        sa.ForeignKeyConstraint(
            ["seance_id"], ["seance.id"], name=op.f("fk_pointage_seance_id_seance")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pointage")),
        sa.UniqueConstraint("seance_id", "client_id", name=op.f("uq_pointage_seance_id_client_id")),
    )
    op.create_index(
        "uq_pointage_badge",
        "pointage",
        ["badge_id"],
        unique=True,
        sqlite_where=sa.text("annule_le IS NULL"),
        postgresql_where=sa.text("annule_le IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("pointage")
    op.drop_table("placement")
    op.drop_table("badge")
    op.drop_table("plan_rotation")
