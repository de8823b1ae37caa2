"""Promesse faite avant d’écrire, personne à appeler, quartiers, objections et réponses.

Suit : 0006.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_TEXTES = {
    "porteur": sa.String(length=200),
    "non_negociable": sa.Text(),
    "conservation": sa.Text(),
    "contact_nom": sa.String(length=120),
    "contact_telephone": sa.String(length=40),
    "contact_courriel": sa.String(length=200),
    "contact_horaires": sa.String(length=200),
}


def upgrade() -> None:
    with op.batch_alter_table("demarche", schema=None) as batch_op:
        for nom, genre in _TEXTES.items():
            batch_op.add_column(sa.Column(nom, genre, nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("quartiers", sa.JSON(), nullable=False, server_default=sa.text("'[]'"))
        )
    op.create_table(
        "objection",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("contribution_id", sa.String(length=36), nullable=False),
        sa.Column("texte", sa.Text(), nullable=True),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reponse", sa.Text(), nullable=False),
        sa.Column("repondu_par", sa.String(length=36), nullable=True),
        sa.Column("repondu_le", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_objection_contribution_id_contribution"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection")),
    )
    op.create_index(op.f("ix_objection_contribution_id"), "objection", ["contribution_id"])


def downgrade() -> None:
    op.drop_table("objection")
    with op.batch_alter_table("demarche", schema=None) as batch_op:
        for nom in (*_TEXTES, "quartiers"):
            batch_op.drop_column(nom)
