"""The files of a séance, besides its compte rendu: words, suivis, and the sheet to sign."""

from __future__ import annotations

from collections.abc import Iterable

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cafe.access.permits import Pouvoir
from cafe.extensions import db
from cafe.formats.emargement import Emargement, Signataire, write_emargement
from cafe.formats.table import Table, Variante, write_csv
from cafe.formats.table_xlsx import write_xlsx
from cafe.models import Seance
from cafe.models.visibilite import Regard
from cafe.pilotage.exports_seance_tables import contributions_table, suivis_table
from cafe.pilotage.reunions.appel import roll_of
from cafe.pilotage.salle import may, pilotage, seance_at
from cafe.pilotage.telechargement import CSV, XLSX, download
from cafe.presentation import heure, jour
from cafe.threads import in_native_thread

# Enough for a meeting whose group has no list yet.
LIGNES_SANS_LISTE = 24
LIGNES_DE_PLUS = 6


@pilotage.get("/seances/<seance_id>/contributions.csv")
def contributions_seance_csv(seance_id: str) -> Response:
    """One line per word; ``variante=machine`` for a program."""
    row = seance_at(seance_id, Pouvoir.EXPORTER)
    return csv_of(contributions_table(db.session(), row, regard_of_files()), row.titre)


@pilotage.get("/seances/<seance_id>/contributions.xlsx")
def contributions_seance_xlsx(seance_id: str) -> Response:
    """The same as a workbook."""
    row = seance_at(seance_id, Pouvoir.EXPORTER)
    return xlsx_of([contributions_table(db.session(), row, regard_of_files())], row.titre)


@pilotage.get("/seances/<seance_id>/suivis.csv")
def suivis_csv(seance_id: str) -> Response:
    """One line per suivi; ``variante=machine`` for a program."""
    row = seance_at(seance_id, Pouvoir.EXPORTER)
    return csv_of(suivis_table(db.session(), row), row.titre)


@pilotage.get("/seances/<seance_id>/suivis.xlsx")
def suivis_xlsx(seance_id: str) -> Response:
    """The same as a workbook."""
    row = seance_at(seance_id, Pouvoir.EXPORTER)
    return xlsx_of([suivis_table(db.session(), row)], row.titre)


@pilotage.get("/seances/<seance_id>/presences.xlsx")
def presences_xlsx(seance_id: str) -> Response:
    """The sheet to sign: those of the group, then blank lines. Residents are counted elsewhere."""
    row = seance_at(seance_id, Pouvoir.EXPORTER)
    content = _sheet(row)
    data = in_native_thread(lambda: write_emargement(content))
    return download(data, XLSX, f"presences-{row.titre}.xlsx")


def csv_of(table: Table, titre: str) -> Response:
    """A table in the variant asked for."""
    asked = request.args.get("variante", "")
    variante = Variante(asked) if asked in set(Variante) else Variante.FRANCAISE
    data = in_native_thread(lambda: write_csv(table, variante))
    machine = "-machine" if variante is Variante.MACHINE else ""
    return download(data, CSV, f"{table.nom}-{titre}{machine}.csv")


def xlsx_of(tables: Iterable[Table], titre: str) -> Response:
    """Tables as one workbook, named after the first."""
    held = tuple(tables)
    data = in_native_thread(lambda: write_xlsx(held))
    return download(data, XLSX, f"{held[0].nom}-{titre}.xlsx")


def regard_of_files() -> Regard:
    """Those who may see the board export all of it; others what leaves the team."""
    return Regard.TABLEAU if may(Pouvoir.VOIR_TABLEAU) else Regard.DOCUMENT


def _sheet(seance: Seance) -> Emargement:
    expected = tuple(
        Signataire(structure=line.structure, nom=line.nom, fonction=line.fonction)
        for line in roll_of(db.session(), seance)
    )
    when = jour(seance.jour) if seance.jour else _("Date à préciser")
    if seance.heure_debut:
        when = f"{when}, {heure(seance.heure_debut)}"
    return Emargement(
        titre=_("Feuille de présence : %(titre)s", titre=seance.titre),
        precisions=tuple(line for line in (seance.demarche.nom, when, seance.lieu) if line),
        signataires=expected,
        lignes_vides=LIGNES_DE_PLUS if expected else LIGNES_SANS_LISTE,
    )
