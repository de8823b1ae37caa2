"""The rules of the chain that no constraint of the database holds, each as a query.

A rule is a French sentence and the ids of the rows that break it.
"""

from __future__ import annotations

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import aliased

from cafe.models.contribution import Contribution, ContributionVersion, Effacement, Statut
from cafe.models.empreinte import EmpreinteTexte
from cafe.models.engagement import Engagement, EtatDate, LienEngagement
from cafe.models.evenement import EvenementObjet
from cafe.models.fiche import Fiche, FicheVersion
from cafe.models.participant import Participant
from cafe.models.preconisation import (
    ETATS_DECIDES,
    Decision,
    EtatPreconisation,
    LienFiche,
    Preconisation,
    Source,
)
from cafe.models.question import Question
from cafe.models.regroupement import Appartenance, Regroupement
from cafe.models.seance import Seance
from cafe.models.suite import Suite
from cafe.models.traduction import Traduction

_later = aliased(Decision)
_later_etat = aliased(EtatDate)

_LAST_DECISION = ~exists().where(
    _later.preconisation_id == Decision.preconisation_id, _later.le > Decision.le
)
_LAST_ETAT = ~exists().where(
    _later_etat.engagement_id == EtatDate.engagement_id, _later_etat.le > EtatDate.le
)
# A word that its parts replaced is emptied with them, and stays replaced.
_MUETTES = [Statut.RETIREE, Statut.REMPLACEE]
_OPEN_SOURCE = exists().where(Source.preconisation_id == Preconisation.id, Source.fin_le.is_(None))


PAROLES: dict[str, Select[str]] = {
    "Parole sans version courante": select(Contribution.id).where(
        ~exists().where(
            ContributionVersion.id == Contribution.version_id,
            ContributionVersion.contribution_id == Contribution.id,
        )
    ),
    "Parole sans texte, mais pas retirée": select(Contribution.id)
    .join(ContributionVersion, ContributionVersion.id == Contribution.version_id)
    .where(Contribution.statut.not_in(_MUETTES), ContributionVersion.texte.is_(None)),
    "Parole retirée dont un texte reste": select(Contribution.id)
    .join(ContributionVersion, ContributionVersion.contribution_id == Contribution.id)
    .where(Contribution.statut == Statut.RETIREE, ContributionVersion.texte.is_not(None)),
    "Parole retirée dont une traduction reste": select(Contribution.id)
    .join(ContributionVersion, ContributionVersion.contribution_id == Contribution.id)
    .join(Traduction, Traduction.version_id == ContributionVersion.id)
    .where(Contribution.statut == Statut.RETIREE, Traduction.texte.is_not(None)),
    "Traduction sans texte, d’une parole qui n’est pas retirée": select(Traduction.id)
    .join(ContributionVersion, ContributionVersion.id == Traduction.version_id)
    .join(Contribution, Contribution.id == ContributionVersion.contribution_id)
    .where(Contribution.statut.not_in(_MUETTES), Traduction.texte.is_(None)),
    "Empreinte d’un texte effacé": select(EmpreinteTexte.version_id)
    .join(ContributionVersion, ContributionVersion.id == EmpreinteTexte.version_id)
    .where(ContributionVersion.texte.is_(None)),
    "Parole retirée absente du registre des effacements": select(Contribution.id).where(
        Contribution.statut == Statut.RETIREE,
        ~exists().where(Effacement.contribution_id == Contribution.id),
    ),
    "Parole sur la question d’une autre rencontre": select(Contribution.id)
    .join(Question, Question.id == Contribution.question_id)
    .where(Question.seance_id != Contribution.seance_id),
    "Parole d’un participant d’une autre rencontre": select(Contribution.id)
    .join(Participant, Participant.id == Contribution.participant_id)
    .where(Participant.seance_id != Contribution.seance_id),
    "Parole dont aucun événement ne parle": select(Contribution.id).where(
        ~exists().where(
            EvenementObjet.genre == "contribution", EvenementObjet.objet_id == Contribution.id
        )
    ),
}

