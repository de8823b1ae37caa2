"""The nouns: one per file, with their columns, read queries and questions.

Nothing here commits; every write is a function of ``cafe.actions``.
"""

from cafe.models.acces import Acces, RoleAcces
from cafe.models.base import Base
from cafe.models.compte import Compte, Invitation, JetonReinitialisation, Membre, Role
from cafe.models.contribution import (
    Contribution,
    ContributionVersion,
    Effacement,
    MotifModeration,
    Origine,
    Statut,
)
from cafe.models.demarche import Demarche, Organisme, Plan
from cafe.models.engagement import Engagement, EtatDate, EtatEngagement, LienEngagement
from cafe.models.evenement import Evenement, EvenementObjet, Installation
from cafe.models.fiche import Fiche, FicheVersion
from cafe.models.participant import Participant
from cafe.models.preconisation import (
    Decision,
    Epingle,
    EtatPreconisation,
    LienFiche,
    NatureLien,
    Preconisation,
    ReponsePublique,
    Source,
)
from cafe.models.question import Programme, Question, Tablee, Tour
from cafe.models.regroupement import Appartenance, Regroupement
from cafe.models.seance import (
    CodeSeance,
    Droit,
    Effectif,
    Etape,
    Format,
    Moderation,
    Mur,
    Phase,
    Seance,
)
from cafe.models.suite import NatureSuite, Suite

__all__ = [
    "Acces",
    "Appartenance",
    "Base",
    "CodeSeance",
    "Compte",
    "Contribution",
    "ContributionVersion",
    "Decision",
    "Demarche",
    "Droit",
    "Effacement",
    "Effectif",
    "Engagement",
    "Epingle",
    "Etape",
    "EtatDate",
    "EtatEngagement",
    "EtatPreconisation",
    "Evenement",
    "EvenementObjet",
    "Fiche",
    "FicheVersion",
    "Format",
    "Installation",
    "Invitation",
    "JetonReinitialisation",
    "LienEngagement",
    "LienFiche",
    "Membre",
    "Moderation",
    "MotifModeration",
    "Mur",
    "NatureLien",
    "NatureSuite",
    "Organisme",
    "Origine",
    "Participant",
    "Phase",
    "Plan",
    "Preconisation",
    "Programme",
    "Question",
    "Regroupement",
    "ReponsePublique",
    "Role",
    "RoleAcces",
    "Seance",
    "Source",
    "Statut",
    "Suite",
    "Tablee",
    "Tour",
]
