"""The votes of a séance as a table: one line per card, its dots by phone and on paper."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from cafe.access.permits import Pouvoir
from cafe.documents.texte import PROPOS_RETIRE
from cafe.extensions import db
from cafe.formats.table import Colonne, Table, Valeur
from cafe.libelles import libelle
from cafe.models import Seance
from cafe.models.question import questions_of
from cafe.models.scrutin_lecture import result_of, scrutins_of, totals_shown
from cafe.models.visibilite import Regard
from cafe.pilotage.exports_seance import csv_of, regard_of_files, xlsx_of
from cafe.pilotage.salle import pilotage, seance_at

VOTES = (
    Colonne("vote_id", "Identifiant du vote", 14),
    Colonne("vote", "Vote", 40),
    Colonne("etat", "État", 10),
    Colonne("ouvert_le", "Ouvert le", 20),
    Colonne("clos_le", "Clos le", 20),
    Colonne("par_personne", "Gommettes par personne", 14),
    Colonne("par_carte", "Au plus par carte", 12),
    Colonne("question_numero", "N° de question", 10),
    Colonne("carte_id", "Identifiant de la carte", 14),
    Colonne("nature", "Nature de la carte", 16),
    Colonne("carte", "Carte", 60),
    Colonne("telephone", "Par téléphone", 12),
    Colonne("papier", "Sur papier", 12),
    Colonne("total", "Total", 10),
    Colonne("votants", "Votants par téléphone", 12),
    Colonne("presents", "Présents", 10),
)


@pilotage.get("/seances/<seance_id>/votes.csv")
def votes_csv(seance_id: str) -> Response:
    """One line per card of each vote; ``variante=machine`` for a program."""
    row = seance_at(seance_id, Pouvoir.EXPORTER)
    return csv_of(votes_table(db.session(), row, regard_of_files()), row.titre)


@pilotage.get("/seances/<seance_id>/votes.xlsx")
def votes_xlsx(seance_id: str) -> Response:
    """The same as a workbook."""
    row = seance_at(seance_id, Pouvoir.EXPORTER)
    return xlsx_of([votes_table(db.session(), row, regard_of_files())], row.titre)


def votes_table(session: Session, seance: Seance, regard: Regard) -> Table:
    """The votes whose totals may be seen from there, in the order of their cards."""
    return Table("Votes", VOTES, tuple(_rows(session, seance, regard)))


def _rows(session: Session, seance: Seance, regard: Regard) -> Iterator[tuple[Valeur, ...]]:
    rank = {question.id: question.ordre for question in questions_of(session, seance.id)}
    for row in scrutins_of(session, seance.id):
        if not totals_shown(row, regard):
            continue
        result = result_of(session, row)
        for total in result.totaux:
            genre, _, card_id = total.carte.cle.partition(":")
            yield (
                row.id,
                row.titre,
                libelle(row.etat),
                row.ouvert_le,
                row.clos_le,
                row.points,
                row.par_carte,
                rank[total.carte.question_id],
                card_id,
                "regroupement" if genre == "r" else "parole",
                total.carte.titre or PROPOS_RETIRE,
                total.telephone,
                total.papier,
                total.points,
                result.votants,
                result.presents,
            )
