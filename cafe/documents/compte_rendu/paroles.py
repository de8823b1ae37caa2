"""« Ce qui s'est dit »: each question, its regroupements, a few words of each, the lone words.

The body quotes a few words; the annexe (`annexe`) prints every contribution whole.
"""

from collections.abc import Iterable, Sequence

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Paragraph

from cafe.documents import francais
from cafe.documents.compte_rendu import styles
from cafe.documents.compte_rendu.blocs import Citation, nuance, titre
from cafe.documents.compte_rendu.contenu import Question, Regroupement, Renvoi, Verbatim
from cafe.documents.compte_rendu.preconisations import link
from cafe.documents.polices import ACCENT, GRIS
from cafe.documents.texte import (
    PROPOS_RETIRE,
    Balisage,
    bold,
    escape,
    escape_line,
    quote,
    quote_extract,
)

EXTRAITS = 2


def question_key(question: Question) -> str:
    """The name of a question's place in the file."""
    return f"question-{question.numero}"


def words_section(questions: Sequence[Question], connues: frozenset[str]) -> list[Flowable]:
    """The section; `connues` are the numbers of the préconisations that links may reach."""
    note = (
        "Les paroles sont reprises telles qu’elles ont été écrites. Aucune n’est rattachée à une "
        "personne. Quelques-unes sont citées ici ; toutes figurent en annexe."
    )
    section = [
        # The first page stays a cover, unless its contents already ran over to the next.
        CondPageBreak(styles.HAUTEUR / 2),
        *titre(Balisage("1. Ce qui s’est dit"), 0, "paroles"),
        Paragraph(note, styles.DOUX),
    ]
    if not questions:
        section.append(Paragraph("Aucune question n’a été posée.", styles.TEXTE))
    for question in questions:
        section += _question(question, connues)
    return section


def words(verbatim: Verbatim, *, extrait: bool = False) -> Balisage:
    """« Category  « words » », shortened on demand; an erased text says so in its place."""
    etiquette = nuance(bold(verbatim.categorie), ACCENT, corps=7.5)
    if verbatim.texte is None:
        retire = nuance(Balisage(f"({PROPOS_RETIRE})"), GRIS)
        return Balisage(f"{etiquette}&nbsp;&nbsp; {retire}")
    paroles = quote_extract(verbatim.texte) if extrait else quote(verbatim.texte)
    return Balisage(f"{etiquette}&nbsp;&nbsp; {paroles}")


def _question(question: Question, connues: frozenset[str]) -> Iterable[Flowable]:
    chiffres = [francais.accorder(question.contributions, "contribution", "contributions")]
    groupes = len(question.regroupements)
    chiffres.append(francais.accorder(groupes, "regroupement", "regroupements"))
    seules = len(question.paroles_isolees)
    if seules:
        chiffres.append(francais.accorder(seules, "parole non regroupée", "paroles non regroupées"))
    intitule = Balisage(f"Question {question.numero}. {escape_line(question.texte)}")
    yield from titre(intitule, 1, question_key(question))
    yield Paragraph(" · ".join(chiffres), styles.DOUX)
    for rang, regroupement in enumerate(question.regroupements, start=1):
        yield from _regroupement(regroupement, f"{question_key(question)}-{rang}", connues)
    if question.paroles_isolees:
        yield from titre(Balisage("Paroles non regroupées"), 2, f"{question_key(question)}-seules")
        for verbatim in question.paroles_isolees:
            yield Citation(words(verbatim, extrait=True), styles.CITATION)


def _regroupement(
    regroupement: Regroupement, clef: str, connues: frozenset[str]
) -> Iterable[Flowable]:
    voix = Balisage(francais.accorder(regroupement.voix, "voix", "voix"))
    compte = nuance(voix, ACCENT, corps=8.5)
    intitule = Balisage(f"{escape_line(regroupement.titre)}&nbsp;&nbsp;&nbsp;{compte}")
    yield from titre(intitule, 2, clef)
    if regroupement.resume:
        yield Paragraph(escape(regroupement.resume), styles.TEXTE)
    lisibles = [v for v in regroupement.verbatims if v.texte is not None] or regroupement.verbatims
    fin: list[Flowable] = [
        Citation(words(verbatim, extrait=True), styles.CITATION) for verbatim in lisibles[:EXTRAITS]
    ]
    if regroupement.suites:
        renvois = " ; ".join(_renvoi(renvoi, connues) for renvoi in regroupement.suites)
        fin.append(Paragraph(f"<b>Suite :</b> {renvois}", styles.RENVOI))
    yield from fin[:-2]
    # What a group leads to never opens a page alone, away from the words it answers.
    yield KeepTogether(fin[-2:])


def _renvoi(renvoi: Renvoi, connues: frozenset[str]) -> Balisage:
    libelle = escape_line(renvoi.libelle)
    if renvoi.preconisation in connues:
        return link(renvoi.preconisation, libelle)
    return libelle
