"""Which column of a table is which field: French titles, whatever their accents and case."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from cafe.formats.lecture import LIMITE_NUMERO, Code, Journal
from cafe.models.fiche_formulaire import CHAMPS, CHAMPS_PAR_CLE, CLES_OBLIGATOIRES

_SIGNES = re.compile(r"[^a-z0-9]+")


def normalised(titre: str) -> str:
    """Reduce a column title to what counts: letters and digits, without accents or case."""
    decompose = unicodedata.normalize("NFKD", titre.replace("œ", "oe").replace("°", " "))
    sans_accent = "".join(c for c in decompose if not unicodedata.combining(c))
    return _SIGNES.sub(" ", sans_accent.casefold()).strip()


# Normalised title → key; a title that two fields claim is caught by a test.
TITRES_CONNUS: dict[str, str] = {
    normalised(titre): champ.cle
    for champ in CHAMPS
    for titre in (champ.cle, champ.colonne, *champ.alias)
}


def key_of(titre: str, choix: Mapping[str, str | None] | None) -> str | None:
    """The key a column is read as: the person's choice first, then the known titles."""
    for titre_choisi, cle in (choix or {}).items():
        if normalised(titre_choisi) == normalised(titre):
            return cle
    return TITRES_CONNUS.get(normalised(titre))


def match_columns(
    titres: list[str], choix: Mapping[str, str | None] | None, ligne: int, journal: Journal
) -> list[str | None]:
    """Give each column its key, or None when it is ignored; faults go to the journal."""
    _check_choice(titres, choix, journal)
    cles = [key_of(titre, choix) if titre else None for titre in titres]
    deja: dict[str, str] = {}
    for titre, cle in zip(titres, cles, strict=True):
        if cle is None:
            continue
        if cle in deja:
            journal.error(
                Code.COLONNE_EN_DOUBLE,
                f"Les colonnes « {deja[cle]} » et « {titre} » donnent le même champ "
                f"(« {CHAMPS_PAR_CLE[cle].colonne} »). Gardez-en une seule.",
                ligne=ligne,
                colonne=titre,
            )
        deja.setdefault(cle, titre)
    for cle in CLES_OBLIGATOIRES:
        if cle not in deja:
            colonne = CHAMPS_PAR_CLE[cle].colonne
            vus = ", ".join(f"« {titre[:40]} »" for titre in titres[:30] if titre) or "aucune"
            journal.error(
                Code.COLONNE_MANQUANTE,
                f"Il manque la colonne « {colonne} ». Colonnes trouvées : {vus}.",
                ligne=ligne,
                colonne=colonne,
            )
    return cles


def _check_choice(
    titres: list[str], choix: Mapping[str, str | None] | None, journal: Journal
) -> None:
    connus = {normalised(titre) for titre in titres}
    for titre, cle in (choix or {}).items():
        if cle is not None and cle not in CHAMPS_PAR_CLE:
            journal.error(
                Code.CORRESPONDANCE,
                f"La colonne « {titre[:80]} » ne peut pas être lue comme « {cle[:80]} » : "
                "ce champ n'existe pas.",
                colonne=titre[:80],
            )
        elif normalised(titre) not in connus:
            journal.error(
                Code.CORRESPONDANCE,
                f"La correspondance cite la colonne « {titre[:80]} », absente du fichier.",
                colonne=titre[:80],
            )


def warn_of_numbers(lignes: list[int], titre: str, journal: Journal) -> None:
    """Say once that a spreadsheet holds fiche numbers as numbers, where 1.10 and 1.1 are one."""
    if not lignes:
        return
    citees = ", ".join(str(ligne) for ligne in lignes[:20])
    suite = "…" if len(lignes) > 20 else ""
    journal.warn(
        Code.NUMERO_NOMBRE,
        f"Le tableur tient les numéros de ces lignes pour des nombres ({citees}{suite}) : "
        "1.10 y devient 1.1. Vérifiez-les, ou mettez la colonne au format Texte "
        f"({LIMITE_NUMERO} caractères au plus) et retapez-les.",
        colonne=titre,
    )
