"""Les tables : synthèses, effectifs, feuilles photographiées, idées mises en avant.

Suit : 0009.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "effectif_tablee",
        sa.Column("tour_id", sa.String(length=36), nullable=False),
        sa.Column("tablee_id", sa.String(length=36), nullable=False),
        sa.Column("nombre", sa.Integer(), nullable=False),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tablee_id"], ["tablee.id"], name=op.f("fk_effectif_tablee_tablee_id_tablee")
        ),
        sa.ForeignKeyConstraint(
            ["tour_id"], ["tour.id"], name=op.f("fk_effectif_tablee_tour_id_tour")
        ),
        sa.PrimaryKeyConstraint("tour_id", "tablee_id", name=op.f("pk_effectif_tablee")),
    )
    op.create_table(
        "feuille_tablee",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("seance_id", sa.String(length=36), nullable=False),
        sa.Column("tour_id", sa.String(length=36), nullable=True),
        sa.Column("tablee_id", sa.String(length=36), nullable=False),
        sa.Column("type_mime", sa.String(length=40), nullable=False),
        sa.Column("octets", sa.Integer(), nullable=False),
        sa.Column("empreinte", sa.String(length=64), nullable=False),
        sa.Column("largeur", sa.Integer(), nullable=False),
        sa.Column("hauteur", sa.Integer(), nullable=False),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retiree_le", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["seance_id"], ["seance.id"], name=op.f("fk_feuille_tablee_seance_id_seance")
        ),
        sa.ForeignKeyConstraint(
            ["tablee_id"], ["tablee.id"], name=op.f("fk_feuille_tablee_tablee_id_tablee")
        ),
        sa.ForeignKeyConstraint(
            ["tour_id"], ["tour.id"], name=op.f("fk_feuille_tablee_tour_id_tour")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feuille_tablee")),
    )
    op.create_index(op.f("ix_feuille_tablee_seance_id"), "feuille_tablee", ["seance_id"])
    op.create_table(
        "synthese_tablee",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("seance_id", sa.String(length=36), nullable=False),
        sa.Column("tour_id", sa.String(length=36), nullable=False),
        sa.Column("tablee_id", sa.String(length=36), nullable=False),
        sa.Column("question_id", sa.String(length=36), nullable=True),
        sa.Column("approuvee_version_id", sa.String(length=36), nullable=True),
        sa.Column("approuvee_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pour", sa.Integer(), nullable=True),
        sa.Column("presents", sa.Integer(), nullable=True),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_synthese_tablee_question_id_question")
        ),
        sa.ForeignKeyConstraint(
            ["seance_id"], ["seance.id"], name=op.f("fk_synthese_tablee_seance_id_seance")
        ),
        sa.ForeignKeyConstraint(
            ["tablee_id"], ["tablee.id"], name=op.f("fk_synthese_tablee_tablee_id_tablee")
        ),
        sa.ForeignKeyConstraint(
            ["tour_id"], ["tour.id"], name=op.f("fk_synthese_tablee_tour_id_tour")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_synthese_tablee")),
        sa.UniqueConstraint(
            "tour_id", "tablee_id", name=op.f("uq_synthese_tablee_tour_id_tablee_id")
        ),
    )
    op.create_index(op.f("ix_synthese_tablee_seance_id"), "synthese_tablee", ["seance_id"])
    op.create_table(
        "synthese_version",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("synthese_id", sa.String(length=36), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("texte", sa.Text(), nullable=True),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("par", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["synthese_id"],
            ["synthese_tablee.id"],
            name=op.f("fk_synthese_version_synthese_id_synthese_tablee"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_synthese_version")),
        sa.UniqueConstraint(
            "synthese_id", "rang", name=op.f("uq_synthese_version_synthese_id_rang")
        ),
    )
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.add_column(sa.Column("etoile_le", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.drop_column("etoile_le")
    op.drop_table("synthese_version")
    op.drop_table("synthese_tablee")
    op.drop_table("feuille_tablee")
    op.drop_table("effectif_tablee")
