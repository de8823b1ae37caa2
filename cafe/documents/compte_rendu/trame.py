"""What stands where in a world café's compte rendu: its synthesis; see `trame_annexe` too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cafe.documents import francais
from cafe.documents.compte_rendu import phrases
from cafe.documents.compte_rendu.contenu import CompteRendu, Preconisation, Question, Regroupement
from cafe.documents.compte_rendu.trame_annexe import annexes
from cafe.documents.francais import accorder
from cafe.documents.reunion.phrases import copilotage, etat
from cafe.documents.texte import shorten
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
from cafe.documents.trame.estimation import estimated_pages

PAGES_DE_SYNTHESE = 4


@dataclass(frozen=True, slots=True)
class _Detail:
    """How much is said: signs of a summary, of a word, of an answer; how many words; suites."""

    resume: int
    extrait: int
    extraits: int
    isolees: int
    reponse: int
    suites_entieres: bool


_DETAILS = (
    _Detail(900, 320, 1, 5, 2000, True),
    _Detail(400, 240, 1, 3, 400, True),
    _Detail(240, 200, 0, 3, 0, False),
    _Detail(120, 160, 0, 2, 0, False),
    _Detail(0, 160, 0, 2, 0, False),
    _Detail(0, 110, 0, 1, 0, False),
)


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
        blocs=(*_synthesis_that_fits(contenu), *annexes(contenu)),
    )


def _synthesis_that_fits(contenu: CompteRendu) -> tuple[Bloc, ...]:
    """The synthesis with the most detail that holds in four pages; the annexes hold all."""
    blocs: tuple[Bloc, ...] = ()
    for detail in _DETAILS:
        blocs = (*_opening(contenu), *_synthesis(contenu, detail))
        if estimated_pages(blocs) <= PAGES_DE_SYNTHESE:
            break
    return blocs


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
    yield Titre(phrases.reunis(contenu.presences), 1)
    yield paragraphe(phrases.venus(contenu.presences))
    yield paragraphe(fort("En chiffres\u00a0:"), f" {phrases.chiffres(contenu)}")
    yield Liste(tuple((Morceau(q.texte),) for q in contenu.questions), numerotee=True)


def _synthesis(contenu: CompteRendu, detail: _Detail) -> Iterator[Bloc]:
    yield Titre("Ce qui s’est dit", 1)
    yield paragraphe(
        "Les paroles sont reprises telles qu’elles ont été écrites. Aucune n’est rattachée à une "
        "personne. Toutes figurent, entières, en annexe.",
        allure=Allure.NOTE,
    )
    for question in contenu.questions:
        yield from _question(question, detail)
    yield Titre("Préconisations", 1)
    yield from _preconisations(contenu.preconisations, detail)
    yield Titre("Ce qui n’est pas repris ici", 1)
    for phrase in phrases.mises_de_cote(contenu):
        yield paragraphe(phrase)
    yield Titre("Prochaines dates", 1)
    etapes = (contenu.prochaine_etape, *contenu.prochaines_dates)
    dites = tuple((Morceau(phrases.etape(e)),) for e in etapes if e is not None)
    yield Liste(dites) if dites else paragraphe("La prochaine étape n’est pas encore fixée.")
    if contenu.validation.amendements:
        yield Titre("Amendements adoptés", 1)
        yield paragraphe(contenu.validation.amendements)


def _question(question: Question, detail: _Detail) -> Iterator[Bloc]:
    yield Titre(f"Question {question.numero}. {question.texte}", 2, question.ancre)
    yield paragraphe(phrases.recu(question), allure=Allure.ANNONCE)
    if question.votes:
        yield paragraphe(phrases.votes(question))
    if question.syntheses:
        yield Titre(phrases.TABLES, 3)
        for synthese in question.syntheses:
            dit = phrases.extrait(synthese.texte, detail.resume or detail.extrait)
            mots = (etiquette(phrases.table(synthese)), Morceau(f" {dit}"))
            yield Paragraphe(mots, Allure.CITATION)
    if question.regroupements:
        yield Tableau(
            f"Ce qui ressort de la question {question.numero}, et ce qui en est fait.",
            (Colonne("Ce qui ressort", 56), Colonne("Voix", 17), Colonne("Suite", 27)),
            tuple(
                (
                    _group(regroupement, detail),
                    cellule(phrases.voix(regroupement, question)),
                    cellule(phrases.suites(regroupement, entieres=detail.suites_entieres)),
                )
                for regroupement in question.regroupements
            ),
        )
    if question.paroles_isolees:
        seules = phrases.readable(question.paroles_isolees)[: detail.isolees]
        autres = len(question.paroles_isolees) - len(seules)
        voix = accorder(len(question.paroles_isolees), "voix isolée", "voix isolées")
        reste = f", {accorder(autres, 'autre', 'autres')} en annexe" if autres else ""
        yield Titre(f"{voix}{reste}", 3)
        for verbatim in seules:
            dit = phrases.dite(verbatim, detail.extrait)
            mots = (etiquette(phrases.annonce(verbatim)), Morceau(f" {dit}"))
            yield Paragraphe(mots, Allure.CITATION)


def _group(regroupement: Regroupement, detail: _Detail) -> Cellule:
    """Its title, its summary, and a few words of those who said it."""
    parts = [Paragraphe((fort(regroupement.titre),), Allure.CELLULE, regroupement.ancre)]
    if points := phrases.gommettes(regroupement):
        parts += cellule(points)
    if regroupement.resume and detail.resume:
        parts += cellule(shorten(regroupement.resume, detail.resume))
    for verbatim in phrases.readable(regroupement.verbatims)[: detail.extraits]:
        parts += cellule(discret(phrases.dite(verbatim, detail.extrait)))
    return tuple(parts)


def _preconisations(preconisations: tuple[Preconisation, ...], detail: _Detail) -> Iterator[Bloc]:
    if not preconisations:
        yield paragraphe("Aucune préconisation n’est encore rédigée à partir de cette séance.")
        return
    yield Tableau(
        "Les préconisations tirées de la séance, leur état et leurs sources.",
        (
            Colonne("N°", 7),
            Colonne("Préconisation", 49),
            Colonne("État et décision", 28),
            Colonne("Sources", 16),
        ),
        tuple(
            (
                cellule(fort(p.numero)),
                _preconisation(p, detail),
                _state(p),
                cellule(phrases.sources(p)),
            )
            for p in preconisations
        ),
    )


def _preconisation(p: Preconisation, detail: _Detail) -> Cellule:
    parts = [Paragraphe((fort(p.intitule),), Allure.CELLULE, p.ancre)]
    if p.reponse_publique and detail.reponse:
        dit = shorten(p.reponse_publique, detail.reponse)
        parts += cellule(fort("Réponse\u00a0:"), f" {dit}")
    return tuple(parts)


def _state(p: Preconisation) -> Cellule:
    if p.decision is None:
        return cellule(fort(p.etat))
    pris = f", {p.decision.instance}, {francais.jour(p.decision.le)}"
    return cellule(fort(p.etat), pris)
