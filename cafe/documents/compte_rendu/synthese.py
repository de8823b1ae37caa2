"""« Ce qui s'est dit »: each question, what came out of it with its figures, the lone voices.

The synthesis holds in four pages: how much of each question it prints is chosen for that, the
most that fits. What it leaves out is said, and stands in the annexe.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from reportlab.platypus import Flowable

from cafe.documents import francais
from cafe.documents.compte_rendu import phrases, styles
from cafe.documents.compte_rendu.blocs import Barre, titre
from cafe.documents.compte_rendu.contenu import Question, Regroupement
from cafe.documents.compte_rendu.paroles import citations, tables
from cafe.documents.compte_rendu.tableaux import Case, cellule, tableau
from cafe.documents.flux import Paragraphe, height_of
from cafe.documents.texte import Balisage, bold, escape, escape_line, shorten

_LARGEURS = (60, 15, 25)
_SIGNES_PAR_LIGNE = 75
_SIGNES_SERRES = 110
_LARGEUR_BARRE = styles.LARGEUR * _LARGEURS[1] / 100 - 12


@dataclass(frozen=True, slots=True)
class _Detail:
    """How much of a question is printed: regroupements, signs of a summary, quotations."""

    regroupements: int
    resume: int
    extraits: int
    isolees: int
    # Close: what follows is told by numbers alone, lone voices by a line.
    serre: bool = False


_DETAILS = (
    _Detail(regroupements=40, resume=900, extraits=1, isolees=5),
    _Detail(regroupements=12, resume=400, extraits=1, isolees=3),
    _Detail(regroupements=10, resume=240, extraits=0, isolees=2),
    _Detail(regroupements=8, resume=120, extraits=0, isolees=2),
    _Detail(regroupements=8, resume=0, extraits=0, isolees=1, serre=True),
    _Detail(regroupements=5, resume=0, extraits=0, isolees=1, serre=True),
    _Detail(regroupements=3, resume=0, extraits=0, isolees=1, serre=True),
)


def words_section(questions: Sequence[Question], place: float) -> list[Flowable]:
    """The section, in at most `place` points of height if any detail allows it."""
    section: list[Flowable] = []
    for detail in _DETAILS:
        if detail is not _DETAILS[-1] and _least_height(questions, detail) > place:
            continue
        section = list(_section(questions, detail))
        if height_of(section, styles.LARGEUR) <= place:
            break
    return section


def _least_height(questions: Sequence[Question], detail: _Detail) -> float:
    """Less than what it takes, in points, at a glance: what is far too rich is not laid out."""
    lignes = 0
    for question in questions:
        for regroupement in question.regroupements[: detail.regroupements]:
            resume = min(len(regroupement.resume or ""), detail.resume)
            lignes += 1 + detail.extraits + ceil(resume / _SIGNES_PAR_LIGNE)
    return lignes * styles.CELLULE.leading


def _section(questions: Sequence[Question], detail: _Detail) -> Iterable[Flowable]:
    yield titre(Balisage("Ce qui s’est dit"), 2, "paroles")
    note = (
        "Les paroles sont reprises telles qu’elles ont été écrites. Aucune n’est rattachée à une "
        "personne. Toutes figurent, entières, en annexe."
    )
    yield Paragraphe(Balisage(note), styles.DOUX)
    for question in questions:
        yield from _question(question, detail)


def _question(question: Question, detail: _Detail) -> Iterable[Flowable]:
    clef = f"question-{question.numero}"
    intitule = escape_line(f"Question {question.numero}. {question.texte}")
    yield titre(intitule, 3, clef)
    if not detail.serre:  # the first page says it too
        yield Paragraphe(escape_line(f"{phrases.recu(question)}."), styles.DOUX)
    if question.votes:
        yield Paragraphe(escape_line(phrases.votes(question)), styles.DOUX)
    if question.syntheses:
        yield titre(escape_line(phrases.TABLES), 4, f"{clef}-tables")
        yield from tables(question.syntheses, limite=detail.resume or _SIGNES_SERRES)
    montres = question.regroupements[: detail.regroupements]
    if montres:
        yield tableau(
            ("Ce qui ressort", "Voix", "Suite"),
            [_row(regroupement, question, detail) for regroupement in montres],
            _LARGEURS,
        )
    autres = len(question.regroupements) - len(montres)
    if autres:
        compte = francais.accorder(autres, "autre regroupement", "autres regroupements")
        yield Paragraphe(escape_line(f"Et {compte}, en annexe 1."), styles.DOUX)
    if question.paroles_isolees:
        yield from _lone_voices(question, detail)


def _row(regroupement: Regroupement, question: Question, detail: _Detail) -> list[Case]:
    dit: list[Flowable] = [cellule(bold(regroupement.titre))]
    if points := phrases.gommettes(regroupement):
        dit.append(cellule(escape(points)))
    if regroupement.resume and detail.resume:
        dit.append(cellule(escape(shorten(regroupement.resume, detail.resume))))
    dit += citations(regroupement.verbatims, limite=detail.extraits, extrait=True)
    voix: list[Flowable] = [cellule(bold(phrases.voix(regroupement, question)))]
    if question.voix:
        voix.append(Barre(regroupement.voix / question.voix, _LARGEUR_BARRE))
    return [dit, voix, [cellule(escape(phrases.suites(regroupement, entieres=not detail.serre)))]]


def _lone_voices(question: Question, detail: _Detail) -> Iterable[Flowable]:
    nombre = len(question.paroles_isolees)
    compte = francais.accorder(nombre, "voix isolée", "voix isolées")
    if detail.serre:
        dont = " (en annexe 1), dont" if nombre > 1 else ""
        premiere = question.paroles_isolees[0]
        points = phrases.gommettes(premiere)
        dite = escape_line(phrases.dite(premiere, _SIGNES_SERRES) + (points and f" ({points})"))
        yield Paragraphe(Balisage(f"{bold(compte)}{dont}\u00a0: {dite}"), styles.TEXTE)
        return
    yield titre(escape_line(compte), 4, f"question-{question.numero}-isolees")
    cites = citations(question.paroles_isolees, limite=detail.isolees, extrait=True)
    yield from cites
    if reste := nombre - len(cites):
        autres = francais.accorder(reste, "autre", "autres")
        yield Paragraphe(escape_line(f"Et {autres}, en annexe 1."), styles.DOUX)
