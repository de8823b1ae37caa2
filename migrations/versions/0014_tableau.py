"""Le tableau garde ce qui permet d'annuler, de rapprocher, de proposer et de modérer.

Suit : 0013.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def _ouvert(nom: str, table: str, *colonnes: str) -> None:
    """At most one row open for these columns."""
    op.create_index(
        nom,
        table,
        list(colonnes),
        unique=True,
        sqlite_where=sa.text("fin_le IS NULL"),
        postgresql_where=sa.text("fin_le IS NULL"),
    )


def upgrade() -> None:
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.add_column(sa.Column("partie", sa.Double(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("isolee_le", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("signalement", sa.String(length=40), nullable=True))
        batch_op.add_column(
            sa.Column("signalement_vu_le", sa.DateTime(timezone=True), nullable=True)
        )
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ralenti_le", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("ralenti_par", sa.String(length=36), nullable=True))
    op.create_table(
        "regroupement_version",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("regroupement_id", sa.String(length=36), nullable=False),
        sa.Column("titre", sa.String(length=200), nullable=False),
        sa.Column("resume", sa.Text(), nullable=False),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["regroupement_id"],
            ["regroupement.id"],
            name=op.f("fk_regroupement_version_regroupement_id_regroupement"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regroupement_version")),
    )
    op.create_index(
        op.f("ix_regroupement_version_regroupement_id"), "regroupement_version", ["regroupement_id"]
    )
    op.create_table(
        "decision_moderation",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("contribution_id", sa.String(length=36), nullable=False),
        sa.Column("statut", sa.String(length=40), nullable=False),
        sa.Column("motif", sa.String(length=40), nullable=True),
        sa.Column("precision", sa.Text(), nullable=False),
        sa.Column("par", sa.String(length=36), nullable=True),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_decision_moderation_contribution_id_contribution"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_moderation")),
    )
    op.create_index(
        op.f("ix_decision_moderation_contribution_id"), "decision_moderation", ["contribution_id"]
    )
    op.create_table(
        "rapprochement",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("contribution_id", sa.String(length=36), nullable=False),
        sa.Column("principale_id", sa.String(length=36), nullable=False),
        sa.Column("motif", sa.Text(), nullable=False),
        sa.Column("par", sa.String(length=36), nullable=True),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fin_par", sa.String(length=36), nullable=True),
        sa.Column("fin_le", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "contribution_id <> principale_id", name=op.f("ck_rapprochement_deux_paroles")
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_rapprochement_contribution_id_contribution"),
        ),
        sa.ForeignKeyConstraint(
            ["principale_id"],
            ["contribution.id"],
            name=op.f("fk_rapprochement_principale_id_contribution"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rapprochement")),
    )
    op.create_index(op.f("ix_rapprochement_principale_id"), "rapprochement", ["principale_id"])
    _ouvert("uq_rapprochement_ouvert", "rapprochement", "contribution_id")
    op.create_table(
        "proposition_refusee",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("seance_id", sa.String(length=36), nullable=False),
        sa.Column("genre", sa.String(length=40), nullable=False),
        sa.Column("cle", sa.String(length=80), nullable=False),
        sa.Column("cartes", sa.JSON(), nullable=False),
        sa.Column("par", sa.String(length=36), nullable=True),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fin_le", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["seance_id"], ["seance.id"], name=op.f("fk_proposition_refusee_seance_id_seance")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposition_refusee")),
    )
    _ouvert("uq_proposition_refusee_ouverte", "proposition_refusee", "seance_id", "genre", "cle")
    op.create_table(
        "empreinte_texte",
        sa.Column("version_id", sa.String(length=36), nullable=False),
        sa.Column("octets", sa.LargeBinary(), nullable=False),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["contribution_version.id"],
            name=op.f("fk_empreinte_texte_version_id_contribution_version"),
        ),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_empreinte_texte")),
    )


def downgrade() -> None:
    op.drop_table("empreinte_texte")
    op.drop_table("proposition_refusee")
    op.drop_table("rapprochement")
    op.drop_table("decision_moderation")
    op.drop_table("regroupement_version")
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.drop_column("ralenti_par")
        batch_op.drop_column("ralenti_le")
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.drop_column("signalement_vu_le")
        batch_op.drop_column("signalement")
        batch_op.drop_column("isolee_le")
        batch_op.drop_column("partie")
