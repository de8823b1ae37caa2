"""Talons numérotés : des reçus imprimés avant la rencontre.

Suit : 0003.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "talon",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("seance_id", sa.String(length=36), nullable=False),
        sa.Column("numero", sa.Integer(), nullable=False),
        sa.Column("recu_hash", sa.String(length=64), nullable=False),
        sa.Column("mots_hash", sa.String(length=64), nullable=False),
        sa.Column("participant_id", sa.String(length=36), nullable=True),
        sa.Column("imprime_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lie_le", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_talon_participant_id_participant"),
        ),
        sa.ForeignKeyConstraint(
            ["seance_id"], ["seance.id"], name=op.f("fk_talon_seance_id_seance")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talon")),
        sa.UniqueConstraint("mots_hash", name=op.f("uq_talon_mots_hash")),
        sa.UniqueConstraint("participant_id", name=op.f("uq_talon_participant_id")),
        sa.UniqueConstraint("recu_hash", name=op.f("uq_talon_recu_hash")),
        sa.UniqueConstraint("seance_id", "numero", name=op.f("uq_talon_seance_id_numero")),
    )


def downgrade() -> None:
    op.drop_table("talon")
