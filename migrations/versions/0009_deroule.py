"""Le déroulé : natures, horloge et modèles des étapes ; message, vue de l’écran, répétition.

Suit : 0008.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "modele_deroule",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("demarche_id", sa.String(length=36), nullable=False),
        sa.Column("titre", sa.String(length=120), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("contenu", sa.JSON(), nullable=False),
        sa.Column("par", sa.String(length=36), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retire_le", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["demarche_id"], ["demarche.id"], name=op.f("fk_modele_deroule_demarche_id_demarche")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_modele_deroule")),
    )
    op.create_index(op.f("ix_modele_deroule_demarche_id"), "modele_deroule", ["demarche_id"])
    with op.batch_alter_table("etape", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("nature", sa.String(length=40), nullable=False, server_default="libre")
        )
        batch_op.add_column(sa.Column("tour_id", sa.String(length=36), nullable=True))
        batch_op.add_column(
            sa.Column("ecran", sa.String(length=40), nullable=False, server_default="auto")
        )
        batch_op.add_column(sa.Column("consigne", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("debut_le", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("fin_prevue_le", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("pause_le", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("ecartee_le", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_etape_tour_id_tour"), "tour", ["tour_id"], ["id"]
        )
    with op.batch_alter_table("seance", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("vue", sa.String(length=40), nullable=False, server_default="auto")
        )
        batch_op.add_column(sa.Column("vue_cible", sa.String(length=36), nullable=True))
        batch_op.add_column(
            sa.Column("message", sa.String(length=280), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("message_le", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("rotation", sa.String(length=40), nullable=False, server_default="libre")
        )
        batch_op.add_column(sa.Column("repetition_de", sa.String(length=36), nullable=True))
        batch_op.create_index(batch_op.f("ix_seance_repetition_de"), ["repetition_de"])
        batch_op.create_foreign_key(
            batch_op.f("fk_seance_repetition_de_seance"), "seance", ["repetition_de"], ["id"]
        )
    with op.batch_alter_table("tablee", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("hote", sa.String(length=120), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("aide_le", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("tablee", schema=None) as batch_op:
        batch_op.drop_column("aide_le")
        batch_op.drop_column("hote")
    with op.batch_alter_table("seance", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_seance_repetition_de_seance"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_seance_repetition_de"))
        batch_op.drop_column("repetition_de")
        batch_op.drop_column("rotation")
        batch_op.drop_column("message_le")
        batch_op.drop_column("message")
        batch_op.drop_column("vue_cible")
        batch_op.drop_column("vue")
    with op.batch_alter_table("etape", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_etape_tour_id_tour"), type_="foreignkey")
        batch_op.drop_column("ecartee_le")
        batch_op.drop_column("pause_le")
        batch_op.drop_column("fin_prevue_le")
        batch_op.drop_column("debut_le")
        batch_op.drop_column("consigne")
        batch_op.drop_column("ecran")
        batch_op.drop_column("tour_id")
        batch_op.drop_column("nature")
    op.drop_table("modele_deroule")
