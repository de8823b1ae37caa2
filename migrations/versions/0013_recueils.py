"""Un recueil a un dernier jour, après lequel il se ferme.

Suit : 0012.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("seance", schema=None) as batch_op:
        batch_op.add_column(sa.Column("jour_fin", sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("seance", schema=None) as batch_op:
        batch_op.drop_column("jour_fin")