TABLEAU: dict[str, Select[str]] = {
    "Regroupement sur la question d’une autre rencontre": select(Regroupement.id)
    .join(Question, Question.id == Regroupement.question_id)
    .where(Question.seance_id != Regroupement.seance_id),
    "Parole encore dans un regroupement fermé": select(Appartenance.id)
    .join(Regroupement, Regroupement.id == Appartenance.regroupement_id)
    .where(Appartenance.fin_le.is_(None), Regroupement.ferme_le.is_not(None)),
    "Parole regroupée sur une autre question que la sienne": select(Appartenance.id)
    .join(Regroupement, Regroupement.id == Appartenance.regroupement_id)
    .join(Contribution, Contribution.id == Appartenance.contribution_id)
    .where(Appartenance.fin_le.is_(None), Regroupement.question_id != Contribution.question_id),
    "Parole regroupée sans être affichée": select(Appartenance.id)
    .join(Contribution, Contribution.id == Appartenance.contribution_id)
    .where(
        Appartenance.fin_le.is_(None),
        Contribution.statut.not_in([Statut.PUBLIEE, Statut.RETIREE]),
    ),
}

PRECONISATIONS: dict[str, Select[str]] = {
    "Préconisation décidée sans décision": select(Preconisation.id).where(
        Preconisation.etat.in_(sorted(ETATS_DECIDES)),
        ~exists().where(Decision.preconisation_id == Preconisation.id),
    ),
    "Préconisation dont l’état n’est pas celui de sa dernière décision": select(Preconisation.id)
    .join(Decision, Decision.preconisation_id == Preconisation.id)
    .where(_LAST_DECISION, Decision.etat != Preconisation.etat),
    "Préconisation proposée qui ne repose sur rien": select(Preconisation.id).where(
        Preconisation.etat != EtatPreconisation.BROUILLON,
        Preconisation.constat == "",
        ~_OPEN_SOURCE,
    ),
    "Source prise dans une autre démarche": select(Source.id)
    .join(Preconisation, Preconisation.id == Source.preconisation_id)
    .outerjoin(Regroupement, Regroupement.id == Source.regroupement_id)
    .outerjoin(Contribution, Contribution.id == Source.contribution_id)
    .join(Seance, or_(Seance.id == Regroupement.seance_id, Seance.id == Contribution.seance_id))
    .where(Seance.demarche_id != Preconisation.demarche_id),
    "Lien vers une fiche sans raison": select(LienFiche.id).where(LienFiche.motif == ""),
    "Lien vers la fiche d’une autre démarche": select(LienFiche.id)
    .join(Preconisation, Preconisation.id == LienFiche.preconisation_id)
    .join(Fiche, Fiche.id == LienFiche.fiche_id)
    .where(Fiche.demarche_id != Preconisation.demarche_id),
}

ISSUES: dict[str, Select[str]] = {
    "Suite donnée à une parole d’une autre démarche": select(Suite.id)
    .outerjoin(Regroupement, Regroupement.id == Suite.regroupement_id)
    .outerjoin(Contribution, Contribution.id == Suite.contribution_id)
    .join(Seance, or_(Seance.id == Regroupement.seance_id, Seance.id == Contribution.seance_id))
    .where(Seance.demarche_id != Suite.demarche_id),
    "Fiche sans version courante": select(Fiche.id).where(
        ~exists().where(FicheVersion.id == Fiche.version_id, FicheVersion.fiche_id == Fiche.id)
    ),
    "Engagement dont l’état n’est pas le dernier noté": select(Engagement.id)
    .join(EtatDate, EtatDate.engagement_id == Engagement.id)
    .where(_LAST_ETAT, EtatDate.etat != Engagement.etat),
    "Engagement lié hors de sa démarche": select(LienEngagement.id)
    .join(Engagement, Engagement.id == LienEngagement.engagement_id)
    .outerjoin(Fiche, Fiche.id == LienEngagement.fiche_id)
    .outerjoin(Preconisation, Preconisation.id == LienEngagement.preconisation_id)
    .where(
        or_(
            and_(Fiche.id.is_not(None), Fiche.demarche_id != Engagement.demarche_id),
            and_(
                Preconisation.id.is_not(None),
                Preconisation.demarche_id != Engagement.demarche_id,
            ),
        )
    ),
}

REGLES: dict[str, Select[str]] = PAROLES | TABLEAU | PRECONISATIONS | ISSUES
