"""Draws the compte rendu of a meeting as a PDF. The same content always gives the same bytes."""

from collections.abc import Iterable
from io import BytesIO

from reportlab.platypus import Flowable

from cafe.documents import francais
from cafe.documents.flux import Paragraphe
from cafe.documents.gabarit import Gabarit, Notice
from cafe.documents.reunion import phrases, styles
from cafe.documents.reunion.contenu import Reunion
from cafe.documents.reunion.ouverture import label, opening, section
from cafe.documents.reunion.releve import points
from cafe.documents.texte import Balisage, bold, escape_line


def render_pdf(contenu: Reunion) -> bytes:
    """Return the A4 document as bytes. Call it off the event loop; safe in any thread."""
    sortie = BytesIO()
    instance = " · ".join(part for part in (contenu.groupe, contenu.volet) if part)
    gabarit = Gabarit(
        sortie,
        styles.FEUILLE,
        rappel=f"Compte rendu · {contenu.titre} · {contenu.validation.etat}",
        pied=instance or contenu.demarche,
        notice=Notice(
            titre=f"Compte rendu : {contenu.titre}",
            auteur=contenu.redacteur,
            sujet=contenu.demarche,
        ),
    )
    gabarit.write(story(contenu))
    return sortie.getvalue()


def story(contenu: Reunion) -> list[Flowable]:
    """What the document is made of, in order."""
    return [*opening(contenu), *points(contenu.points), *_end(contenu)]


def _end(contenu: Reunion) -> Iterable[Flowable]:
    """The next meeting and its object, then how far the document has come."""
    rencontre, validation = contenu.prochaine, contenu.validation
    yield section("Prochaine rencontre", "prochaine")
    if rencontre is None:
        yield Paragraphe(Balisage("Sa date n’est pas encore fixée."), styles.TEXTE)
    else:
        quand = francais.majuscule(phrases.prochaine(rencontre))
        yield Paragraphe(bold(quand), styles.TEXTE)
        if rencontre.objet:
            yield Paragraphe(label("Objet", rencontre.objet), styles.TEXTE)
    yield section("Validation", "validation")
    yield Paragraphe(escape_line(f"{phrases.etat(validation)}."), styles.TEXTE)
    amendements = validation.amendements or "aucun à ce jour."
    yield Paragraphe(label("Amendements", amendements), styles.TEXTE)
