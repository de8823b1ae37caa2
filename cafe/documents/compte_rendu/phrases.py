"""The words around the content of a world café's compte rendu, the same in each format."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cafe.documents import francais
from cafe.documents.compte_rendu.contenu import (
    CompteRendu,
    Decision,
    EngagementPris,
    FicheLiee,
    Preconisation,
    ProchaineEtape,
    Question,
    Regroupement,
    Renvoi,
    Reprise,
    SuiteDonnee,
    SyntheseDeTable,
    Verbatim,
    VoteTenu,
)
from cafe.documents.compte_rendu.presences import SEUIL, Presences
from cafe.documents.francais import accorder, guillemets
from cafe.documents.texte import LONGUEUR_EXTRAIT, sans_mots, shorten

# The heading of the synthèses, under a question.
TABLES = "Ce que les tables ont approuvé"


def quand(contenu: CompteRendu) -> str:
    """« jeudi 11 juin 2026, de 14 h à 17 h 30 »."""
    jours, heures = francais.periode(contenu.entete.debut, contenu.entete.fin)
    return f"{jours}, {heures}" if heures else jours


def venus(presences: Presences) -> str:
    """« 104 personnes : 41 habitantes ou habitants, … »; nothing that tells one person."""
    if presences.saisies:
        verbe = ("parole a été saisie", "paroles ont été saisies")
        saisies = f" {accorder(presences.saisies, *verbe)} pour quelqu’un."
        if presences.total is None and not presences.ecrit:
            return f"Personne n’a été compté.{saisies}"
        return venus(replace(presences, saisies=0)) + saisies
    if presences.ecrit:
        if presences.total is None:
            return f"Moins de {SEUIL} personnes ont écrit."
        return accorder(presences.total, "personne a écrit", "personnes ont écrit") + "."
    if presences.total is None:
        return f"Moins de {SEUIL} personnes étaient présentes : leur détail n’est pas publié."
    detail = ", ".join(f"{qualite} {compte}" for qualite, compte in presences.qualites)
    return f"{accorder(presences.total, 'personne', 'personnes')} : {detail}."


def reunis(presences: Presences) -> str:
    """The title of what opens the document."""
    qui = "Qui a écrit" if presences.ecrit else "Qui s’est réuni"
    return f"{qui}, et sur quelles questions"


def annexe_de(presences: Presences) -> str:
    """The title of the annexe that counts people."""
    return "Qui a écrit" if presences.ecrit else "Présences"


def chiffres(contenu: CompteRendu) -> str:
    """The few figures of the séance, in one sentence."""
    comptes = (
        (contenu.contributions, "contribution publiée", "contributions publiées"),
        (contenu.regroupements, "regroupement", "regroupements"),
        (contenu.paroles_isolees, "voix isolée", "voix isolées"),
        (len(contenu.preconisations), "préconisation", "préconisations"),
    )
    return ", ".join(accorder(*compte) for compte in comptes) + "."


def recu(question: Question) -> str:
    """« 6 contributions de 5 personnes »; « … : 3 personnes et 2 paroles saisies… »."""
    texte = accorder(question.contributions, "contribution", "contributions")
    if not question.voix:
        return texte
    qui = francais.personnes(question.voix - question.saisies, question.saisies)
    return f"{texte}\u00a0: {qui}" if question.saisies else f"{texte} de {qui}"


def voix(regroupement: Regroupement, question: Question) -> str:
    """« 3 voix sur 5 »."""
    return _sur(regroupement.voix, regroupement.saisies, question.voix)


def gommettes(carte: Regroupement | Verbatim) -> str:
    """« 101 gommettes, dont 61 sur papier »; empty where nobody voted on it.

    Of a group that took another over since: « dont 5 données à « … », regroupé depuis ».
    """
    if carte.gommettes is None:
        return ""
    dites = [accorder(carte.gommettes, "gommette", "gommettes")]
    if carte.papier:
        dites.append(f"dont {francais.nombre(carte.papier)} sur papier")
    if isinstance(carte, Regroupement):
        dites += [_reprise(reprise) for reprise in carte.reprises]
    return ", ".join(dites)


def _reprise(reprise: Reprise) -> str:
    a_qui = f"à {guillemets(reprise.titre)}, regroupé depuis"
    if reprise.autre_vote:
        compte = accorder(reprise.gommettes, "gommette donnée", "gommettes données")
        return f"plus {compte} lors d’un autre vote {a_qui}"
    donnees = "donnée" if reprise.gommettes < 2 else "données"
    return f"dont {francais.nombre(reprise.gommettes)} {donnees} {a_qui}"


def groupe(regroupement: Regroupement) -> str:
    """« S’asseoir (3 voix, 12 gommettes) »: the heading of its words."""
    said = (francais.voix(regroupement.voix, regroupement.saisies), gommettes(regroupement))
    return f"{regroupement.titre} ({', '.join(filter(None, said))})"


def annonce(verbatim: Verbatim) -> str:
    """« Proposition, 3 gommettes »: what stands before someone's words."""
    points = gommettes(verbatim)
    return f"{verbatim.categorie}, {points}" if points else verbatim.categorie


