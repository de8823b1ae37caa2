"""Questions dites à voix haute, une fois par langue.

Suit : 0005.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "question_dite",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("question_id", sa.String(length=36), nullable=False),
        sa.Column("langue", sa.String(length=12), nullable=False),
        sa.Column("type_mime", sa.String(length=40), nullable=False),
        sa.Column("octets", sa.Integer(), nullable=False),
        sa.Column("empreinte", sa.String(length=64), nullable=False),
        sa.Column("secondes", sa.Integer(), nullable=True),
        sa.Column("par", sa.String(length=36), nullable=True),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_question_dite_question_id_question")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_dite")),
        sa.UniqueConstraint(
            "question_id", "langue", name=op.f("uq_question_dite_question_id_langue")
        ),
    )


def downgrade() -> None:
    op.drop_table("question_dite")
