"""The annexes, each on pages of its own: every contribution, what follows, method, attendance."""

from collections.abc import Iterable, Sequence

from reportlab.platypus import Flowable, PageBreak

from cafe.documents import francais
from cafe.documents.compte_rendu import phrases, styles
from cafe.documents.compte_rendu.blocs import Barre, nuance, titre
from cafe.documents.compte_rendu.contenu import CompteRendu, Question, SuiteDonnee, Verbatim
from cafe.documents.compte_rendu.ouverture import SANS_QUESTION
from cafe.documents.compte_rendu.paroles import citation, original, tables
from cafe.documents.compte_rendu.preconisations import has_more, what_follows
from cafe.documents.compte_rendu.presences import SEUIL, Presences
from cafe.documents.compte_rendu.tableaux import Case, cellule, tableau
from cafe.documents.flux import Paragraphe
from cafe.documents.polices import GRIS
from cafe.documents.texte import LONGUEUR_EXTRAIT, Balisage, bold, escape, escape_line

_LARGEUR_BARRE = 180.0

Annexe = tuple[str, str, Iterable[Flowable]]


def annexes(contenu: CompteRendu) -> list[Annexe]:
    """Those that have something to say: (key, title, what they hold). Contributions come first."""
    parts: list[tuple[str, Iterable[Flowable]]] = [
        ("Toutes les contributions publiées", _contributions(contenu.questions))
    ]
    if any(map(has_more, contenu.preconisations)):
        follows = what_follows(contenu.preconisations)
        parts.append(("Préconisations : réponses, fiches et engagements", follows))
    if contenu.suites:
        parts.append(("Suites données aux autres paroles", _suites(contenu.suites)))
    parts.append(("Méthode et présences", _method(contenu)))
    return [
        (f"annexe-{numero}", f"Annexe {numero}. {intitule}", pieces)
        for numero, (intitule, pieces) in enumerate(parts, start=1)
    ]


def pages_of(annexe: Annexe) -> Iterable[Flowable]:
    """One annexe, from the top of a page."""
    clef, intitule, pieces = annexe
    yield PageBreak()
    yield titre(Balisage(intitule), 2, clef)
    yield from pieces


def _contributions(questions: Sequence[Question]) -> Iterable[Flowable]:
    if not questions:
        yield Paragraphe(Balisage(SANS_QUESTION), styles.DOUX)
    for question in questions:
        clef = f"annexe-question-{question.numero}"
        intitule = escape_line(f"Question {question.numero}. {question.texte}")
        yield titre(intitule, 3, clef)
        if question.syntheses:
            yield titre(escape_line(phrases.TABLES), 4, f"{clef}-tables")
            yield from tables(question.syntheses)
        for rang, regroupement in enumerate(question.regroupements, start=1):
            yield titre(escape_line(phrases.groupe(regroupement)), 4, f"{clef}-{rang}")
            yield from _words(regroupement.verbatims)
        if question.paroles_isolees:
            yield titre(Balisage("Voix isolées"), 4, f"{clef}-isolees")
            yield from _words(question.paroles_isolees)
        if not question.regroupements and not question.paroles_isolees:
            yield Paragraphe(Balisage("Aucune contribution publiée."), styles.DOUX)


def _words(verbatims: Sequence[Verbatim]) -> Iterable[Flowable]:
    """Each word; under one that was translated, what was said."""
    for verbatim in verbatims:
        yield citation(verbatim)
        yield from original(verbatim)


def _suites(suites: Sequence[SuiteDonnee]) -> Iterable[Flowable]:
    lignes: list[list[Case]] = [
        [
            [cellule(escape(phrases.dite(suite, LONGUEUR_EXTRAIT)))],
            _suite(suite),
            [cellule(escape(suite.motif or "–"))],
        ]
        for suite in suites
    ]
    yield tableau(("Parole", "Suite", "Précision"), lignes, (42, 28, 30))


def _suite(suite: SuiteDonnee) -> list[Flowable]:
    cases: list[Flowable] = [cellule(bold(suite.type))]
    if suite.structure:
        cases.append(cellule(escape_line(suite.structure)))
    if suite.le:
        cases.append(cellule(nuance(escape_line(f"le {francais.jour(suite.le)}"), GRIS)))
    return cases


def _method(contenu: CompteRendu) -> Iterable[Flowable]:
    for alinea in filter(str.strip, contenu.methode.split("\n\n")):
        yield Paragraphe(escape(alinea), styles.TEXTE)
    yield titre(Balisage(phrases.annexe_de(contenu.presences)), 3, "presences")
    yield from _presences(contenu.presences)


def _presences(presences: Presences) -> Iterable[Flowable]:
    if presences.total is None or presences.ecrit:
        yield Paragraphe(escape(phrases.venus(presences)), styles.TEXTE)
        return
    total = presences.total
    lignes: list[list[Case]] = [
        [
            [cellule(escape_line(qualite))],
            [Paragraphe(escape_line(francais.nombre(compte)), styles.NOMBRE)],
            [Barre(compte / total, _LARGEUR_BARRE)],
        ]
        for qualite, compte in presences.qualites
    ]
    somme = Paragraphe(bold(francais.nombre(total)), styles.NOMBRE)
    lignes.append([[cellule(bold("Ensemble"))], [somme], []])
    yield tableau(("À quel titre", "Personnes", "Part"), lignes, (42, 16, 42), chiffres={1})
    note = (
        "Personnes comptées, jamais nommées. "
        f"Une qualité de moins de {SEUIL} personnes est jointe aux autres."
    )
    yield Paragraphe(Balisage(note), styles.DOUX)
