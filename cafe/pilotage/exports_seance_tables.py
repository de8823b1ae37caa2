"""The tables of a séance's files: what stands in each column, read from the base.

No trait of a person is in any of them, and what leaves the team follows the one visibility rule.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe.documents.francais import nom_de_langue
from cafe.documents.texte import PROPOS_RETIRE, sans_mots
from cafe.formats.table import Colonne, Table, Valeur
from cafe.libelles import libelle
from cafe.models import (
    Appartenance,
    Contribution,
    ContributionVersion,
    Point,
    Question,
    Regroupement,
    Seance,
    Suivi,
    Tablee,
    Tour,
    Traduction,
)
from cafe.models.chaine import Devenir, devenirs_of_contributions
from cafe.models.media import joints_of
from cafe.models.question import CATEGORIES
from cafe.models.rapprochement import principals_of
from cafe.models.suivi import earlier_suivis, suivis_of
from cafe.models.traduction import traductions_of
from cafe.models.visibilite import Regard, visible_clause
from cafe.pilotage.compte_rendu.citations import Citations

CONTRIBUTIONS = (
    Colonne("id", "Identifiant", 14),
    Colonne("question_numero", "N° de question", 10),
    Colonne("question", "Question", 40),
    Colonne("categorie", "Catégorie", 18),
    Colonne("texte", "Parole", 70),
    Colonne("langue", "Langue d’origine", 12),
    Colonne("traduction", "Traduction en français", 70),
    Colonne("transcription", "Écrite par l’équipe", 20),
    Colonne("photo", "Photo", 14),
    Colonne("voix", "Voix", 14),
    Colonne("statut", "État", 14),
    Colonne("motif", "Motif de l’état", 24),
    Colonne("regroupement", "Regroupement", 36),
    Colonne("devenir", "Ce qu’elle est devenue", 36),
    Colonne("tour", "Tour", 8),
    Colonne("table", "Table", 8),
    Colonne("source", "D’où elle vient", 22),
    Colonne("tardive", "Tardive", 10),
    Colonne("recue_le", "Reçue le", 20),
    Colonne("partie_de", "Partie de l’idée", 14),
    Colonne("proche_de", "Proche de la parole", 14),
    Colonne("voix_isolee", "Voix isolée", 10),
)
SUIVIS = (
    Colonne("id", "Identifiant", 14),
    Colonne("point", "Point de l’ordre du jour", 36),
    Colonne("texte", "Ce qui est à faire", 60),
    Colonne("qui", "Qui", 28),
    Colonne("structure", "Structure", 28),
    Colonne("echeance", "Échéance", 14),
    Colonne("echeance_dite", "Échéance dite", 20),
    Colonne("etat", "État", 12),
    Colonne("nouvelle", "Dernière nouvelle", 50),
    Colonne("nouvelle_le", "Dite le", 20),
    Colonne("convenu_le", "Convenu le", 14),
    Colonne("rencontre", "Rencontre d’origine", 36),
)


def contributions_table(session: Session, seance: Seance, regard: Regard) -> Table:
    """One row per word that may be seen from there, in the order of their coming."""
    open_ = (Appartenance.contribution_id == Contribution.id) & Appartenance.fin_le.is_(None)
    rows = session.execute(
        select(Contribution, Question, Regroupement.titre, Tour.numero, Tablee.numero)
        .join(Question, Question.id == Contribution.question_id)
        .outerjoin(Appartenance, open_)
        .outerjoin(Regroupement, Regroupement.id == Appartenance.regroupement_id)
        .outerjoin(Tour, Tour.id == Contribution.tour_id)
        .outerjoin(Tablee, Tablee.id == Contribution.tablee_id)
        .where(Contribution.seance_id == seance.id, visible_clause(regard))
        .order_by(Question.ordre, Contribution.ordre, Contribution.partie)
    ).all()
    ids = [row.id for row, *_ in rows]
    ways, joints = devenirs_of_contributions(session, ids), joints_of(session, ids)
    near = principals_of(session, ids)
    french = traductions_of(session, [row.version_id for row, *_ in rows])
    return Table(
        "Contributions",
        CONTRIBUTIONS,
        tuple(
            (
                row.id,
                question.ordre,
                question.texte,
                CATEGORIES[row.categorie].libelle if row.categorie in CATEGORIES else row.categorie,
                row.texte or sans_mots(row.texte),
                *_french(french.get(row.version_id)),
                _transcribed(row.courante),
                joints[row.id].photo or "",
                joints[row.id].voix or "",
                libelle(row.statut),
                libelle(row.motif) if row.motif else "",
                groupe,
                _way(ways[row.id]),
                tour,
                tablee,
                libelle(row.source),
                row.tardive,
                row.cree_le,
                row.origine_id or "",
                near.get(row.id, ""),
                row.isolee_le is not None,
            )
            for row, question, groupe, tour, tablee in rows
        ),
    )


def suivis_table(session: Session, seance: Seance) -> Table:
    """What earlier meetings left to do as this one knew it, then what this one agreed."""
    rows = (*earlier_suivis(session, seance), *suivis_of(session, seance.id))
    return Table("Suivis", SUIVIS, tuple(_suivi_rows(session, seance, rows)))


def _french(made: Traduction | None) -> tuple[str, str]:
    """The language a text was translated from, and its French. Of other texts the language is
    not said: what a phone speaks is a trait of its owner."""
    return (nom_de_langue(made.langue) or made.langue, made.texte or "") if made else ("", "")


def _transcribed(version: ContributionVersion) -> str:
    """Whether the team put a voice or a photo into words, and whether its author said yes."""
    if version.notee_par is None:
        return ""
    return "à confirmer" if version.a_confirmer else "confirmée"


def _way(way: Devenir) -> str:
    """« préconisation n° 3 ; réponse donnée »; empty while the word leads nowhere."""
    said = [f"préconisation n° {reprise.preconisation.numero}" for reprise in way.reprises]
    if way.suite is not None:
        said.append(libelle(way.suite.nature))
    return " ; ".join(said)


def _suivi_rows(
    session: Session, seance: Seance, rows: tuple[Suivi, ...]
) -> Iterator[tuple[Valeur, ...]]:
    titles = {
        point.id: f"{point.ordre}. {point.titre}" if point.ordre else point.titre
        for point in session.scalars(
            select(Point).where(Point.id.in_([row.ligne.point_id for row in rows]))
        )
    }
    for row in rows:
        told = next((n for n in reversed(row.nouvelles) if n.known_in(seance)), None)
        yield (
            row.id,
            titles[row.ligne.point_id],
            suivi_text(session, row),
            row.qui,
            row.organisme.nom if row.organisme else "",
            row.echeance,
            row.echeance_texte,
            libelle(row.etat_dans(seance)),
            told.texte if told else "",
            told.le if told else None,
            row.seance.jour,
            row.seance.titre,
        )


def suivi_text(session: Session, suivi: Suivi) -> str:
    """The words of a suivi: its line's own, else those that the line draws in."""
    ligne = suivi.ligne
    if ligne.texte is None:
        return PROPOS_RETIRE
    if ligne.texte:
        return ligne.texte
    cited = Citations(session, suivi.seance_id).of(ligne)
    return PROPOS_RETIRE if cited is None else cited.texte or sans_mots(cited.texte)
