"""Draws a compte rendu as a PDF. The same content always gives the same bytes."""

from io import BytesIO

from reportlab.platypus import Flowable

from cafe.documents.compte_rendu.annexe import annexe
from cafe.documents.compte_rendu.contenu import CompteRendu
from cafe.documents.compte_rendu.gabarit import Gabarit, Notice, Pagination
from cafe.documents.compte_rendu.ouverture import opening
from cafe.documents.compte_rendu.paroles import words_section
from cafe.documents.compte_rendu.preconisations import preconisations_section
from cafe.documents.compte_rendu.suites import aside_section, next_step_section, suites_section


def render_pdf(contenu: CompteRendu) -> bytes:
    """Return the A4 document as bytes.

    Takes seconds for hundreds of contributions: call it off the event loop. Safe in any thread.
    """
    entete = contenu.entete
    sortie = BytesIO()
    pagination = Pagination()
    gabarit = Gabarit(
        sortie,
        pagination,
        rappel=f"Compte rendu · {entete.seance} · {entete.statut}",
        pied=entete.demarche,
        notice=Notice(
            titre=f"Compte rendu : {entete.seance}",
            auteur=entete.redacteur,
            sujet=entete.demarche,
        ),
    )
    gabarit.multiBuild([pagination, *_story(contenu)])
    return sortie.getvalue()


def _story(contenu: CompteRendu) -> list[Flowable]:
    connues = frozenset(preconisation.numero for preconisation in contenu.preconisations)
    return [
        *opening(contenu),
        *words_section(contenu.questions, connues),
        *preconisations_section(contenu.preconisations),
        *suites_section(contenu.suites),
        *aside_section(contenu),
        *next_step_section(contenu.prochaine_etape),
        *annexe(contenu.questions),
    ]
