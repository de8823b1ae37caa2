"""The rows of a séance as its file holds them: what is read, and which model each section is.

No account, secret or trait of a person is read here. What leaves the team follows the one
visibility rule: a word that may not be seen takes its versions, its places and its suites away.
Former texts stay with the team: one was maybe refused, or corrected because it named somebody.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from cafe.models.base import Base
from cafe.models.contribution import Contribution, ContributionVersion
from cafe.models.demarche import Organisme
from cafe.models.etape import Etape
from cafe.models.groupe import Groupe
from cafe.models.moderation import DecisionModeration
from cafe.models.note import DocumentJoint, Ligne, LigneVersion, Point
from cafe.models.participant import Participant
from cafe.models.presence import Presence
from cafe.models.question import Programme, Question, Tablee, Tour
from cafe.models.rapprochement import Rapprochement
from cafe.models.regroupement import Appartenance, Regroupement, RegroupementVersion
from cafe.models.scrutin import CibleScrutin, Gommette, PapierScrutin, Scrutin
from cafe.models.scrutin_fichier import LigneBulletin, votes_of_file
from cafe.models.seance import Effectif, Seance
from cafe.models.suite import Suite
from cafe.models.suivi import NouvelleSuivi, Suivi
from cafe.models.synthese import EffectifTablee, SyntheseTablee, SyntheseVersion
from cafe.models.traduction import Traduction, traductions_of
from cafe.models.visibilite import Regard, archived_clause

MODELES: dict[str, type[Base]] = {
    "organismes": Organisme,
    "groupes": Groupe,
    "etapes": Etape,
    "questions": Question,
    "tables": Tablee,
    "tours": Tour,
    "programme": Programme,
    "effectifs": Effectif,
    "presences": Presence,
    "points": Point,
    "lignes": Ligne,
    "versions_de_lignes": LigneVersion,
    "documents": DocumentJoint,
    "suivis": Suivi,
    "nouvelles_de_suivis": NouvelleSuivi,
    "participants": Participant,
    "contributions": Contribution,
    "versions_de_contributions": ContributionVersion,
    "traductions": Traduction,
    "regroupements": Regroupement,
    "versions_de_regroupements": RegroupementVersion,
    "appartenances": Appartenance,
    "rapprochements": Rapprochement,
    "decisions_de_moderation": DecisionModeration,
    "suites": Suite,
    "syntheses": SyntheseTablee,
    "versions_de_syntheses": SyntheseVersion,
    "effectifs_de_tables": EffectifTablee,
    "scrutins": Scrutin,
    "cartes_de_scrutins": CibleScrutin,
    "bulletins": Gommette,
    "papiers_de_scrutins": PapierScrutin,
}


def rows_of_seance(
    session: Session, seance: Seance, regard: Regard
) -> dict[str, Sequence[Base | LigneBulletin]]:
    """Every row of a séance that may be seen from there, by section, in a stable order."""
    id_ = seance.id
    in_team = regard is Regard.TABLEAU

    def all_of(model: Any, *where: Any, order: Iterable[Any]) -> list[Any]:
        return list(session.scalars(select(model).where(*where).order_by(*order, model.id)))

    words = all_of(
        Contribution,
        Contribution.seance_id == id_,
        archived_clause(regard),
        order=[Contribution.ordre, Contribution.partie],
    )
    word_ids = [row.id for row in words]
    groups = all_of(Regroupement, Regroupement.seance_id == id_, order=[Regroupement.ordre])
    stand = () if in_team else (Ligne.retiree_le.is_(None),)
    lignes = all_of(Ligne, Ligne.seance_id == id_, *stand, order=[Ligne.point_id, Ligne.rang])
    suivis = all_of(Suivi, Suivi.ligne_id.in_([row.id for row in lignes]), order=[Suivi.cree_le])
    presences = all_of(Presence, Presence.seance_id == id_, order=[Presence.ordre])
    suites = all_of(
        Suite,
        or_(
            Suite.contribution_id.in_(word_ids),
            Suite.regroupement_id.in_([row.id for row in groups]),
        ),
        order=[Suite.le],
    )
    tours = all_of(Tour, Tour.seance_id == id_, order=[Tour.numero])
    said = all_of(SyntheseTablee, SyntheseTablee.seance_id == id_, order=[SyntheseTablee.cree_le])
    if not in_team:
        # What its table has not agreed on is not said outside.
        said = [row for row in said if row.approuvee]
    named = {row.organisme_id for row in (*presences, *suivis, *suites)}
    votes = votes_of_file(session, id_, word_ids, regard)
    found: dict[str, Sequence[Base | LigneBulletin]] = {
        "organismes": all_of(Organisme, Organisme.id.in_(named), order=[Organisme.nom]),
        "groupes": all_of(Groupe, Groupe.id == seance.groupe_id, order=[]),
        "etapes": all_of(Etape, Etape.seance_id == id_, order=[Etape.ordre]),
        "questions": all_of(Question, Question.seance_id == id_, order=[Question.ordre]),
        "tables": all_of(Tablee, Tablee.seance_id == id_, order=[Tablee.numero]),
        "tours": tours,
        "programme": list(
            session.scalars(
                select(Programme)
                .where(Programme.tour_id.in_([tour.id for tour in tours]))
                .order_by(Programme.tour_id, Programme.tablee_id)
            )
        ),
        "effectifs": all_of(Effectif, Effectif.seance_id == id_, order=[Effectif.ordre]),
        "presences": presences,
        "points": all_of(Point, Point.seance_id == id_, order=[Point.ordre]),
        "lignes": lignes,
        "versions_de_lignes": all_of(
            LigneVersion,
            LigneVersion.ligne_id.in_([row.id for row in lignes]),
            *_current(LigneVersion, lignes, regard),
            order=[LigneVersion.ligne_id, LigneVersion.rang],
        ),
        "documents": all_of(
            DocumentJoint, DocumentJoint.seance_id == id_, order=[DocumentJoint.ordre]
        ),
        "suivis": suivis,
        "nouvelles_de_suivis": all_of(
            NouvelleSuivi,
            or_(
                NouvelleSuivi.seance_id == id_,
                NouvelleSuivi.suivi_id.in_([row.id for row in suivis])
                & NouvelleSuivi.seance_id.is_(None),
            ),
            order=[NouvelleSuivi.le],
        ),
        "participants": all_of(
            Participant,
            Participant.id.in_({row.participant_id for row in words}),
            order=[Participant.numero],
        ),
        "contributions": words,
        "versions_de_contributions": all_of(
            ContributionVersion,
            ContributionVersion.contribution_id.in_(word_ids),
            *_current(ContributionVersion, words, regard),
            order=[ContributionVersion.contribution_id, ContributionVersion.rang],
        ),
        "traductions": all_of(
            Traduction,
            Traduction.version_id.in_(
                select(ContributionVersion.id).where(
                    ContributionVersion.contribution_id.in_(word_ids)
                )
            )
            if in_team
            else Traduction.id.in_([made.id for made in _latest(session, words)]),
            order=[Traduction.version_id, Traduction.rang],
        ),
        "regroupements": groups,
        "appartenances": all_of(
            Appartenance,
            Appartenance.contribution_id.in_(word_ids),
            Appartenance.regroupement_id.in_([row.id for row in groups]),
            order=[Appartenance.le],
        ),
        **_board(all_of, word_ids, [row.id for row in groups], in_team=in_team),
        "suites": suites,
        "syntheses": said,
        "versions_de_syntheses": [
            version for row in said for version in (row.versions if in_team else [row.courante])
        ],
        "effectifs_de_tables": list(
            session.scalars(
                select(EffectifTablee)
                .where(EffectifTablee.tour_id.in_([tour.id for tour in tours]))
                .order_by(EffectifTablee.tour_id, EffectifTablee.tablee_id)
            )
        ),
        "scrutins": votes.scrutins,
        "cartes_de_scrutins": votes.cartes,
        "bulletins": votes.bulletins,
        "papiers_de_scrutins": votes.papiers,
    }
    return found


def _board(
    all_of: Callable[..., list[Any]],
    words: Collection[str],
    groups: Collection[str],
    *,
    in_team: bool,
) -> dict[str, list[Any]]:
    """What was near what; and, within the team, former titles and what was decided of each word."""
    pairs = all_of(
        Rapprochement,
        Rapprochement.contribution_id.in_(words),
        Rapprochement.principale_id.in_(words),
        order=[Rapprochement.le],
    )
    if not in_team:
        return {
            "versions_de_regroupements": [],
            "rapprochements": pairs,
            "decisions_de_moderation": [],
        }
    return {
        "versions_de_regroupements": all_of(
            RegroupementVersion,
            RegroupementVersion.regroupement_id.in_(groups),
            order=[RegroupementVersion.le],
        ),
        "rapprochements": pairs,
        "decisions_de_moderation": all_of(
            DecisionModeration,
            DecisionModeration.contribution_id.in_(words),
            order=[DecisionModeration.le],
        ),
    }


def _current(
    model: type[ContributionVersion] | type[LigneVersion],
    rows: Iterable[Contribution | Ligne],
    regard: Regard,
) -> tuple[ColumnElement[bool], ...]:
    """What keeps former texts in the team."""
    if regard is Regard.TABLEAU:
        return ()
    return (model.id.in_([row.version_id for row in rows]),)


def _latest(session: Session, words: Iterable[Contribution]) -> Iterable[Traduction]:
    return traductions_of(session, [row.version_id for row in words]).values()


# What a section says otherwise than by a column of its model.
CALCULES: dict[tuple[str, str], Callable[[Any], Any]] = {
    ("nouvelles_de_suivis", "dite_ici"): lambda row: row.seance_id is not None,
    ("bulletins", "votant"): lambda row: row.votant,
    ("bulletins", "points"): lambda row: row.points,
}
