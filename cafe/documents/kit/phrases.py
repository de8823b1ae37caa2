"""What the kit says by itself, besides the kinds of step (`natures`). Plain French."""

import re
from collections.abc import Mapping

from cafe.documents.kit.contenu import Moment
from cafe.documents.kit.natures import LIBRE, NATURES, Nature

NOMS_DES_PARTIES: Mapping[str, str] = {
    "affiche": "Affiche de la porte",
    "questions": "Affiches des questions",
    "wifi": "Affiche du Wi-Fi",
    "chevalets": "Chevalets de table",
    "feuilles": "Feuilles de table",
    "hotes": "Fiches d’hôte",
    "conducteur": "Conducteur",
    "presences": "Feuille de présences à signer",
    "secours": "Sans réseau : tout sur papier",
}

TELEPHONES: Mapping[str, str] = {
    "lire": "on lit",
    "contribuer": "on écrit",
    "voter": "on vote",
}
SANS_TELEPHONE = "posés"

ECRANS: Mapping[str, str] = {
    "accueil": "le code et l’adresse",
    "mur": "les paroles reçues",
    "minuteur": "le temps qui reste",
    "votes": "le vote",
    "syntheses": "les synthèses des tables",
}

TOUR_ECRIT = (
    "On écrit d’abord : deux minutes de silence, chacun sur son téléphone ou sur la feuille. "
    "Puis la table en parle."
)

# A writing step of a tour that lasts this many minutes at most is a silence.
SILENCE_MAX = 5
SILENCE_QUI = (
    "Animation : annonce le silence, puis sa fin.",
    "Hôtes : lisent la question, puis se taisent.",
    "Participants : écrivent une idée, seuls.",
)


def nature(cle: str) -> Nature:
    """What is known of a kind of step; of one unknown, what suits any."""
    return NATURES.get(cle, LIBRE)


def dire(moment: Moment) -> str:
    """What is said: the script's own words, else what suits such a step."""
    if moment.consigne.strip():
        return moment.consigne.strip()
    if moment.nature == "tour" and "contribuer" in moment.droits:
        return TOUR_ECRIT
    return nature(moment.nature).dire


def roles(moment: Moment) -> tuple[str, ...]:
    """Who does what; in a short silence nobody is given the floor."""
    silent = moment.nature == "tour" and "contribuer" in moment.droits
    if silent and moment.minutes is not None and moment.minutes <= SILENCE_MAX:
        return SILENCE_QUI
    return nature(moment.nature).qui


def telephones(droits: tuple[str, ...]) -> str:
    """« on lit, on écrit »; « posés » when they may do nothing, or only read."""
    if set(droits) <= {"lire"}:
        return SANS_TELEPHONE
    return ", ".join(TELEPHONES[one] for one in droits if one in TELEPHONES and one != "lire")


# What a host does, moment after moment.
HOTE: tuple[tuple[str, str], ...] = (
    ("Avant", "Posez la feuille du tour 1, deux stylos et le chevalet. Allumez l’appareil."),
    ("Accueillir", "Chacun dit son prénom s’il le veut. Comptez : « nous sommes … »."),
    ("Lancer", "Lisez la question à voix haute, deux fois, et dites l’heure de fin."),
    ("Écrire seul", "Un court silence, si le conducteur le prévoit. Puis on parle."),
    ("Faire parler", "Un tour de table d’abord : une minute chacun, sans se couper."),
    ("Noter", "Une idée par ligne, avec les mots de la personne. Jamais de nom."),
    ("Veiller", "Donnez la parole à qui n’a rien dit. Un désaccord se note aussi."),
    ("Étoiles", "Cinq minutes avant la fin : trois étoiles au plus, choisies ensemble."),
    ("Synthèse", "Écrivez deux ou trois phrases, lisez-les, comptez les mains levées."),
    ("Passer", "Vous restez. Au groupe suivant, lisez d’abord ce que le précédent a retenu."),
)
HOTE_AIDE = (
    "Un conflit, un malaise, un doute : touchez « Besoin d’aide » sur l’appareil, ou levez cette "
    "fiche. Quelqu’un vient. Vous n’avez pas à régler cela seul."
)
HOTE_RESEAU = (
    "Ne cherchez pas à réparer. Écrivez sur la feuille de table : tout y est prévu. Ce qui est "
    "déjà tapé reste sur l’appareil et partira au retour du réseau."
)

FEUILLE_ETOILES = "En fin de tour, coloriez trois étoiles au plus : ce que la table garde."
FEUILLE_REGLE = "Une idée par ligne, avec les mots de la personne. Jamais de nom."
FEUILLE_SYNTHESE = "Ce que notre table retient"
FEUILLE_SYNTHESE_AIDE = "Deux ou trois phrases, lues au groupe suivant."
FEUILLE_MAINS = "Approuvé à main levée : pour ……… sur ………"

PRESENCES_RAISON = (
    "Signer est libre. Cette feuille reste sur papier : elle prouve que la rencontre a eu lieu, "
    "elle n’est pas recopiée, et les contributions n’y sont pas rattachées."
)

SECOURS_REGLE = "L’heure vraie compte : écrivez-la sur chaque feuille, on la saisira avec elle."


def insecables(texte: str) -> str:
    """The same with the spaces that French does not break at."""
    return re.sub(r" (?=[?!:;»…])", "\u00a0", texte).replace("« ", "«\u00a0")
