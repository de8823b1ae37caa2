"""docs/formats/fiches.md says what the code does: every key, every title, every code."""

from __future__ import annotations

import json
import re
from pathlib import Path

from cafe.formats.colonnes import TITRES_CONNUS, normalised
from cafe.formats.controle import ANNEES, PROFONDEUR_MAX
from cafe.formats.fiches import read_fiches
from cafe.formats.lecture import (
    LIMITE_CHAMP,
    LIMITE_ERREURS,
    LIMITE_FICHES,
    LIMITE_INTITULE,
    LIMITE_NUMERO,
    LIMITE_OCTETS,
    Code,
)
from cafe.formats.tableau_xlsx import COLONNES_MAX, LIGNES_MAX
from cafe.models.fiche_contenu import EtatChamp, state_of
from cafe.models.fiche_formulaire import CHAMPS, TITRES, TypeChamp

DOC = Path(__file__).parents[2] / "docs" / "formats" / "fiches.md"
TEXTE = DOC.read_text("utf-8")

TYPES = {
    TypeChamp.TEXTE: "texte",
    TypeChamp.TEXTE_LONG: "texte long",
    TypeChamp.LISTE: "liste de textes",
    TypeChamp.LISTE_ENJEUX: "liste d'enjeux",
    TypeChamp.ANNEE: "année (nombre entier)",
    TypeChamp.DATE_LIBRE: "date libre (texte)",
}


def table_of(titre: str) -> list[list[str]]:
    """The rows of the first table under a heading of the document."""
    section = TEXTE.split(f"{titre}\n", 1)[1]
    lignes = re.split(r"\n#+ ", section)[0].splitlines()
    rangs = [
        [c.strip() for c in ligne.strip("|").split("|")] for ligne in lignes if ligne[:1] == "|"
    ]
    return rangs[2:]


def test_each_published_key_is_documented_with_its_type_section_and_titles() -> None:
    documentees = [tuple(rang) for rang in table_of("## Clés publiées")]
    assert documentees == [
        (
            f"`{champ.cle}`",
            TYPES[champ.type],
            TITRES[champ.rubrique] or "En-tête",
            champ.colonne,
            ", ".join(champ.alias) or "—",
        )
        for champ in CHAMPS
    ]


def test_no_title_leads_to_two_fields() -> None:
    attendus: dict[str, str] = {}
    for champ in CHAMPS:
        for titre in {normalised(t) for t in (champ.cle, champ.colonne, *champ.alias)}:
            assert attendus.setdefault(titre, champ.cle) == champ.cle, titre
    assert attendus == TITRES_CONNUS


def test_each_code_is_documented_and_no_other() -> None:
    erreurs = [rang[0].strip("`") for rang in table_of("### Erreurs : rien n'est importé")]
    avertissements = [
        rang[0].strip("`") for rang in table_of("### Avertissements : à regarder avant d'importer")
    ]
    assert len(erreurs + avertissements) == len(set(erreurs + avertissements))
    assert set(erreurs + avertissements) == {str(code) for code in Code}


def test_each_limit_is_the_one_documented() -> None:
    limites = "\n".join(rang[1] for rang in table_of("## Limites"))
    nombres = [int(n.replace(" ", "")) for n in re.findall(r"\d[\d ]*", limites)]
    assert nombres == [
        LIMITE_OCTETS // 1_000_000,
        LIMITE_FICHES,
        LIMITE_NUMERO,
        LIMITE_INTITULE,
        LIMITE_CHAMP,
        PROFONDEUR_MAX,
        LIMITE_ERREURS,
        LIGNES_MAX,
        COLONNES_MAX,
    ]
    assert f"entre {ANNEES[0]} et {ANNEES[-1]}" in TEXTE


def test_the_example_is_read_as_the_document_says() -> None:
    exemple = TEXTE.split("```json\n", 1)[1].split("```", 1)[0]
    (fiche,) = read_fiches(exemple.encode(), "exemple.json").fiches
    assert fiche.to_dict() == json.loads(exemple)["fiches"][0]
    assert state_of(fiche, "resultats_attendus") is EtatChamp.VIDE
    assert state_of(fiche, "approches_transversales_texte") is EtatChamp.VIDE
    assert state_of(fiche, "descriptif") is EtatChamp.NON_IMPORTE
