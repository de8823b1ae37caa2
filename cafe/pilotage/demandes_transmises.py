"""The requests passed on to other structures or services, to send them: page, CSV and XLSX.

They leave the house: ways to reach a person are taken out of every word.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cafe.access.permits import Pouvoir
from cafe.extensions import db
from cafe.formats.coordonnees import without_contacts
from cafe.formats.table import Colonne, Table
from cafe.models.transmission import Transmission, transmissions_of
from cafe.pilotage.exports_seance import csv_of, xlsx_of
from cafe.pilotage.formulaires import answer
from cafe.pilotage.salle import demarche_at, pilotage
from cafe.presentation import dit

COLONNES = (
    Colonne("structure", "Structure ou service", 32),
    Colonne("transmise_le", "Transmise le", 14),
    Colonne("objet", "Objet", 20),
    Colonne("demande", "Demande", 60),
    Colonne("paroles", "Paroles", 70),
    Colonne("precision", "Ce qui a été répondu aux habitants", 50),
    Colonne("retour", "Retour reçu", 50),
    Colonne("retour_le", "Retour du", 14),
)


@pilotage.get("/demarches/<demarche_id>/demandes-transmises")
def demandes_transmises(demarche_id: str) -> Response:
    """The requests, structure by structure, with whether an answer came back."""
    demarche_at(demarche_id, Pouvoir.EXPORTER)
    demandes = _requests(demarche_id)
    return answer(
        "pilotage/demandes_transmises.html",
        structures=[
            (structure, list(held))
            for structure, held in groupby(demandes, key=lambda demande: demande.structure)
        ],
        total=len(demandes),
    )


@pilotage.get("/demarches/<demarche_id>/demandes-transmises.csv")
def demandes_transmises_csv(demarche_id: str) -> Response:
    """The same, one line per request; ``variante=machine`` for a program."""
    demarche = demarche_at(demarche_id, Pouvoir.EXPORTER)
    return csv_of(_table(demarche_id), demarche.nom)


@pilotage.get("/demarches/<demarche_id>/demandes-transmises.xlsx")
def demandes_transmises_xlsx(demarche_id: str) -> Response:
    """The same as a workbook."""
    demarche = demarche_at(demarche_id, Pouvoir.EXPORTER)
    return xlsx_of([_table(demarche_id)], demarche.nom)


def _requests(demarche_id: str) -> list[Transmission]:
    return [
        replace(
            demande,
            titre=without_contacts(demande.titre),
            paroles=tuple(t and without_contacts(t) for t in demande.paroles),
            motif=without_contacts(demande.motif),
            retour=without_contacts(demande.retour),
        )
        for demande in transmissions_of(db.session(), demarche_id)
    ]


def _table(demarche_id: str) -> Table:
    return Table(
        "Demandes transmises",
        COLONNES,
        tuple(
            (
                demande.structure,
                demande.jour,
                _object(demande),
                demande.titre,
                "\n".join(dit(texte) for texte in demande.paroles),
                demande.motif,
                demande.retour,
                demande.retour_jour,
            )
            for demande in _requests(demarche_id)
        ),
    )


def _object(demande: Transmission) -> str:
    if demande.numero is not None:
        return str(_("Préconisation n° %(numero)s", numero=demande.numero))
    return str(_("Groupe de paroles") if demande.titre else _("Parole"))
