"""Draws the compte rendu of a world café as a PDF. The same content always gives the same bytes."""

from io import BytesIO

from reportlab.platypus import Flowable

from cafe.documents.compte_rendu import styles
from cafe.documents.compte_rendu.annexe import annexes, pages_of
from cafe.documents.compte_rendu.contenu import CompteRendu
from cafe.documents.compte_rendu.ouverture import opening
from cafe.documents.compte_rendu.preconisations import preconisations_section
from cafe.documents.compte_rendu.suites import aside_section, dates_section, validation_section
from cafe.documents.compte_rendu.synthese import words_section
from cafe.documents.flux import height_of
from cafe.documents.gabarit import Gabarit, Notice

PAGES_DE_SYNTHESE = 4
# Pages never fill to the last point: tables and headings leave some room at their foot.
_REMPLISSAGE = 0.93


def render_pdf(contenu: CompteRendu) -> bytes:
    """Return the A4 document as bytes: a synthesis of at most four pages, then the annexes.

    Takes a second for hundreds of contributions: call it off the event loop. Safe in any thread.
    """
    entete = contenu.entete
    sortie = BytesIO()
    gabarit = Gabarit(
        sortie,
        styles.FEUILLE,
        rappel=f"Compte rendu · {entete.seance} · {entete.statut}",
        pied=entete.demarche,
        notice=Notice(
            titre=f"Compte rendu : {entete.seance}",
            auteur=entete.redacteur,
            sujet=entete.demarche,
        ),
    )
    gabarit.write(story(contenu))
    return sortie.getvalue()


def story(contenu: CompteRendu) -> list[Flowable]:
    suite = annexes(contenu)
    debut = opening(contenu, [(clef, intitule) for clef, intitule, _ in suite])
    pages = styles.HAUTEUR_PREMIERE + (PAGES_DE_SYNTHESE - 1) * styles.HAUTEUR
    for motifs in (True, False):
        fin = [
            *preconisations_section(contenu.preconisations, motifs=motifs),
            *aside_section(contenu),
            *dates_section(contenu),
            *validation_section(contenu),
        ]
        place = pages * _REMPLISSAGE - height_of([*debut, *fin], styles.LARGEUR)
        dit = words_section(contenu.questions, place)
        if height_of(dit, styles.LARGEUR) <= place:
            break
    return [*debut, *dit, *fin, *(piece for annexe in suite for piece in pages_of(annexe))]
