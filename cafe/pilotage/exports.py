"""A démarche as files: the whole chain in JSON, its words in CSV."""

from __future__ import annotations

import orjson
from sqlalchemy import select
from werkzeug.wrappers import Response

from cafe.access.permits import Pouvoir
from cafe.documents.texte import sans_mots
from cafe.extensions import db
from cafe.formats.table import Colonne, Table, write_csv
from cafe.libelles import libelle
from cafe.models import Appartenance, Contribution, Question, Regroupement, Seance, Tablee
from cafe.models.question import CATEGORIES
from cafe.models.rapprochement import principals_of
from cafe.models.seance import held_in
from cafe.models.visibilite import Regard, visible_clause
from cafe.pilotage.export import export_demarche
from cafe.pilotage.salle import demarche_at, may, pilotage
from cafe.pilotage.telechargement import CSV, JSON, download
from cafe.threads import in_native_thread

COLONNES = (
    Colonne("id", "Identifiant"),
    Colonne("rencontre", "Rencontre"),
    Colonne("question", "Question"),
    Colonne("categorie", "Catégorie"),
    Colonne("parole", "Parole"),
    Colonne("etat", "État"),
    Colonne("regroupement", "Regroupement"),
    Colonne("table", "Table"),
    Colonne("origine", "D’où elle vient"),
    Colonne("recue_le", "Reçue le"),
    Colonne("partie_de", "Partie de l’idée"),
    Colonne("proche_de", "Proche de la parole"),
    Colonne("voix_isolee", "Voix isolée"),
)


def _regard() -> Regard:
    """Those who may see the board export all of it; others what leaves the team."""
    return Regard.TABLEAU if may(Pouvoir.VOIR_TABLEAU) else Regard.DOCUMENT


@pilotage.get("/demarches/<demarche_id>/export.json")
def export_json(demarche_id: str) -> Response:
    """Everything of the démarche, in one document."""
    demarche = demarche_at(demarche_id, Pouvoir.EXPORTER)
    content = export_demarche(db.session(), demarche_id, _regard())
    data = in_native_thread(lambda: orjson.dumps(content, option=orjson.OPT_INDENT_2))
    return download(data, JSON, f"{demarche.nom}.json")


@pilotage.get("/demarches/<demarche_id>/contributions.csv")
def contributions_csv(demarche_id: str) -> Response:
    """One line per word, for a French spreadsheet. No trait of anybody."""
    demarche = demarche_at(demarche_id, Pouvoir.EXPORTER)
    rows = db.session.execute(
        select(Contribution, Seance.titre, Question.texte, Regroupement.titre, Tablee.numero)
        .join(Seance, Seance.id == Contribution.seance_id)
        .join(Question, Question.id == Contribution.question_id)
        .outerjoin(
            Appartenance,
            (Appartenance.contribution_id == Contribution.id) & Appartenance.fin_le.is_(None),
        )
        .outerjoin(Regroupement, Regroupement.id == Appartenance.regroupement_id)
        .outerjoin(Tablee, Tablee.id == Contribution.tablee_id)
        .where(held_in(demarche_id), visible_clause(_regard()))
        .order_by(Seance.cree_le, Contribution.ordre, Contribution.partie)
    ).all()
    near = principals_of(db.session(), [row.id for row, *_ in rows])
    table = Table(
        "Paroles",
        COLONNES,
        tuple(
            (
                row.id,
                seance,
                question,
                CATEGORIES[row.categorie].libelle if row.categorie in CATEGORIES else row.categorie,
                row.texte or sans_mots(row.texte),
                libelle(row.statut),
                groupe or "",
                tablee,
                libelle(row.source),
                row.cree_le,
                row.origine_id or "",
                near.get(row.id, ""),
                row.isolee_le is not None,
            )
            for row, seance, question, groupe, tablee in rows
        ),
    )
    return download(write_csv(table), CSV, f"paroles-{demarche.nom}.csv")
