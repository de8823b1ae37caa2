"""What stands where in a world café's compte rendu: its synthesis; see `trame_annexe` too."""

from __future__ import annotations

from collections.abc import Iterator

from cafe.documents import francais
from cafe.documents.compte_rendu import phrases
from cafe.documents.compte_rendu.contenu import CompteRendu, Preconisation, Question, Regroupement
from cafe.documents.compte_rendu.trame_annexe import annexes
from cafe.documents.reunion.phrases import copilotage, etat
from cafe.documents.trame.blocs import (
    Allure,
    Bloc,
    Cellule,
    Colonne,
    Images,
    Liste,
    Morceau,
    Paragraphe,
    Tableau,
    Titre,
    Trame,
    cellule,
    discret,
    etiquette,
    fort,
    paragraphe,
    renseignement,
)

VOIX_ISOLEES_CITEES = 3


def lay_out(contenu: CompteRendu) -> Trame:
    """Return the outline of the document."""
    entete = contenu.entete
    return Trame(
        titre=f"Compte rendu : {entete.seance}",
        sujet=entete.demarche,
        auteur=entete.redacteur,
        edite_le=entete.edite_le,
        rappel=f"Compte rendu · {entete.seance} · {entete.statut}",
        pied=entete.demarche,
        blocs=(*_opening(contenu), *_synthesis(contenu), *annexes(contenu)),
    )


def _opening(contenu: CompteRendu) -> Iterator[Bloc]:
    entete = contenu.entete
    logos = tuple(c.logo for c in contenu.copilotes if c.logo is not None)
    if logos:
        yield Images(logos)
    yield paragraphe(entete.demarche, allure=Allure.SURTITRE)
    yield Titre(f"Compte rendu : {entete.seance}", 0)
    yield paragraphe(entete.format, allure=Allure.SOUS_TITRE)
    edite = f"édité le {francais.jour(entete.edite_le)}"
    for nom, valeur in (
        ("Date", francais.majuscule(phrases.quand(contenu))),
        ("Lieu", entete.lieu),
        ("Copilotage", copilotage(contenu.copilotes)),
        ("Rédaction", entete.redacteur),
        ("État", f"{etat(contenu.validation)}, {edite}"),
    ):
        if valeur:
            yield renseignement(nom, valeur)
    yield Titre("Qui s’est réuni, et sur quelles questions", 1)
    yield paragraphe(phrases.venus(contenu.presences))
    yield paragraphe(fort("En chiffres\u00a0:"), f" {phrases.chiffres(contenu)}")
    yield Liste(tuple((Morceau(q.texte),) for q in contenu.questions), numerotee=True)


def _synthesis(contenu: CompteRendu) -> Iterator[Bloc]:
    yield Titre("Ce qui s’est dit", 1)
    yield paragraphe(
        "Les paroles sont reprises telles qu’elles ont été écrites. Aucune n’est rattachée à une "
        "personne. Toutes figurent, entières, en annexe.",
        allure=Allure.NOTE,
    )
    for question in contenu.questions:
        yield from _question(question)
    yield Titre("Préconisations", 1)
    yield from _preconisations(contenu.preconisations)
    yield Titre("Ce qui n’est pas repris ici", 1)
    yield paragraphe(phrases.non_publiees(contenu))
    if contenu.frigo:
        yield paragraphe(phrases.frigo(contenu.frigo))
    yield Titre("Prochaines dates", 1)
    etapes = (contenu.prochaine_etape, *contenu.prochaines_dates)
    dites = tuple((Morceau(phrases.etape(e)),) for e in etapes if e is not None)
    yield Liste(dites) if dites else paragraphe("La prochaine étape n’est pas encore fixée.")
    if contenu.validation.amendements:
        yield Titre("Amendements adoptés", 1)
        yield paragraphe(contenu.validation.amendements)


def _question(question: Question) -> Iterator[Bloc]:
    yield Titre(f"Question {question.numero}. {question.texte}", 2, question.ancre)
    yield paragraphe(phrases.recu(question), allure=Allure.ANNONCE)
    if question.regroupements:
        yield Tableau(
            f"Ce qui ressort de la question {question.numero}, et ce qui en est fait.",
            (Colonne("Ce qui ressort", 58), Colonne("Voix", 16), Colonne("Suite", 26)),
            tuple(
                (
                    _group(regroupement),
                    cellule(phrases.voix(regroupement, question)),
                    cellule(phrases.suites(regroupement)),
                )
                for regroupement in question.regroupements
            ),
        )
    if question.paroles_isolees:
        yield Titre("Voix isolées", 3)
        seules = phrases.readable(question.paroles_isolees)
        for verbatim in seules[:VOIX_ISOLEES_CITEES]:
            mots = (etiquette(verbatim.categorie), Morceau(f" {phrases.extrait(verbatim.texte)}"))
            yield Paragraphe(mots, Allure.CITATION)
        reste = len(question.paroles_isolees) - VOIX_ISOLEES_CITEES
        if reste > 0:
            autres = francais.accorder(reste, "autre en annexe.", "autres en annexe.")
            yield paragraphe(f"Et {autres}", allure=Allure.NOTE)


def _group(regroupement: Regroupement) -> Cellule:
    """Its title, its summary, and a few words of those who said it."""
    parts = [Paragraphe((fort(regroupement.titre),), Allure.CELLULE, regroupement.ancre)]
    if regroupement.resume:
        parts.append(paragraphe(regroupement.resume, allure=Allure.CELLULE))
    for verbatim in phrases.readable(regroupement.verbatims)[:1]:
        parts.append(paragraphe(discret(phrases.extrait(verbatim.texte)), allure=Allure.CELLULE))
    return tuple(parts)


def _preconisations(preconisations: tuple[Preconisation, ...]) -> Iterator[Bloc]:
    if not preconisations:
        yield paragraphe("Aucune préconisation n’est encore rédigée à partir de cette séance.")
        return
    yield Tableau(
        "Les préconisations tirées de la séance, leur état et leurs sources.",
        (
            Colonne("N°", 7),
            Colonne("Préconisation", 49),
            Colonne("État et décision", 29),
            Colonne("Sources", 15),
        ),
        tuple(
            (
                cellule(fort(p.numero)),
                _preconisation(p),
                _state(p),
                cellule(phrases.sources(p)),
            )
            for p in preconisations
        ),
    )


def _preconisation(p: Preconisation) -> Cellule:
    parts = [Paragraphe((fort(p.intitule),), Allure.CELLULE, p.ancre)]
    if p.reponse_publique:
        parts += cellule(fort("Réponse\u00a0:"), f" {p.reponse_publique}")
    for liee in p.fiches:
        parts += cellule(fort(f"Fiche {liee.numero}\u00a0:"), f" {phrases.fiche(liee)}")
    for pris in p.engagements:
        parts += cellule(fort(f"{pris.organisme}\u00a0:"), f" {phrases.engagement(pris)}")
    return tuple(parts)


def _state(p: Preconisation) -> Cellule:
    decision = phrases.decision(p)
    return cellule(fort(p.etat)) + (cellule(decision) if decision else ())
