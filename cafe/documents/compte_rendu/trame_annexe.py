"""The annexes of a world café: every contribution, the suites, the method, the attendance."""

from __future__ import annotations

from collections.abc import Iterator

from cafe.documents import francais
from cafe.documents.compte_rendu import phrases
from cafe.documents.compte_rendu.contenu import (
    CompteRendu,
    Preconisation,
    Question,
    SuiteDonnee,
    Verbatim,
)
from cafe.documents.compte_rendu.presences import SEUIL, Presences
from cafe.documents.texte import LONGUEUR_EXTRAIT
from cafe.documents.trame.blocs import (
    Allure,
    Bloc,
    Cellule,
    Colonne,
    Morceau,
    Paragraphe,
    Tableau,
    Titre,
    cellule,
    discret,
    etiquette,
    fort,
    paragraphe,
    renseignement,
)


def annexes(contenu: CompteRendu) -> Iterator[Bloc]:
    """The annexes, numbered; the first opens a page."""
    parts = [("Toutes les contributions publiées", _contributions(contenu.questions))]
    if any(p.reponse_publique or p.fiches or p.engagements for p in contenu.preconisations):
        titre = "Préconisations : décisions, réponses, fiches et engagements"
        parts.append((titre, _preconisations(contenu.preconisations)))
    if contenu.suites:
        parts.append(("Suites données aux autres paroles", _suites(contenu.suites)))
    if contenu.methode:
        parts.append(("Méthode", _methode(contenu.methode)))
    parts.append((phrases.annexe_de(contenu.presences), _presences(contenu.presences)))
    for numero, (titre, blocs) in enumerate(parts, start=1):
        yield Titre(f"Annexe {numero}. {titre}", 1, nouvelle_page=numero == 1)
        yield from blocs


def _contributions(questions: tuple[Question, ...]) -> Iterator[Bloc]:
    for question in questions:
        yield Titre(f"Question {question.numero}. {question.texte}", 2)
        if question.syntheses:
            yield Titre(phrases.TABLES, 3)
        for synthese in question.syntheses:
            dit = phrases.parole(synthese.texte)
            mots = (etiquette(phrases.table(synthese)), Morceau(f" {dit}"))
            yield Paragraphe(mots, Allure.CITATION)
        for regroupement in question.regroupements:
            yield Titre(phrases.groupe(regroupement), 3)
            yield from _verbatims(regroupement.verbatims)
        if question.paroles_isolees:
            yield Titre("Voix isolées", 3)
            yield from _verbatims(question.paroles_isolees)
        if not question.regroupements and not question.paroles_isolees:
            yield paragraphe("Aucune contribution publiée.", allure=Allure.NOTE)


def _verbatims(verbatims: tuple[Verbatim, ...]) -> Iterator[Paragraphe]:
    """Each word; under one that was translated, what was said."""
    for verbatim in verbatims:
        mots = (etiquette(phrases.annonce(verbatim)), Morceau(f" {phrases.dite(verbatim)}"))
        yield Paragraphe(mots, Allure.CITATION)
        if dite := phrases.origine(verbatim):
            yield Paragraphe((Morceau(dite),), Allure.CITATION)


def _preconisations(preconisations: tuple[Preconisation, ...]) -> Iterator[Bloc]:
    """Each with all that followed: what the synthesis has no room for."""
    for p in preconisations:
        yield Titre(f"{p.numero}. {p.intitule}", 2)
        yield renseignement("État", p.etat)
        if decision := phrases.decision(p):
            yield renseignement("Décision", decision)
        if p.reponse_publique:
            yield renseignement("Réponse", p.reponse_publique)
        for liee in p.fiches:
            yield renseignement(f"Fiche {liee.numero}", phrases.fiche(liee))
        for pris in p.engagements:
            yield renseignement(pris.organisme, phrases.engagement(pris))


def _suites(suites: tuple[SuiteDonnee, ...]) -> Iterator[Bloc]:
    yield Tableau(
        "Ce que sont devenues les paroles qui n’ont pas nourri de préconisation.",
        (Colonne("Parole", 42), Colonne("Suite", 28), Colonne("Précision", 30)),
        tuple(
            (
                cellule(phrases.dite(s, LONGUEUR_EXTRAIT)),
                _suite(s),
                cellule(s.motif or "–"),
            )
            for s in suites
        ),
    )


def _suite(suite: SuiteDonnee) -> Cellule:
    parts = cellule(fort(suite.type))
    if suite.structure:
        parts += cellule(suite.structure)
    if suite.le:
        parts += cellule(discret(f"le {francais.jour(suite.le)}"))
    return parts


def _methode(methode: str) -> Iterator[Bloc]:
    for alinea in methode.split("\n\n"):
        if alinea.strip():
            yield paragraphe(alinea)


def _presences(presences: Presences) -> Iterator[Bloc]:
    if presences.total is None or presences.ecrit:
        yield paragraphe(phrases.venus(presences))
        return
    ensemble = cellule(fort("Ensemble")), cellule(fort(francais.nombre(presences.total)))
    yield Tableau(
        "Combien de personnes sont venues, et à quel titre.",
        (Colonne("À quel titre", 70), Colonne("Personnes", 30)),
        (
            *(
                (cellule(qualite), cellule(francais.nombre(compte)))
                for qualite, compte in presences.qualites
            ),
            ensemble,
        ),
    )
    yield paragraphe(
        "Personnes comptées, jamais nommées. "
        f"Une qualité de moins de {SEUIL} personnes est jointe aux autres.",
        allure=Allure.NOTE,
    )
