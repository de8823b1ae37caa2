"""Photos et voix jointes aux paroles, textes notés par l’équipe, mains levées.

Suit : 0002.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "media",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("contribution_id", sa.String(length=36), nullable=False),
        sa.Column("genre", sa.String(length=40), nullable=False),
        sa.Column("type_mime", sa.String(length=40), nullable=False),
        sa.Column("octets", sa.Integer(), nullable=False),
        sa.Column("empreinte", sa.String(length=64), nullable=False),
        sa.Column("largeur", sa.Integer(), nullable=True),
        sa.Column("hauteur", sa.Integer(), nullable=True),
        sa.Column("secondes", sa.Integer(), nullable=True),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_media_contribution_id_contribution"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media")),
        sa.UniqueConstraint(
            "contribution_id", "genre", name=op.f("uq_media_contribution_id_genre")
        ),
    )
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mains", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("contribution_version", schema=None) as batch_op:
        batch_op.add_column(sa.Column("notee_par", sa.String(length=36), nullable=True))
        batch_op.add_column(sa.Column("approuvee_le", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("contribution_version", schema=None) as batch_op:
        batch_op.drop_column("approuvee_le")
        batch_op.drop_column("notee_par")
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.drop_column("mains")
    op.drop_table("media")