def votes(question: Question) -> str:
    """« Vote « Que faire d’abord ? » : 40 votants par téléphone sur 104 présents. »"""
    return " ".join(_vote(vote) for vote in question.votes)


def _vote(vote: VoteTenu) -> str:
    votants = accorder(vote.votants, "votant par téléphone", "votants par téléphone")
    venus = vote.presents
    presents = "" if venus is None else f" sur {accorder(venus, 'présent', 'présents')}"
    return f"Vote {guillemets(vote.titre)} : {votants}{presents}."


def suites(regroupement: Regroupement, *, entieres: bool = True) -> str:
    """What a regroupement leads to, or that nothing is said yet; numbers alone on demand."""
    dites = [
        _preconisation(suite, entiere=entieres) if suite.preconisation else suite.libelle
        for suite in regroupement.suites
    ]
    return " ; ".join(dites) or "Sans suite inscrite"


def _preconisation(suite: Renvoi, *, entiere: bool) -> str:
    numero = f"Préconisation {suite.preconisation}"
    return f"{numero}\u00a0: {suite.libelle}" if entiere else numero


def parole(texte: str | None) -> str:
    """Someone's words, whole."""
    if not texte:
        return f"({sans_mots(texte)})"
    return guillemets(texte)


def extrait(texte: str | None, limite: int = LONGUEUR_EXTRAIT) -> str:
    """The start of someone's words; the annexe prints them whole."""
    return parole(None if texte is None else shorten(texte, limite))


def dite(
    verbatim: Verbatim | SuiteDonnee, limite: int | None = None, *, seule: bool = False
) -> str:
    """Someone's words as a French reader reads them: « … », and whence they were translated.

    `limite` keeps only their start; `seule` leaves out the mention.
    """
    texte = verbatim.texte if isinstance(verbatim, Verbatim) else verbatim.parole
    traduite = verbatim.traduction if texte else None
    lue = traduite or texte
    mots = parole(lue) if limite is None else extrait(lue, limite)
    if not traduite or seule:
        return mots
    return f"{mots} ({francais.traduit_de(verbatim.langue)})"


def table(synthese: SyntheseDeTable) -> str:
    """« Table 3, tour 2 (8 mains sur 9) »."""
    ou = f"Table {synthese.table}, tour {synthese.tour}"
    if synthese.pour is None:
        return ou
    mains = accorder(synthese.pour, "main", "mains")
    sur = f" sur {francais.nombre(synthese.presents)}" if synthese.presents else ""
    return f"{ou} ({mains}{sur})"


def origine(verbatim: Verbatim) -> str:
    """The words that a translation comes from, as they were said; empty without a translation."""
    return parole(verbatim.texte) if verbatim.traduction and verbatim.texte else ""


def readable(verbatims: tuple[Verbatim, ...]) -> tuple[Verbatim, ...]:
    """Those that were not erased, or all when all were."""
    return tuple(v for v in verbatims if v.texte is not None) or verbatims


def sources(preconisation: Preconisation) -> str:
    """« 3 voix sur 104 »."""
    said = preconisation.sources
    return _sur(said.voix, said.saisies, said.total)


