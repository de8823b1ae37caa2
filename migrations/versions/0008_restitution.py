"""Une question de restitution dit de quelle question elle rend compte.

Suit : 0007.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.add_column(sa.Column("origine_id", sa.String(length=36), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_question_origine_id_question"), "question", ["origine_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("fk_question_origine_id_question"), type_="foreignkey")
        batch_op.drop_column("origine_id")
