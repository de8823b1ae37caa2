"""What the file of a séance holds of each row, and what it leaves behind."""

from __future__ import annotations

from cafe.formats.seance_schema import SEANCE, SECTIONS, Nature
from cafe.models import (
    Seance,
)
from cafe.models.base import table_of
from cafe.models.seance_fichier import CALCULES, MODELES

# What a file leaves behind, and why: accounts, secrets, traits, locks, what it is put under.
LEFT = {
    "*": {"par", "fin_par", "version", "seance_id", "demarche_id", "saisie_par"},
    "seance": {
        *("mur_numero", "vue", "vue_cible", "message", "message_le"),
        *("rotation", "repetition_de"),
    },
    "tables": {"aide_le"},
    "participants": {
        *("jeton_hash", "recu_hash", "mots_hash", "qualite", "quartier"),
        *("ralenti_le", "ralenti_par"),
    },
    "contributions": {"langue", "signalement", "signalement_vu_le"},
    "questions": {"origine_id"},
    "versions_de_contributions": {"notee_par"},
    "presences": {"membre_id"},
    "groupes": {"ferme_le"},
    "organismes": {"cree_le"},
    "suivis": {"groupe_id"},
    "suites": {"fiche_id"},
    "bulletins": {"id", "participant_id", "rang", "rang_carte", "le"},
}


def test_every_column_is_in_the_file_or_left_for_a_reason() -> None:
    for nom, champs in {"seance": SEANCE, **SECTIONS}.items():
        model = Seance if nom == "seance" else MODELES[nom]
        columns = set(table_of(model).columns.keys())
        written = {champ.cle for champ in champs if (nom, champ.cle) not in CALCULES}
        assert written <= columns, nom
        assert columns - written - LEFT["*"] == LEFT.get(nom, set()), nom


def test_a_text_may_be_as_long_in_the_file_as_in_the_base() -> None:
    for nom, champs in {"seance": SEANCE, **SECTIONS}.items():
        columns = table_of(Seance if nom == "seance" else MODELES[nom]).columns
        for champ in champs:
            if champ.nature is Nature.TEXTE and champ.cle in columns:
                length = getattr(columns[champ.cle].type, "length", None) or 30_000
                assert champ.maximum == length, (nom, champ.cle)
