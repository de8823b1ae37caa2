"""The words around the content of a meeting's compte rendu, the same in each format."""

from __future__ import annotations

from datetime import date

from cafe.documents import francais
from cafe.documents.compte_rendu.presences import SEUIL, Presences
from cafe.documents.francais import guillemets
from cafe.documents.reunion.contenu import (
    Copilote,
    Excuse,
    Ligne,
    Personne,
    Prochaine,
    Reunion,
    SuiviPrevu,
    Validation,
)
from cafe.documents.texte import sans_mots

NATURES = {
    "rappel": "Rappel",
    "echange": "Échanges",
    "question": "Question",
    "decision": "Décision",
}
A_PRECISER = "à préciser"


def quand(contenu: Reunion) -> str:
    """« jeudi 12 mars 2026, de 9 h 30 à 11 h »."""
    jour = francais.jour_de_semaine(contenu.jour) if contenu.jour else f"date {A_PRECISER}"
    horaire = francais.horaire(contenu.debut, contenu.fin)
    return f"{jour}, {horaire}" if horaire else jour


def etat(validation: Validation) -> str:
    """« Validé le 3 avril 2026 par Chloé Arnaud, version 2 »; the first version has no number."""
    suite = f", version {validation.numero}" if validation.numero > 1 else ""
    motif = f" ({validation.motif})" if validation.motif else ""
    return f"{validation.etat}{suite}{motif}"


def copilotage(copilotes: tuple[Copilote, ...]) -> str:
    """« Préfecture de l’Orne (Marc Petit) ; Ville de Valmont »."""
    return " ; ".join(
        f"{c.structure} ({', '.join(c.personnes)})" if c.personnes else c.structure
        for c in copilotes
    )


def personne(qui: Personne) -> str:
    """« Marc Petit, délégué du préfet »."""
    return f"{qui.nom}, {qui.fonction}" if qui.fonction else qui.nom


def excuse(qui: Excuse) -> str:
    """« Marc Petit, délégué du préfet (Préfecture), représenté par Lise Roy »."""
    fonction = f", {qui.fonction}" if qui.fonction else ""
    structure = f" ({qui.structure})" if qui.structure else ""
    suite = f", représenté par {qui.represente_par}" if qui.represente_par else ""
    return f"{qui.nom}{fonction}{structure}{suite}"


def venus(contenu: Reunion) -> str:
    """« 13 personnes, 9 structures »."""
    structures = sum(bool(structure.nom) for structure in contenu.structures)
    personnes = francais.accorder(contenu.participants, "personne", "personnes")
    if not structures:
        return personnes
    return f"{personnes}, {francais.accorder(structures, 'structure', 'structures')}"


def habitants(presences: Presences) -> str:
    """Residents as counts; fewer than five are not counted in writing."""
    if presences.total is None:
        return f"moins de {SEUIL} personnes, non détaillées"
    detail = ", ".join(f"{qualite} {compte}" for qualite, compte in presences.qualites)
    return f"{francais.accorder(presences.total, 'personne', 'personnes')} ({detail})"


def dit(ligne: Ligne) -> str:
    """A line of notes as it is read; the words of a resident stand between quotation marks."""
    if not ligne.texte:
        return f"({sans_mots(ligne.texte)})"
    if ligne.citation != "contribution":
        return ligne.texte
    if ligne.traduction:
        return f"{guillemets(ligne.traduction)} ({francais.traduit_de(ligne.langue)})"
    return guillemets(ligne.texte)


def qui_et_quand(suivi: SuiviPrevu) -> str:
    """« Ville de Valmont, pour le 3 avril 2026 »; what lacks is said to lack."""
    qui = suivi.qui or f"responsable {A_PRECISER}"
    return f"{qui}, {_echeance(suivi.echeance)}"


def depuis(suivi: SuiviPrevu) -> str:
    """What an earlier suivi has become: « convenu le 12 mars 2026 : fait »."""
    origine = f"convenu le {francais.jour(suivi.origine)}" if suivi.origine else ""
    return " : ".join(part for part in (origine, suivi.etat) if part)


def prochaine(rencontre: Prochaine) -> str:
    """« jeudi 9 avril 2026 à 9 h 30, salle du conseil »."""
    jour = francais.jour_de_semaine(rencontre.jour) if rencontre.jour else f"date {A_PRECISER}"
    heure = f" à {francais.heure_dite(rencontre.heure)}" if rencontre.heure else ""
    lieu = f", {rencontre.lieu}" if rencontre.lieu else ""
    return f"{jour}{heure}{lieu}"


def _echeance(echeance: date | str | None) -> str:
    if isinstance(echeance, date):
        return f"pour le {francais.jour(echeance)}"
    return echeance or f"échéance {A_PRECISER}"
