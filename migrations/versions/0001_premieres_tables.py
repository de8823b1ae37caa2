"""Les noms de la chaîne, du QR code à la réponse.

Suit : rien, la première.
"""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "compte",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("email", sa.String(length=255), nullable=False),
        sa.Column("nom", sa.String(length=120), nullable=False),
        sa.Column("password", sa.String(length=255), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("est_admin", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_compte")),
        sa.UniqueConstraint("email", name=op.f("uq_compte_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_compte_fs_uniquifier")),
    )
    op.create_table(
        "demarche",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("nom", sa.String(length=200), nullable=False),
        sa.Column("territoire", sa.String(length=200), nullable=False),
        sa.Column("presentation", sa.Text(), nullable=False),
        sa.Column("negociable", sa.Text(), nullable=False),
        sa.Column("decideur", sa.Text(), nullable=False),
        sa.Column("echeances", sa.Text(), nullable=False),
        sa.Column("moderation", sa.Text(), nullable=False),
        sa.Column("prochaine_etape", sa.Text(), nullable=False),
        sa.Column("prochaine_date", sa.Date(), nullable=True),
        sa.Column("libelles", sa.JSON(), nullable=False),
        sa.Column("publique", sa.Boolean(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demarche")),
    )
    op.create_table(
        "effacement",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("contribution_id", sa.String(length=36), nullable=False),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("motif", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_effacement")),
    )
    with op.batch_alter_table("effacement", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_effacement_contribution_id"), ["contribution_id"], unique=False
        )

    op.create_table(
        "evenement",
        sa.Column(
            "numero",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("nature", sa.String(length=60), nullable=False),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("auteur_genre", sa.String(length=20), nullable=False),
        sa.Column("auteur_id", sa.String(length=36), nullable=True),
        sa.Column("demarche_id", sa.String(length=36), nullable=True),
        sa.Column("seance_id", sa.String(length=36), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("numero", name=op.f("pk_evenement")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("evenement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evenement_demarche_id"), ["demarche_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_evenement_seance_id"), ["seance_id"], unique=False)

    op.create_table(
        "installation",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )
    op.create_table(
        "evenement_objet",
        sa.Column(
            "numero",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("genre", sa.String(length=30), nullable=False),
        sa.Column("objet_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["numero"], ["evenement.numero"], name=op.f("fk_evenement_objet_numero_evenement")
        ),
        sa.PrimaryKeyConstraint("numero", "genre", "objet_id", name=op.f("pk_evenement_objet")),
    )
    with op.batch_alter_table("evenement_objet", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evenement_objet_objet_id"), ["objet_id"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("demarche_id", sa.String(length=36), nullable=False),
        sa.Column("email", sa.String(length=255), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("jeton_hash", sa.String(length=64), nullable=False),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("par", sa.String(length=36), nullable=False),
        sa.Column("expire_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acceptee_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("annulee_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["demarche_id"], ["demarche.id"], name=op.f("fk_invitation_demarche_id_demarche")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("jeton_hash", name=op.f("uq_invitation_jeton_hash")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_invitation_demarche_id"), ["demarche_id"], unique=False
        )

    op.create_table(
        "jeton_reinitialisation",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("compte_id", sa.String(length=36), nullable=False),
        sa.Column("jeton_hash", sa.String(length=64), nullable=False),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expire_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("utilise_le", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["compte_id"], ["compte.id"], name=op.f("fk_jeton_reinitialisation_compte_id_compte")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jeton_reinitialisation")),
        sa.UniqueConstraint("jeton_hash", name=op.f("uq_jeton_reinitialisation_jeton_hash")),
    )
    with op.batch_alter_table("jeton_reinitialisation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_jeton_reinitialisation_compte_id"), ["compte_id"], unique=False
        )

    op.create_table(
        "membre",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("compte_id", sa.String(length=36), nullable=False),
        sa.Column("demarche_id", sa.String(length=36), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("par", sa.String(length=36), nullable=True),
        sa.Column("fin_le", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["compte_id"], ["compte.id"], name=op.f("fk_membre_compte_id_compte")
        ),
        sa.ForeignKeyConstraint(
            ["demarche_id"], ["demarche.id"], name=op.f("fk_membre_demarche_id_demarche")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membre")),
    )
    with op.batch_alter_table("membre", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membre_demarche_id"), ["demarche_id"], unique=False)
        batch_op.create_index(
            "uq_membre_ouvert",
            ["compte_id", "demarche_id"],
            unique=True,
            sqlite_where=sa.text("fin_le IS NULL"),
            postgresql_where=sa.text("fin_le IS NULL"),
        )

    op.create_table(
        "organisme",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("demarche_id", sa.String(length=36), nullable=False),
        sa.Column("nom", sa.String(length=200), nullable=False),
        sa.Column("sigle", sa.String(length=40), nullable=False),
        sa.Column("nature", sa.String(length=60), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["demarche_id"], ["demarche.id"], name=op.f("fk_organisme_demarche_id_demarche")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisme")),
        sa.UniqueConstraint("demarche_id", "nom", name=op.f("uq_organisme_demarche_id_nom")),
    )
    op.create_table(
        "plan",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("demarche_id", sa.String(length=36), nullable=False),
        sa.Column("nom", sa.String(length=120), nullable=False),
        sa.Column("ordre", sa.Integer(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["demarche_id"], ["demarche.id"], name=op.f("fk_plan_demarche_id_demarche")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("demarche_id", "nom", name=op.f("uq_plan_demarche_id_nom")),
    )
    op.create_table(
        "preconisation",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("demarche_id", sa.String(length=36), nullable=False),
        sa.Column("numero", sa.Integer(), nullable=False),
        sa.Column("volet", sa.String(length=120), nullable=False),
        sa.Column("intitule", sa.Text(), nullable=False),
        sa.Column("constat", sa.Text(), nullable=False),
        sa.Column("destinataire", sa.String(length=200), nullable=False),
        sa.Column("echeance", sa.String(length=120), nullable=False),
        sa.Column("etat", sa.String(length=40), nullable=False),
        sa.Column("par", sa.String(length=36), nullable=True),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["demarche_id"], ["demarche.id"], name=op.f("fk_preconisation_demarche_id_demarche")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preconisation")),
        sa.UniqueConstraint(
            "demarche_id", "numero", name=op.f("uq_preconisation_demarche_id_numero")
        ),
    )
    op.create_table(
        "seance",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("demarche_id", sa.String(length=36), nullable=False),
        sa.Column("format", sa.String(length=40), nullable=False),
        sa.Column("titre", sa.String(length=200), nullable=False),
        sa.Column("jour", sa.Date(), nullable=True),
        sa.Column("heure_debut", sa.Time(), nullable=True),
        sa.Column("heure_fin", sa.Time(), nullable=True),
        sa.Column("lieu", sa.String(length=200), nullable=False),
        sa.Column("objet", sa.Text(), nullable=False),
        sa.Column("redacteur", sa.String(length=120), nullable=False),
        sa.Column("phase", sa.String(length=40), nullable=False),
        sa.Column("moderation", sa.String(length=40), nullable=False),
        sa.Column("mur", sa.String(length=40), nullable=False),
        sa.Column("mur_numero", sa.Integer(), nullable=True),
        sa.Column("etape_id", sa.String(length=36), nullable=True),
        sa.Column("ouverte_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("terminee_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("close_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["demarche_id"], ["demarche.id"], name=op.f("fk_seance_demarche_id_demarche")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seance")),
    )
    with op.batch_alter_table("seance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seance_demarche_id"), ["demarche_id"], unique=False)

    op.create_table(
        "code_seance",
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("seance_id", sa.String(length=36), nullable=False),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fin_le", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["seance_id"], ["seance.id"], name=op.f("fk_code_seance_seance_id_seance")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_code_seance")),
    )
    with op.batch_alter_table("code_seance", schema=None) as batch_op:
        batch_op.create_index(
            "uq_code_seance_ouvert",
            ["seance_id"],
            unique=True,
            sqlite_where=sa.text("fin_le IS NULL"),
            postgresql_where=sa.text("fin_le IS NULL"),
        )

    op.create_table(
        "decision",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("preconisation_id", sa.String(length=36), nullable=False),
        sa.Column("etat", sa.String(length=40), nullable=False),
        sa.Column("instance", sa.String(length=200), nullable=False),
        sa.Column("jour", sa.Date(), nullable=False),
        sa.Column("motif", sa.Text(), nullable=False),
        sa.Column("jusqu_au", sa.Date(), nullable=True),
        sa.Column("organisme_id", sa.String(length=36), nullable=True),
        sa.Column("par", sa.String(length=36), nullable=True),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisme_id"], ["organisme.id"], name=op.f("fk_decision_organisme_id_organisme")
        ),
        sa.ForeignKeyConstraint(
            ["preconisation_id"],
            ["preconisation.id"],
            name=op.f("fk_decision_preconisation_id_preconisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_decision_preconisation_id"), ["preconisation_id"], unique=False
        )

    op.create_table(
        "effectif",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("seance_id", sa.String(length=36), nullable=False),
        sa.Column("qualite", sa.String(length=80), nullable=False),
        sa.Column("nombre", sa.Integer(), nullable=False),
        sa.Column("ordre", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["seance_id"], ["seance.id"], name=op.f("fk_effectif_seance_id_seance")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_effectif")),
        sa.UniqueConstraint("seance_id", "qualite", name=op.f("uq_effectif_seance_id_qualite")),
    )
    op.create_table(
        "engagement",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("demarche_id", sa.String(length=36), nullable=False),
        sa.Column("organisme_id", sa.String(length=36), nullable=False),
        sa.Column("texte", sa.Text(), nullable=False),
        sa.Column("echeance", sa.Date(), nullable=True),
        sa.Column("echeance_texte", sa.String(length=120), nullable=False),
        sa.Column("etat", sa.String(length=40), nullable=False),
        sa.Column("par", sa.String(length=36), nullable=True),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["demarche_id"], ["demarche.id"], name=op.f("fk_engagement_demarche_id_demarche")
        ),
        sa.ForeignKeyConstraint(
            ["organisme_id"], ["organisme.id"], name=op.f("fk_engagement_organisme_id_organisme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_engagement")),
    )
    with op.batch_alter_table("engagement", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_engagement_demarche_id"), ["demarche_id"], unique=False
        )

    op.create_table(
        "etape",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("seance_id", sa.String(length=36), nullable=False),
        sa.Column("ordre", sa.Integer(), nullable=False),
        sa.Column("titre", sa.String(length=120), nullable=False),
        sa.Column("duree_minutes", sa.Integer(), nullable=True),
        sa.Column("droits", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["seance_id"], ["seance.id"], name=op.f("fk_etape_seance_id_seance")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_etape")),
        sa.UniqueConstraint("seance_id", "ordre", name=op.f("uq_etape_seance_id_ordre")),
    )
    op.create_table(
        "fiche",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("demarche_id", sa.String(length=36), nullable=False),
        sa.Column("plan_id", sa.String(length=36), nullable=False),
        sa.Column("numero", sa.String(length=20), nullable=False),
        sa.Column("intitule", sa.Text(), nullable=False),
        sa.Column("ordre", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["demarche_id"], ["demarche.id"], name=op.f("fk_fiche_demarche_id_demarche")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_fiche_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fiche")),
        sa.UniqueConstraint("plan_id", "numero", name=op.f("uq_fiche_plan_id_numero")),
    )
    with op.batch_alter_table("fiche", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fiche_demarche_id"), ["demarche_id"], unique=False)

    op.create_table(
        "question",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("seance_id", sa.String(length=36), nullable=False),
        sa.Column("ordre", sa.Integer(), nullable=False),
        sa.Column("texte", sa.Text(), nullable=False),
        sa.Column("theme", sa.String(length=120), nullable=False),
        sa.Column("categories", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["seance_id"], ["seance.id"], name=op.f("fk_question_seance_id_seance")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("seance_id", "ordre", name=op.f("uq_question_seance_id_ordre")),
    )
    op.create_table(
        "reponse_publique",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("preconisation_id", sa.String(length=36), nullable=False),
        sa.Column("texte", sa.Text(), nullable=False),
        sa.Column("signataire", sa.String(length=200), nullable=False),
        sa.Column("par", sa.String(length=36), nullable=True),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["preconisation_id"],
            ["preconisation.id"],
            name=op.f("fk_reponse_publique_preconisation_id_preconisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reponse_publique")),
    )
    with op.batch_alter_table("reponse_publique", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reponse_publique_preconisation_id"), ["preconisation_id"], unique=False
        )

    op.create_table(
        "tablee",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("seance_id", sa.String(length=36), nullable=False),
        sa.Column("numero", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("capacite", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["seance_id"], ["seance.id"], name=op.f("fk_tablee_seance_id_seance")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tablee")),
        sa.UniqueConstraint("seance_id", "numero", name=op.f("uq_tablee_seance_id_numero")),
    )
    op.create_table(
        "tour",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("seance_id", sa.String(length=36), nullable=False),
        sa.Column("numero", sa.Integer(), nullable=False),
        sa.Column("duree_minutes", sa.Integer(), nullable=True),
        sa.Column("debut", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fin", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["seance_id"], ["seance.id"], name=op.f("fk_tour_seance_id_seance")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tour")),
        sa.UniqueConstraint("seance_id", "numero", name=op.f("uq_tour_seance_id_numero")),
    )
    op.create_table(
        "acces",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("seance_id", sa.String(length=36), nullable=False),
        sa.Column("tablee_id", sa.String(length=36), nullable=True),
        sa.Column("libelle", sa.String(length=120), nullable=False),
        sa.Column("jeton_hash", sa.String(length=64), nullable=False),
        sa.Column("appareil_hash", sa.String(length=64), nullable=True),
        sa.Column("par", sa.String(length=36), nullable=False),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expire_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("appaire_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoque_le", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["seance_id"], ["seance.id"], name=op.f("fk_acces_seance_id_seance")
        ),
        sa.ForeignKeyConstraint(
            ["tablee_id"], ["tablee.id"], name=op.f("fk_acces_tablee_id_tablee")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acces")),
        sa.UniqueConstraint("appareil_hash", name=op.f("uq_acces_appareil_hash")),
        sa.UniqueConstraint("jeton_hash", name=op.f("uq_acces_jeton_hash")),
    )
    with op.batch_alter_table("acces", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_acces_seance_id"), ["seance_id"], unique=False)

    op.create_table(
        "etat_date",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("engagement_id", sa.String(length=36), nullable=False),
        sa.Column("etat", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("par", sa.String(length=36), nullable=True),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["engagement_id"], ["engagement.id"], name=op.f("fk_etat_date_engagement_id_engagement")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_etat_date")),
    )
    with op.batch_alter_table("etat_date", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_etat_date_engagement_id"), ["engagement_id"], unique=False
        )

    op.create_table(
        "fiche_version",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("fiche_id", sa.String(length=36), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("contenu", sa.JSON(), nullable=False),
        sa.Column("provenance", sa.String(length=200), nullable=False),
        sa.Column("par", sa.String(length=36), nullable=True),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["fiche_id"], ["fiche.id"], name=op.f("fk_fiche_version_fiche_id_fiche")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fiche_version")),
        sa.UniqueConstraint("fiche_id", "rang", name=op.f("uq_fiche_version_fiche_id_rang")),
    )
    op.create_table(
        "lien_engagement",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("engagement_id", sa.String(length=36), nullable=False),
        sa.Column("fiche_id", sa.String(length=36), nullable=True),
        sa.Column("preconisation_id", sa.String(length=36), nullable=True),
        sa.Column("motif", sa.Text(), nullable=False),
        sa.Column("par", sa.String(length=36), nullable=True),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fin_le", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(fiche_id IS NULL) <> (preconisation_id IS NULL)",
            name=op.f("ck_lien_engagement_une_seule_cible"),
        ),
        sa.ForeignKeyConstraint(
            ["engagement_id"],
            ["engagement.id"],
            name=op.f("fk_lien_engagement_engagement_id_engagement"),
        ),
        sa.ForeignKeyConstraint(
            ["fiche_id"], ["fiche.id"], name=op.f("fk_lien_engagement_fiche_id_fiche")
        ),
        sa.ForeignKeyConstraint(
            ["preconisation_id"],
            ["preconisation.id"],
            name=op.f("fk_lien_engagement_preconisation_id_preconisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lien_engagement")),
    )
    with op.batch_alter_table("lien_engagement", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_lien_engagement_engagement_id"), ["engagement_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_lien_engagement_fiche_id"), ["fiche_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_lien_engagement_preconisation_id"), ["preconisation_id"], unique=False
        )

    op.create_table(
        "lien_fiche",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("preconisation_id", sa.String(length=36), nullable=False),
        sa.Column("fiche_id", sa.String(length=36), nullable=False),
        sa.Column("nature", sa.String(length=40), nullable=False),
        sa.Column("motif", sa.Text(), nullable=False),
        sa.Column("par", sa.String(length=36), nullable=True),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fin_motif", sa.Text(), nullable=False),
        sa.Column("fin_par", sa.String(length=36), nullable=True),
        sa.Column("fin_le", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["fiche_id"], ["fiche.id"], name=op.f("fk_lien_fiche_fiche_id_fiche")
        ),
        sa.ForeignKeyConstraint(
            ["preconisation_id"],
            ["preconisation.id"],
            name=op.f("fk_lien_fiche_preconisation_id_preconisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lien_fiche")),
    )
    with op.batch_alter_table("lien_fiche", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lien_fiche_fiche_id"), ["fiche_id"], unique=False)
        batch_op.create_index(
            "uq_lien_fiche_ouvert",
            ["preconisation_id", "fiche_id"],
            unique=True,
            sqlite_where=sa.text("fin_le IS NULL"),
            postgresql_where=sa.text("fin_le IS NULL"),
        )

    op.create_table(
        "participant",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("seance_id", sa.String(length=36), nullable=False),
        sa.Column("numero", sa.Integer(), nullable=False),
        sa.Column("jeton_hash", sa.String(length=64), nullable=False),
        sa.Column("recu_hash", sa.String(length=64), nullable=False),
        sa.Column("mots_hash", sa.String(length=64), nullable=False),
        sa.Column("tablee_id", sa.String(length=36), nullable=True),
        sa.Column("qualite", sa.String(length=80), nullable=True),
        sa.Column("quartier", sa.String(length=120), nullable=True),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["seance_id"], ["seance.id"], name=op.f("fk_participant_seance_id_seance")
        ),
        sa.ForeignKeyConstraint(
            ["tablee_id"], ["tablee.id"], name=op.f("fk_participant_tablee_id_tablee")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant")),
        sa.UniqueConstraint("jeton_hash", name=op.f("uq_participant_jeton_hash")),
        sa.UniqueConstraint("mots_hash", name=op.f("uq_participant_mots_hash")),
        sa.UniqueConstraint("recu_hash", name=op.f("uq_participant_recu_hash")),
        sa.UniqueConstraint("seance_id", "numero", name=op.f("uq_participant_seance_id_numero")),
    )
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_participant_cree_le"), ["cree_le"], unique=False)

    op.create_table(
        "programme",
        sa.Column("tour_id", sa.String(length=36), nullable=False),
        sa.Column("tablee_id", sa.String(length=36), nullable=False),
        sa.Column("question_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_programme_question_id_question")
        ),
        sa.ForeignKeyConstraint(
            ["tablee_id"], ["tablee.id"], name=op.f("fk_programme_tablee_id_tablee")
        ),
        sa.ForeignKeyConstraint(["tour_id"], ["tour.id"], name=op.f("fk_programme_tour_id_tour")),
        sa.PrimaryKeyConstraint("tour_id", "tablee_id", name=op.f("pk_programme")),
    )
    with op.batch_alter_table("programme", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_programme_question_id"), ["question_id"], unique=False)

    op.create_table(
        "regroupement",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("seance_id", sa.String(length=36), nullable=False),
        sa.Column("question_id", sa.String(length=36), nullable=False),
        sa.Column("titre", sa.String(length=200), nullable=False),
        sa.Column("resume", sa.Text(), nullable=False),
        sa.Column("ordre", sa.Integer(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ferme_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fusionne_dans", sa.String(length=36), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["fusionne_dans"],
            ["regroupement.id"],
            name=op.f("fk_regroupement_fusionne_dans_regroupement"),
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_regroupement_question_id_question")
        ),
        sa.ForeignKeyConstraint(
            ["seance_id"], ["seance.id"], name=op.f("fk_regroupement_seance_id_seance")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regroupement")),
    )
    with op.batch_alter_table("regroupement", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_regroupement_question_id"), ["question_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_regroupement_seance_id"), ["seance_id"], unique=False)

    op.create_table(
        "contribution",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("seance_id", sa.String(length=36), nullable=False),
        sa.Column("question_id", sa.String(length=36), nullable=False),
        sa.Column("participant_id", sa.String(length=36), nullable=False),
        sa.Column("client_id", sa.String(length=36), nullable=False),
        sa.Column("categorie", sa.String(length=40), nullable=False),
        sa.Column("statut", sa.String(length=40), nullable=False),
        sa.Column("motif", sa.String(length=40), nullable=True),
        sa.Column("precision", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("langue", sa.String(length=12), nullable=False),
        sa.Column("tardive", sa.Boolean(), nullable=False),
        sa.Column("tour_id", sa.String(length=36), nullable=True),
        sa.Column("tablee_id", sa.String(length=36), nullable=True),
        sa.Column("origine_id", sa.String(length=36), nullable=True),
        sa.Column("ordre", sa.Integer(), nullable=False),
        sa.Column("saisie_par", sa.String(length=36), nullable=True),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saisi_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["origine_id"],
            ["contribution.id"],
            name=op.f("fk_contribution_origine_id_contribution"),
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_contribution_participant_id_participant"),
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_contribution_question_id_question")
        ),
        sa.ForeignKeyConstraint(
            ["seance_id"], ["seance.id"], name=op.f("fk_contribution_seance_id_seance")
        ),
        sa.ForeignKeyConstraint(
            ["tablee_id"], ["tablee.id"], name=op.f("fk_contribution_tablee_id_tablee")
        ),
        sa.ForeignKeyConstraint(
            ["tour_id"], ["tour.id"], name=op.f("fk_contribution_tour_id_tour")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution")),
        sa.UniqueConstraint(
            "seance_id", "client_id", name=op.f("uq_contribution_seance_id_client_id")
        ),
    )
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.create_index(
            "ix_contribution_participant_cree", ["participant_id", "cree_le"], unique=False
        )
        batch_op.create_index(
            "ix_contribution_question_statut_ordre",
            ["question_id", "statut", "ordre"],
            unique=False,
        )

    op.create_table(
        "appartenance",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("contribution_id", sa.String(length=36), nullable=False),
        sa.Column("regroupement_id", sa.String(length=36), nullable=False),
        sa.Column("rang", sa.Double(), nullable=False),
        sa.Column("motif", sa.Text(), nullable=False),
        sa.Column("par", sa.String(length=36), nullable=True),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fin_par", sa.String(length=36), nullable=True),
        sa.Column("fin_le", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_appartenance_contribution_id_contribution"),
        ),
        sa.ForeignKeyConstraint(
            ["regroupement_id"],
            ["regroupement.id"],
            name=op.f("fk_appartenance_regroupement_id_regroupement"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appartenance")),
    )
    with op.batch_alter_table("appartenance", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_appartenance_contribution_id"), ["contribution_id"], unique=False
        )
        batch_op.create_index(
            "ix_appartenance_regroupement_rang", ["regroupement_id", "rang"], unique=False
        )
        batch_op.create_index(
            "uq_appartenance_ouverte",
            ["contribution_id"],
            unique=True,
            sqlite_where=sa.text("fin_le IS NULL"),
            postgresql_where=sa.text("fin_le IS NULL"),
        )

    op.create_table(
        "contribution_version",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("contribution_id", sa.String(length=36), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("texte", sa.Text(), nullable=True),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("efface_le", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_contribution_version_contribution_id_contribution"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution_version")),
        sa.UniqueConstraint(
            "contribution_id", "rang", name=op.f("uq_contribution_version_contribution_id_rang")
        ),
    )
    op.create_table(
        "source",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("preconisation_id", sa.String(length=36), nullable=False),
        sa.Column("regroupement_id", sa.String(length=36), nullable=True),
        sa.Column("contribution_id", sa.String(length=36), nullable=True),
        sa.Column("motif", sa.Text(), nullable=False),
        sa.Column("par", sa.String(length=36), nullable=True),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fin_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fin_par", sa.String(length=36), nullable=True),
        sa.CheckConstraint(
            "(regroupement_id IS NULL) <> (contribution_id IS NULL)",
            name=op.f("ck_source_une_seule_source"),
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_source_contribution_id_contribution"),
        ),
        sa.ForeignKeyConstraint(
            ["preconisation_id"],
            ["preconisation.id"],
            name=op.f("fk_source_preconisation_id_preconisation"),
        ),
        sa.ForeignKeyConstraint(
            ["regroupement_id"],
            ["regroupement.id"],
            name=op.f("fk_source_regroupement_id_regroupement"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
    )
    with op.batch_alter_table("source", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_source_contribution_id"), ["contribution_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_source_preconisation_id"), ["preconisation_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_source_regroupement_id"), ["regroupement_id"], unique=False
        )

    op.create_table(
        "suite",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("demarche_id", sa.String(length=36), nullable=False),
        sa.Column("contribution_id", sa.String(length=36), nullable=True),
        sa.Column("regroupement_id", sa.String(length=36), nullable=True),
        sa.Column("nature", sa.String(length=40), nullable=False),
        sa.Column("texte", sa.Text(), nullable=False),
        sa.Column("jour", sa.Date(), nullable=False),
        sa.Column("repondant", sa.String(length=200), nullable=False),
        sa.Column("organisme_id", sa.String(length=36), nullable=True),
        sa.Column("fiche_id", sa.String(length=36), nullable=True),
        sa.Column("retour", sa.Text(), nullable=False),
        sa.Column("retour_jour", sa.Date(), nullable=True),
        sa.Column("par", sa.String(length=36), nullable=True),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fin_le", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(regroupement_id IS NULL) <> (contribution_id IS NULL)",
            name=op.f("ck_suite_un_seul_objet"),
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_suite_contribution_id_contribution"),
        ),
        sa.ForeignKeyConstraint(
            ["demarche_id"], ["demarche.id"], name=op.f("fk_suite_demarche_id_demarche")
        ),
        sa.ForeignKeyConstraint(["fiche_id"], ["fiche.id"], name=op.f("fk_suite_fiche_id_fiche")),
        sa.ForeignKeyConstraint(
            ["organisme_id"], ["organisme.id"], name=op.f("fk_suite_organisme_id_organisme")
        ),
        sa.ForeignKeyConstraint(
            ["regroupement_id"],
            ["regroupement.id"],
            name=op.f("fk_suite_regroupement_id_regroupement"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suite")),
    )
    with op.batch_alter_table("suite", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_suite_demarche_id"), ["demarche_id"], unique=False)
        batch_op.create_index(
            "uq_suite_contribution_ouverte",
            ["contribution_id"],
            unique=True,
            sqlite_where=sa.text("fin_le IS NULL AND contribution_id IS NOT NULL"),
            postgresql_where=sa.text("fin_le IS NULL AND contribution_id IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_suite_regroupement_ouverte",
            ["regroupement_id"],
            unique=True,
            sqlite_where=sa.text("fin_le IS NULL AND regroupement_id IS NOT NULL"),
            postgresql_where=sa.text("fin_le IS NULL AND regroupement_id IS NOT NULL"),
        )

    op.create_table(
        "epingle",
        sa.Column("decision_id", sa.String(length=36), nullable=False),
        sa.Column("contribution_version_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_version_id"],
            ["contribution_version.id"],
            name=op.f("fk_epingle_contribution_version_id_contribution_version"),
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_epingle_decision_id_decision")
        ),
        sa.PrimaryKeyConstraint("decision_id", "contribution_version_id", name=op.f("pk_epingle")),
    )
    # This installation's own id, by which phones key what they keep.
    op.bulk_insert(
        sa.table("installation", sa.column("id"), sa.column("cree_le", sa.DateTime(timezone=True))),
        [{"id": str(uuid.uuid4()), "cree_le": datetime.now(UTC)}],
    )


def downgrade() -> None:
    op.drop_table("epingle")
    with op.batch_alter_table("suite", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_suite_regroupement_ouverte",
            sqlite_where=sa.text("fin_le IS NULL AND regroupement_id IS NOT NULL"),
            postgresql_where=sa.text("fin_le IS NULL AND regroupement_id IS NOT NULL"),
        )
        batch_op.drop_index(
            "uq_suite_contribution_ouverte",
            sqlite_where=sa.text("fin_le IS NULL AND contribution_id IS NOT NULL"),
            postgresql_where=sa.text("fin_le IS NULL AND contribution_id IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_suite_demarche_id"))

    op.drop_table("suite")
    with op.batch_alter_table("source", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_source_regroupement_id"))
        batch_op.drop_index(batch_op.f("ix_source_preconisation_id"))
        batch_op.drop_index(batch_op.f("ix_source_contribution_id"))

    op.drop_table("source")
    op.drop_table("contribution_version")
    with op.batch_alter_table("appartenance", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_appartenance_ouverte",
            sqlite_where=sa.text("fin_le IS NULL"),
            postgresql_where=sa.text("fin_le IS NULL"),
        )
        batch_op.drop_index("ix_appartenance_regroupement_rang")
        batch_op.drop_index(batch_op.f("ix_appartenance_contribution_id"))

    op.drop_table("appartenance")
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.drop_index("ix_contribution_question_statut_ordre")
        batch_op.drop_index("ix_contribution_participant_cree")

    op.drop_table("contribution")
    with op.batch_alter_table("regroupement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_regroupement_seance_id"))
        batch_op.drop_index(batch_op.f("ix_regroupement_question_id"))

    op.drop_table("regroupement")
    with op.batch_alter_table("programme", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_programme_question_id"))

    op.drop_table("programme")
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_participant_cree_le"))

    op.drop_table("participant")
    with op.batch_alter_table("lien_fiche", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_lien_fiche_ouvert",
            sqlite_where=sa.text("fin_le IS NULL"),
            postgresql_where=sa.text("fin_le IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_lien_fiche_fiche_id"))

    op.drop_table("lien_fiche")
    with op.batch_alter_table("lien_engagement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lien_engagement_preconisation_id"))
        batch_op.drop_index(batch_op.f("ix_lien_engagement_fiche_id"))
        batch_op.drop_index(batch_op.f("ix_lien_engagement_engagement_id"))

    op.drop_table("lien_engagement")
    op.drop_table("fiche_version")
    with op.batch_alter_table("etat_date", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_etat_date_engagement_id"))

    op.drop_table("etat_date")
    with op.batch_alter_table("acces", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_acces_seance_id"))

    op.drop_table("acces")
    op.drop_table("tour")
    op.drop_table("tablee")
    with op.batch_alter_table("reponse_publique", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reponse_publique_preconisation_id"))

    op.drop_table("reponse_publique")
    op.drop_table("question")
    with op.batch_alter_table("fiche", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_fiche_demarche_id"))

    op.drop_table("fiche")
    op.drop_table("etape")
    with op.batch_alter_table("engagement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_engagement_demarche_id"))

    op.drop_table("engagement")
    op.drop_table("effectif")
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decision_preconisation_id"))

    op.drop_table("decision")
    with op.batch_alter_table("code_seance", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_code_seance_ouvert",
            sqlite_where=sa.text("fin_le IS NULL"),
            postgresql_where=sa.text("fin_le IS NULL"),
        )

    op.drop_table("code_seance")
    with op.batch_alter_table("seance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_seance_demarche_id"))

    op.drop_table("seance")
    op.drop_table("preconisation")
    op.drop_table("plan")
    op.drop_table("organisme")
    with op.batch_alter_table("membre", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_membre_ouvert",
            sqlite_where=sa.text("fin_le IS NULL"),
            postgresql_where=sa.text("fin_le IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_membre_demarche_id"))

    op.drop_table("membre")
    with op.batch_alter_table("jeton_reinitialisation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_jeton_reinitialisation_compte_id"))

    op.drop_table("jeton_reinitialisation")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_demarche_id"))

    op.drop_table("invitation")
    with op.batch_alter_table("evenement_objet", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evenement_objet_objet_id"))

    op.drop_table("evenement_objet")
    op.drop_table("installation")
    with op.batch_alter_table("evenement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evenement_seance_id"))
        batch_op.drop_index(batch_op.f("ix_evenement_demarche_id"))

    op.drop_table("evenement")
    with op.batch_alter_table("effacement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_effacement_contribution_id"))

    op.drop_table("effacement")
    op.drop_table("demarche")
    op.drop_table("compte")
