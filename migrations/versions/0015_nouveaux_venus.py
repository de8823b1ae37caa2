"""Les nouveaux venus d’une séance se comptent sans relire ceux d’avant.

Suit : 0014.
"""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.drop_index("ix_participant_cree_le")
        batch_op.create_index("ix_participant_seance_id_cree_le", ["seance_id", "cree_le"])


def downgrade() -> None:
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.drop_index("ix_participant_seance_id_cree_le")
        batch_op.create_index("ix_participant_cree_le", ["cree_le"])
