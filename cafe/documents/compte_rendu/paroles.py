"""Someone's words in print: whole in the annexe, by an extract in the synthesis.

Words said in another language are printed in French first, where somebody put them so.
"""

from collections.abc import Iterable, Sequence

from cafe.documents.compte_rendu import phrases, styles
from cafe.documents.compte_rendu.blocs import CORPS_ETIQUETTE, Citation, nuance, quotation
from cafe.documents.compte_rendu.contenu import SyntheseDeTable, Verbatim
from cafe.documents.ecritures import direction, is_rtl
from cafe.documents.francais import nom_de_langue
from cafe.documents.polices import ACCENT, GRIS
from cafe.documents.texte import LONGUEUR_EXTRAIT, Balisage, can_print, escape, escape_line


def citation(verbatim: Verbatim, *, extrait: bool = False) -> Citation:
    """« Category  « words » »; words written from right to left stand on the right."""
    dit = phrases.dite(verbatim, LONGUEUR_EXTRAIT if extrait else None)
    etiquette = escape_line(phrases.annonce(verbatim))
    texte = verbatim.traduction or verbatim.texte or ""
    if is_rtl(texte) and direction(texte) == "R":
        tete = nuance(Balisage(f"<b>{etiquette}</b>"), ACCENT, corps=CORPS_ETIQUETTE)
        return Citation(Balisage(f"{tete}<br/>{escape(dit)}"), styles.CITATION_A_DROITE)
    return quotation(etiquette, escape(dit))


def tables(syntheses: Sequence[SyntheseDeTable], *, limite: int | None = None) -> list[Citation]:
    """What tables approved, each whole or by its first `limite` signs."""
    return [
        quotation(
            escape_line(phrases.table(s)),
            escape(phrases.parole(s.texte) if limite is None else phrases.extrait(s.texte, limite)),
        )
        for s in syntheses
    ]


def original(verbatim: Verbatim) -> Iterable[Citation]:
    """What was said, under its translation, if the fonts have its script."""
    dit = phrases.origine(verbatim)
    if not dit:
        return
    if not can_print(dit):
        langue = nom_de_langue(verbatim.langue) or "une autre langue"
        note = escape_line(f"Texte d’origine en {langue}, à lire à l’écran.")
        yield Citation(nuance(note, GRIS), styles.CITATION)
        return
    right = direction(verbatim.texte or "") == "R"
    style = styles.CITATION_A_DROITE if right else styles.CITATION
    yield Citation(nuance(escape(dit), GRIS), style)


def citations(
    verbatims: Sequence[Verbatim], *, limite: int, extrait: bool = False
) -> list[Citation]:
    """The first ones that were not erased, at most `limite`."""
    return [citation(v, extrait=extrait) for v in phrases.readable(tuple(verbatims))[:limite]]
