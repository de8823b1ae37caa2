"""Someone's words in print: whole in the annexe, by an extract in the synthesis."""

from collections.abc import Sequence

from cafe.documents.compte_rendu import phrases, styles
from cafe.documents.compte_rendu.blocs import CORPS_ETIQUETTE, Citation, nuance, quotation
from cafe.documents.compte_rendu.contenu import Verbatim
from cafe.documents.ecritures import direction, is_rtl
from cafe.documents.polices import ACCENT
from cafe.documents.texte import Balisage, escape, escape_line


def citation(verbatim: Verbatim, *, extrait: bool = False) -> Citation:
    """« Category  « words » »; words written from right to left stand on the right."""
    dit = phrases.extrait(verbatim.texte) if extrait else phrases.parole(verbatim.texte)
    etiquette, texte = escape_line(verbatim.categorie), verbatim.texte or ""
    if is_rtl(texte) and direction(texte) == "R":
        tete = nuance(Balisage(f"<b>{etiquette}</b>"), ACCENT, corps=CORPS_ETIQUETTE)
        return Citation(Balisage(f"{tete}<br/>{escape(dit)}"), styles.CITATION_A_DROITE)
    return quotation(etiquette, escape(dit))


def citations(
    verbatims: Sequence[Verbatim], *, limite: int, extrait: bool = False
) -> list[Citation]:
    """The first ones that were not erased, at most `limite`."""
    return [citation(v, extrait=extrait) for v in phrases.readable(tuple(verbatims))[:limite]]