def _sur(voix_: int, saisies: int, total: int) -> str:
    """« 3 voix sur 5, dont 2 saisies »; alone without a total."""
    compte = accorder(voix_, "voix", "voix")
    if total:
        compte = f"{compte} sur {francais.nombre(total)}"
    return f"{compte}, dont {accorder(saisies, 'saisie', 'saisies')}" if saisies else compte


def decision(preconisation: Preconisation) -> str:
    """« Comité de pilotage, le 16 juillet 2026. Essai d’un an. »; empty before any decision."""
    prise = preconisation.decision
    if prise is None:
        return ""
    motif = f". {prise.motif}" if prise.motif else ""
    return decision_seule(prise) + motif


def decision_seule(prise: Decision) -> str:
    """« Comité de pilotage, le 16 juillet 2026 »: its reason is told elsewhere."""
    return f"{prise.instance}, le {francais.jour(prise.le)}"


def fiche(liee: FicheLiee) -> str:
    """« Mobilités du quotidien (complète la fiche : la soirée y est ajoutée) »."""
    motif = f" : {liee.motif}" if liee.motif else ""
    return f"{liee.intitule} ({liee.nature}{motif})"


def engagement(pris: EngagementPris) -> str:
    """« Éclairer les deux arrêts (avant l’hiver, à faire) »."""
    quand_ = francais.jour(pris.echeance) if isinstance(pris.echeance, date) else pris.echeance
    return f"{pris.texte} ({quand_ or 'échéance non fixée'} ; {pris.etat})"


def non_publiees(contenu: CompteRendu) -> str:
    """How many contributions are not printed, and why; never their words."""
    total = contenu.total_non_publiees
    if not total:
        return "Toutes les contributions reçues ont été publiées."
    compte = accorder(total, "contribution", "contributions")
    verbe = "n’a pas été publiée" if total < 2 else "n’ont pas été publiées"
    motifs = ", ".join(f"{motif} ({nombre})" for motif, nombre in contenu.non_publiees)
    return f"{compte} {verbe} : {motifs}."


def frigo(nombre: int) -> str:
    """How many off-topic contributions are kept for another time."""
    verbe = "est gardée" if nombre < 2 else "sont gardées"
    compte = accorder(nombre, "contribution hors sujet", "contributions hors sujet")
    return f"{compte} {verbe} « au frigo », pour une autre occasion."


def retirees(nombre: int) -> str:
    """How many texts are there no more; what is left of each is a marked gap."""
    if nombre < 2:
        return "1 texte a été retiré par son auteur, ou effacé à sa demande."
    return f"{nombre} textes ont été retirés par leurs auteurs, ou effacés à leur demande."


def mises_de_cote(contenu: CompteRendu) -> tuple[str, ...]:
    """A sentence for each kind of contribution that is not printed, then for disagreements."""
    counts = (contenu.total_non_publiees, contenu.attente, contenu.frigo, contenu.retirees)
    dites = []
    if contenu.total_non_publiees or not any(counts):
        dites.append(non_publiees(contenu))
    if contenu.attente:
        compte = accorder(contenu.attente, "contribution attend", "contributions attendent")
        dites.append(f"{compte} encore d’être relue{'s' if contenu.attente > 1 else ''}.")
    if contenu.frigo:
        dites.append(frigo(contenu.frigo))
    if contenu.retirees:
        dites.append(retirees(contenu.retirees))
    if contenu.desaccords:
        compte = accorder(contenu.desaccords, "désaccord a été dit", "désaccords ont été dits")
        reponse = accorder(contenu.reponses, "a reçu une réponse", "ont reçu une réponse")
        if not contenu.reponses:
            reponse = "aucun n’a encore reçu de réponse"
        dites.append(f"{compte} par des auteurs sur ce que leur parole est devenue ; {reponse}.")
    return tuple(dites)


def etape(prochaine: ProchaineEtape) -> str:
    """« Vendredi 25 septembre 2026 : réunion de retour »."""
    if prochaine.le is None:
        return prochaine.texte
    return f"{francais.majuscule(francais.jour_de_semaine(prochaine.le))} : {prochaine.texte}"
