"""The annexe: every published contribution, whole, under its question and its regroupement."""

from collections.abc import Iterable, Sequence

from reportlab.platypus import CondPageBreak, Flowable, Paragraph

from cafe.documents import francais
from cafe.documents.compte_rendu import styles
from cafe.documents.compte_rendu.blocs import Citation, titre
from cafe.documents.compte_rendu.contenu import Question, Verbatim
from cafe.documents.compte_rendu.paroles import question_key, words
from cafe.documents.texte import Balisage, escape_line


def annexe(questions: Sequence[Question]) -> list[Flowable]:
    """All the words, on a new page unless this one has just begun; nothing when none was said."""
    if not any(q.regroupements or q.paroles_isolees for q in questions):
        return []
    section: list[Flowable] = [CondPageBreak(0.6 * styles.HAUTEUR)]
    section += titre(Balisage("Annexe. Toutes les contributions publiées"), 0, "annexe")
    for question in questions:
        section += _question(question)
    return section


def _question(question: Question) -> Iterable[Flowable]:
    clef = f"annexe-{question_key(question)}"
    intitule = Balisage(f"Question {question.numero}. {escape_line(question.texte)}")
    yield from titre(intitule, 1, clef, sommaire=False)
    for rang, regroupement in enumerate(question.regroupements, start=1):
        voix = francais.accorder(regroupement.voix, "voix", "voix")
        groupe = Balisage(f"{escape_line(regroupement.titre)} ({voix})")
        yield from _words(groupe, f"{clef}-{rang}", regroupement.verbatims)
    if question.paroles_isolees:
        yield from _words(
            Balisage("Paroles non regroupées"), f"{clef}-seules", question.paroles_isolees
        )
    if not question.regroupements and not question.paroles_isolees:
        yield Paragraph("Aucune contribution publiée.", styles.DOUX)


def _words(intitule: Balisage, clef: str, verbatims: Sequence[Verbatim]) -> Iterable[Flowable]:
    yield from titre(intitule, 2, clef)
    for verbatim in verbatims:
        yield Citation(words(verbatim), styles.CITATION_SERREE)
