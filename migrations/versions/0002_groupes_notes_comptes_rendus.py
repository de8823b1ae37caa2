"""Groupes, présences, notes, suivis et comptes rendus.

Suit : 0001.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "groupe",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("demarche_id", sa.String(length=36), nullable=False),
        sa.Column("genre", sa.String(length=40), nullable=False),
        sa.Column("nom", sa.String(length=200), nullable=False),
        sa.Column("volet", sa.String(length=200), nullable=False),
        sa.Column("diffusion", sa.String(length=400), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ferme_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["demarche_id"], ["demarche.id"], name=op.f("fk_groupe_demarche_id_demarche")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_groupe")),
    )
    with op.batch_alter_table("groupe", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_groupe_demarche_id"), ["demarche_id"], unique=False)

    op.create_table(
        "logo",
        sa.Column("organisme_id", sa.String(length=36), nullable=False),
        sa.Column("png", sa.LargeBinary(), nullable=False),
        sa.Column("largeur", sa.Integer(), nullable=False),
        sa.Column("hauteur", sa.Integer(), nullable=False),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisme_id"], ["organisme.id"], name=op.f("fk_logo_organisme_id_organisme")
        ),
        sa.PrimaryKeyConstraint("organisme_id", name=op.f("pk_logo")),
    )
    op.create_table(
        "membre_groupe",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("groupe_id", sa.String(length=36), nullable=False),
        sa.Column("nom", sa.String(length=120), nullable=False),
        sa.Column("fonction", sa.String(length=160), nullable=False),
        sa.Column("organisme_id", sa.String(length=36), nullable=True),
        sa.Column("rang", sa.String(length=40), nullable=False),
        sa.Column("copilote", sa.Boolean(), nullable=False),
        sa.Column("ordre", sa.Integer(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fin_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["groupe_id"], ["groupe.id"], name=op.f("fk_membre_groupe_groupe_id_groupe")
        ),
        sa.ForeignKeyConstraint(
            ["organisme_id"], ["organisme.id"], name=op.f("fk_membre_groupe_organisme_id_organisme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membre_groupe")),
    )
    with op.batch_alter_table("membre_groupe", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membre_groupe_groupe_id"), ["groupe_id"], unique=False)

    op.create_table(
        "compte_rendu",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("seance_id", sa.String(length=36), nullable=False),
        sa.Column("numero", sa.Integer(), nullable=False),
        sa.Column("modele", sa.String(length=40), nullable=False),
        sa.Column("etat", sa.String(length=40), nullable=False),
        sa.Column("motif", sa.String(length=40), nullable=False),
        sa.Column("precision", sa.Text(), nullable=False),
        sa.Column("contenu", sa.JSON(), nullable=True),
        sa.Column("valide_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("valide_par", sa.String(length=160), nullable=False),
        sa.Column("approuve_jour", sa.Date(), nullable=True),
        sa.Column("approuve_seance_id", sa.String(length=36), nullable=True),
        sa.Column("amendements", sa.Text(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["approuve_seance_id"],
            ["seance.id"],
            name=op.f("fk_compte_rendu_approuve_seance_id_seance"),
        ),
        sa.ForeignKeyConstraint(
            ["seance_id"], ["seance.id"], name=op.f("fk_compte_rendu_seance_id_seance")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_compte_rendu")),
        sa.UniqueConstraint("seance_id", "numero", name=op.f("uq_compte_rendu_seance_id_numero")),
    )
    with op.batch_alter_table("compte_rendu", schema=None) as batch_op:
        batch_op.create_index(
            "uq_compte_rendu_en_cours",
            ["seance_id"],
            unique=True,
            sqlite_where=sa.text("valide_le IS NULL"),
            postgresql_where=sa.text("valide_le IS NULL"),
        )

    op.create_table(
        "document_joint",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("seance_id", sa.String(length=36), nullable=False),
        sa.Column("ordre", sa.Integer(), nullable=False),
        sa.Column("titre", sa.String(length=200), nullable=False),
        sa.Column("adresse", sa.String(length=500), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["seance_id"], ["seance.id"], name=op.f("fk_document_joint_seance_id_seance")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_joint")),
        sa.UniqueConstraint("seance_id", "ordre", name=op.f("uq_document_joint_seance_id_ordre")),
    )
    op.create_table(
        "point",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("seance_id", sa.String(length=36), nullable=False),
        sa.Column("ordre", sa.Integer(), nullable=False),
        sa.Column("titre", sa.String(length=300), nullable=False),
        sa.Column("duree_minutes", sa.Integer(), nullable=True),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["seance_id"], ["seance.id"], name=op.f("fk_point_seance_id_seance")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point")),
        sa.UniqueConstraint("seance_id", "ordre", name=op.f("uq_point_seance_id_ordre")),
    )
    op.create_table(
        "presence",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("seance_id", sa.String(length=36), nullable=False),
        sa.Column("membre_id", sa.String(length=36), nullable=True),
        sa.Column("nom", sa.String(length=120), nullable=False),
        sa.Column("fonction", sa.String(length=160), nullable=False),
        sa.Column("organisme_id", sa.String(length=36), nullable=True),
        sa.Column("etat", sa.String(length=40), nullable=False),
        sa.Column("represente_par", sa.String(length=200), nullable=False),
        sa.Column("ordre", sa.Integer(), nullable=False),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["membre_id"], ["membre_groupe.id"], name=op.f("fk_presence_membre_id_membre_groupe")
        ),
        sa.ForeignKeyConstraint(
            ["organisme_id"], ["organisme.id"], name=op.f("fk_presence_organisme_id_organisme")
        ),
        sa.ForeignKeyConstraint(
            ["seance_id"], ["seance.id"], name=op.f("fk_presence_seance_id_seance")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presence")),
        sa.UniqueConstraint("seance_id", "membre_id", name=op.f("uq_presence_seance_id_membre_id")),
    )
    with op.batch_alter_table("presence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_presence_seance_id"), ["seance_id"], unique=False)

    op.create_table(
        "compte_rendu_fichier",
        sa.Column("compte_rendu_id", sa.String(length=36), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=True),
        sa.Column("empreinte", sa.String(length=64), nullable=False),
        sa.Column("retire_le", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["compte_rendu_id"],
            ["compte_rendu.id"],
            name=op.f("fk_compte_rendu_fichier_compte_rendu_id_compte_rendu"),
        ),
        sa.PrimaryKeyConstraint("compte_rendu_id", name=op.f("pk_compte_rendu_fichier")),
    )
    op.create_table(
        "ligne",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("seance_id", sa.String(length=36), nullable=False),
        sa.Column("point_id", sa.String(length=36), nullable=False),
        sa.Column("client_id", sa.String(length=36), nullable=False),
        sa.Column("nature", sa.String(length=40), nullable=False),
        sa.Column("rang", sa.Double(), nullable=False),
        sa.Column("cite_genre", sa.String(length=40), nullable=True),
        sa.Column("cite_id", sa.String(length=36), nullable=True),
        sa.Column("par", sa.String(length=36), nullable=True),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retiree_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["point_id"], ["point.id"], name=op.f("fk_ligne_point_id_point")),
        sa.ForeignKeyConstraint(
            ["seance_id"], ["seance.id"], name=op.f("fk_ligne_seance_id_seance")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ligne")),
        sa.UniqueConstraint("seance_id", "client_id", name=op.f("uq_ligne_seance_id_client_id")),
    )
    with op.batch_alter_table("ligne", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ligne_point_id"), ["point_id"], unique=False)

    op.create_table(
        "relecture",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("compte_rendu_id", sa.String(length=36), nullable=False),
        sa.Column("ancre", sa.String(length=80), nullable=False),
        sa.Column("texte", sa.Text(), nullable=False),
        sa.Column("auteur", sa.String(length=160), nullable=False),
        sa.Column("par", sa.String(length=36), nullable=True),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reglee_le", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["compte_rendu_id"],
            ["compte_rendu.id"],
            name=op.f("fk_relecture_compte_rendu_id_compte_rendu"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relecture")),
    )
    with op.batch_alter_table("relecture", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_relecture_compte_rendu_id"), ["compte_rendu_id"], unique=False
        )

    op.create_table(
        "ligne_version",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("ligne_id", sa.String(length=36), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("texte", sa.Text(), nullable=True),
        sa.Column("par", sa.String(length=36), nullable=True),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("efface_le", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["ligne_id"], ["ligne.id"], name=op.f("fk_ligne_version_ligne_id_ligne")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ligne_version")),
        sa.UniqueConstraint("ligne_id", "rang", name=op.f("uq_ligne_version_ligne_id_rang")),
    )
    op.create_table(
        "suivi",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("demarche_id", sa.String(length=36), nullable=False),
        sa.Column("seance_id", sa.String(length=36), nullable=False),
        sa.Column("groupe_id", sa.String(length=36), nullable=True),
        sa.Column("ligne_id", sa.String(length=36), nullable=False),
        sa.Column("qui", sa.String(length=200), nullable=False),
        sa.Column("organisme_id", sa.String(length=36), nullable=True),
        sa.Column("echeance", sa.Date(), nullable=True),
        sa.Column("echeance_texte", sa.String(length=120), nullable=False),
        sa.Column("etat", sa.String(length=40), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["demarche_id"], ["demarche.id"], name=op.f("fk_suivi_demarche_id_demarche")
        ),
        sa.ForeignKeyConstraint(
            ["groupe_id"], ["groupe.id"], name=op.f("fk_suivi_groupe_id_groupe")
        ),
        sa.ForeignKeyConstraint(["ligne_id"], ["ligne.id"], name=op.f("fk_suivi_ligne_id_ligne")),
        sa.ForeignKeyConstraint(
            ["organisme_id"], ["organisme.id"], name=op.f("fk_suivi_organisme_id_organisme")
        ),
        sa.ForeignKeyConstraint(
            ["seance_id"], ["seance.id"], name=op.f("fk_suivi_seance_id_seance")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suivi")),
        sa.UniqueConstraint("ligne_id", name=op.f("uq_suivi_ligne_id")),
    )
    with op.batch_alter_table("suivi", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_suivi_demarche_id"), ["demarche_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_suivi_groupe_id"), ["groupe_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_suivi_seance_id"), ["seance_id"], unique=False)

    op.create_table(
        "nouvelle_suivi",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("suivi_id", sa.String(length=36), nullable=False),
        sa.Column("seance_id", sa.String(length=36), nullable=True),
        sa.Column("etat", sa.String(length=40), nullable=False),
        sa.Column("texte", sa.Text(), nullable=False),
        sa.Column("par", sa.String(length=36), nullable=True),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["seance_id"], ["seance.id"], name=op.f("fk_nouvelle_suivi_seance_id_seance")
        ),
        sa.ForeignKeyConstraint(
            ["suivi_id"], ["suivi.id"], name=op.f("fk_nouvelle_suivi_suivi_id_suivi")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nouvelle_suivi")),
    )
    with op.batch_alter_table("nouvelle_suivi", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_nouvelle_suivi_seance_id"), ["seance_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_nouvelle_suivi_suivi_id"), ["suivi_id"], unique=False)

    op.create_table(
        "compte_rendu_parole",
        sa.Column("compte_rendu_id", sa.String(length=36), nullable=False),
        sa.Column("version_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["compte_rendu_id"],
            ["compte_rendu.id"],
            name=op.f("fk_compte_rendu_parole_compte_rendu_id_compte_rendu"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["contribution_version.id"],
            name=op.f("fk_compte_rendu_parole_version_id_contribution_version"),
        ),
        sa.PrimaryKeyConstraint(
            "compte_rendu_id", "version_id", name=op.f("pk_compte_rendu_parole")
        ),
    )
    with op.batch_alter_table("compte_rendu_parole", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_compte_rendu_parole_version_id"), ["version_id"], unique=False
        )

    with op.batch_alter_table("seance", schema=None) as batch_op:
        batch_op.add_column(sa.Column("groupe_id", sa.String(length=36), nullable=True))
        batch_op.add_column(sa.Column("prochaine_jour", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("prochaine_heure", sa.Time(), nullable=True))
        batch_op.add_column(
            sa.Column("prochaine_lieu", sa.String(length=200), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("prochaine_objet", sa.Text(), nullable=False, server_default="")
        )
        batch_op.create_index(batch_op.f("ix_seance_groupe_id"), ["groupe_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_seance_groupe_id_groupe"), "groupe", ["groupe_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("seance", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_seance_groupe_id_groupe"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_seance_groupe_id"))
        batch_op.drop_column("prochaine_objet")
        batch_op.drop_column("prochaine_lieu")
        batch_op.drop_column("prochaine_heure")
        batch_op.drop_column("prochaine_jour")
        batch_op.drop_column("groupe_id")

    op.drop_table("compte_rendu_parole")
    op.drop_table("nouvelle_suivi")
    op.drop_table("suivi")
    op.drop_table("ligne_version")
    op.drop_table("relecture")
    op.drop_table("ligne")
    op.drop_table("compte_rendu_fichier")
    op.drop_table("presence")
    op.drop_table("point")
    op.drop_table("document_joint")
    op.drop_table("compte_rendu")
    op.drop_table("membre_groupe")
    op.drop_table("logo")
    op.drop_table("groupe")
