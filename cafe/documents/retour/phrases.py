"""The sentences of what is given back, the same on a wall and aloud: French, plain, whole."""

from cafe.documents import francais
from cafe.documents.retour.contenu import PERSONNES_MIN, Decide, Refuse, Retour, Sujet
from cafe.documents.texte import one_line, shorten

DITES = "Vous avez dit"
DECIDES = "Ce qui est décidé"
REFUSES = "Ce qui ne le sera pas, et pourquoi"
PROCHAINE = "Prochaine date"

_TITRE_MAX, _SUITE_MAX = 150, 210
_INSECABLE = "\u00a0"


def qui(retour: Retour) -> str:
    """« 104 personnes, 309 paroles. World café, 3 mai 2026 »."""
    if retour.muet:
        return retour.rencontre
    personnes = francais.personnes(retour.personnes, retour.saisies)
    paroles = francais.accorder(retour.paroles, "parole", "paroles")
    return f"{retour.rencontre}. {personnes}, {paroles}."


def rien_dit(retour: Retour) -> str:
    """Why nothing is listed under what was said."""
    if not retour.muet:
        return "Les paroles reçues ne sont pas encore regroupées."
    if retour.quartier:
        return (
            f"Moins de {PERSONNES_MIN}{_INSECABLE}personnes de ce quartier ont répondu\u00a0: "
            "nous ne montrons rien qui pourrait les désigner."
        )
    return "Personne n’a encore répondu à cette question."


def rien_decide(retour: Retour) -> str:
    """Why nothing is listed under what is decided."""
    if retour.en_attente:
        return "Rien n’est encore décidé."
    return "Rien n’est encore proposé ni décidé."


RIEN_REFUSE = "Rien n’est écarté à ce jour."
SANS_DATE = "Elle n’est pas encore fixée."


def sujet(dit: Sujet) -> str:
    """« Des bus plus tôt le matin (12 personnes) »."""
    voix = francais.personnes(dit.voix - dit.saisies, dit.saisies)
    return f"{shorten(one_line(dit.texte), _TITRE_MAX)} ({voix})"


def reste_dit(retour: Retour) -> str:
    """What was said and is in no group of words; empty when there is none."""
    morceaux = []
    if retour.tus:
        sujets = francais.accorder(retour.tus, "autre sujet", "autres sujets")
        morceaux.append(
            f"{sujets}, de moins de {PERSONNES_MIN}{_INSECABLE}personnes chacun, "
            "ne sont pas montrés ici"
        )
    if retour.isolees:
        morceaux.append(
            francais.accorder(
                retour.isolees,
                "parole seule est gardée et suivie aussi",
                "paroles seules sont gardées et suivies aussi",
            )
        )
    return f"{'. '.join(morceaux)}." if morceaux else ""


def decide(fait: Decide) -> tuple[str, str]:
    """What was asked, then the decision and who does it."""
    suite = f"{fait.decision}. {shorten(one_line(fait.promesse), _SUITE_MAX)}".strip()
    return shorten(one_line(fait.texte), _TITRE_MAX), suite


def refuse(dit: Refuse) -> tuple[str, str]:
    """What was asked, then why not, and who said so."""
    motif = shorten(one_line(dit.motif), _SUITE_MAX).rstrip(".")
    par = f" ({dit.par})" if dit.par else ""
    return shorten(one_line(dit.texte), _TITRE_MAX), f"{motif}{par}."


def attente(retour: Retour) -> str:
    """« 3 demandes sont encore à l’étude. »; empty when there is none."""
    if not retour.en_attente:
        return ""
    return (
        francais.accorder(
            retour.en_attente,
            "demande attend encore une décision",
            "demandes attendent encore une décision",
        )
        + "."
    )


def autres(reste: int, retour: Retour) -> str:
    """« et 4 autres, sur cafe.exemple.fr, code K7M2PX »; empty when all are there."""
    if reste <= 0:
        return ""
    combien = f"et {francais.accorder(reste, 'autre', 'autres')}"
    if not retour.adresse:
        return combien
    return f"{combien}, sur {retour.adresse}, code {retour.code}"


def prochaine(retour: Retour) -> str:
    """The next date, or that there is none yet."""
    return one_line(retour.prochaine) or SANS_DATE
