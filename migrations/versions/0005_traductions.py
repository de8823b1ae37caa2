"""Traductions en français, par l’équipe, des textes dits dans une autre langue.

Suit : 0004.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "traduction",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version_id", sa.String(length=36), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("langue", sa.String(length=12), nullable=False),
        sa.Column("texte", sa.Text(), nullable=True),
        sa.Column("par", sa.String(length=36), nullable=True),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("efface_le", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["contribution_version.id"],
            name=op.f("fk_traduction_version_id_contribution_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_traduction")),
        sa.UniqueConstraint("version_id", "rang", name=op.f("uq_traduction_version_id_rang")),
    )


def downgrade() -> None:
    op.drop_table("traduction")
