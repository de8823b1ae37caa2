"""After the préconisations: what is not printed here, the dates to come, how far the text is."""

from collections.abc import Iterable

from reportlab.platypus import Flowable

from cafe.documents import francais
from cafe.documents.compte_rendu import phrases, styles
from cafe.documents.compte_rendu.blocs import titre
from cafe.documents.compte_rendu.contenu import CompteRendu
from cafe.documents.compte_rendu.tableaux import encadre
from cafe.documents.flux import Paragraphe
from cafe.documents.reunion.phrases import etat
from cafe.documents.texte import Balisage, bold, escape


def aside_section(contenu: CompteRendu) -> Iterable[Flowable]:
    """How many contributions are not printed, and why; never their words."""
    yield titre(Balisage("Ce qui n’est pas repris ici"), 2, "hors-compte-rendu")
    yield Paragraphe(escape(" ".join(phrases.mises_de_cote(contenu))), styles.TEXTE)


def dates_section(contenu: CompteRendu) -> Iterable[Flowable]:
    """What happens next, boxed so that it is found at a glance."""
    yield titre(Balisage("Prochaines dates"), 2, "prochaines-dates")
    etapes = [e for e in (contenu.prochaine_etape, *contenu.prochaines_dates) if e is not None]
    if not etapes:
        phrase = "La prochaine étape n’est pas encore fixée."
        yield Paragraphe(Balisage(phrase), styles.TEXTE)
        return
    lignes = []
    for etape in etapes:
        quand = francais.majuscule(francais.jour_de_semaine(etape.le)) if etape.le else ""
        debut = f"{bold(quand)}<br/>" if quand else ""
        lignes.append(Paragraphe(Balisage(debut + escape(etape.texte)), styles.TEXTE))
    yield encadre(lignes)


def validation_section(contenu: CompteRendu) -> Iterable[Flowable]:
    """Who answers for this text, and what was amended."""
    yield titre(Balisage("Validation"), 2, "validation")
    amendements = contenu.validation.amendements or "aucun à ce jour."
    for nom, valeur in (("État", f"{etat(contenu.validation)}."), ("Amendements", amendements)):
        texte = Balisage(f"{bold(nom)}\u00a0: {escape(valeur)}")
        yield Paragraphe(texte, styles.TEXTE)
