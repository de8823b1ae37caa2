"""The nouns: one per file, with their columns, read queries and questions.

Nothing here commits; every write is a function of ``cafe.actions``.
"""

from cafe.models.acces import Acces, RoleAcces
from cafe.models.base import Base
from cafe.models.compte import Compte, Invitation, JetonReinitialisation, Membre, Role
from cafe.models.compte_rendu import (
    CompteRendu,
    CompteRenduFichier,
    CompteRenduParole,
    EtatCompteRendu,
    ModeleCompteRendu,
    MotifVersion,
    Relecture,
)
from cafe.models.contribution import (
    Contribution,
    ContributionVersion,
    Effacement,
    MotifModeration,
    Origine,
    Signalement,
    Statut,
)
from cafe.models.demarche import Demarche, Organisme, Plan
from cafe.models.empreinte import EmpreinteTexte
from cafe.models.engagement import Engagement, EtatDate, EtatEngagement, LienEngagement
from cafe.models.etape import Droit, Etape, NatureEtape, VueEcran
from cafe.models.evenement import Evenement, EvenementObjet, Installation
from cafe.models.fiche import Fiche, FicheVersion
from cafe.models.groupe import GenreGroupe, Groupe, Logo, MembreGroupe, Rang
from cafe.models.media import GenreMedia, Media
from cafe.models.modele_deroule import ModeleDeroule
from cafe.models.moderation import DecisionModeration
from cafe.models.note import DocumentJoint, GenreCitation, Ligne, LigneVersion, NatureLigne, Point
from cafe.models.objection import Objection
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
from cafe.models.presence import EtatPresence, Presence
from cafe.models.proposition import GenreProposition, PropositionRefusee
from cafe.models.question import Programme, Question, Tablee, Tour
from cafe.models.question_dite import QuestionDite
from cafe.models.rapprochement import Rapprochement
from cafe.models.regroupement import Appartenance, Regroupement, RegroupementVersion
from cafe.models.rotation import (
    Badge,
    EtatPlan,
    Placement,
    PlanRotation,
    Pointage,
)
from cafe.models.scrutin import (
    CibleScrutin,
    EtatScrutin,
    Gommette,
    PapierScrutin,
    PhotoScrutin,
    RangCarte,
    RangScrutin,
    Scrutin,
    VisibiliteScrutin,
)
from cafe.models.seance import (
    CodeSeance,
    Effectif,
    Format,
    Moderation,
    ModeRotation,
    Mur,
    Phase,
    Seance,
)
from cafe.models.suite import NatureSuite, Suite
from cafe.models.suivi import EtatSuivi, NouvelleSuivi, Suivi
from cafe.models.synthese import (
    EffectifTablee,
    FeuilleTablee,
    SyntheseTablee,
    SyntheseVersion,
)
from cafe.models.talon import Talon
from cafe.models.traduction import Traduction

__all__ = [
    "Acces",
    "Appartenance",
    "Badge",
    "Base",
    "CibleScrutin",
    "CodeSeance",
    "Compte",
    "CompteRendu",
    "CompteRenduFichier",
    "CompteRenduParole",
    "Contribution",
    "ContributionVersion",
    "Decision",
    "DecisionModeration",
    "Demarche",
    "DocumentJoint",
    "Droit",
    "Effacement",
    "Effectif",
    "EffectifTablee",
    "EmpreinteTexte",
    "Engagement",
    "Epingle",
    "Etape",
    "EtatCompteRendu",
    "EtatDate",
    "EtatEngagement",
    "EtatPlan",
    "EtatPreconisation",
    "EtatPresence",
    "EtatScrutin",
    "EtatSuivi",
    "Evenement",
    "EvenementObjet",
    "FeuilleTablee",
    "Fiche",
    "FicheVersion",
    "Format",
    "GenreCitation",
    "GenreGroupe",
    "GenreMedia",
    "GenreProposition",
    "Gommette",
    "Groupe",
    "Installation",
    "Invitation",
    "JetonReinitialisation",
    "LienEngagement",
    "LienFiche",
    "Ligne",
    "LigneVersion",
    "Logo",
    "Media",
    "Membre",
    "MembreGroupe",
    "ModeRotation",
    "ModeleCompteRendu",
    "ModeleDeroule",
    "Moderation",
    "MotifModeration",
    "MotifVersion",
    "Mur",
    "NatureEtape",
    "NatureLien",
    "NatureLigne",
    "NatureSuite",
    "NouvelleSuivi",
    "Objection",
    "Organisme",
    "Origine",
    "PapierScrutin",
    "Participant",
    "Phase",
    "PhotoScrutin",
    "Placement",
    "Plan",
    "PlanRotation",
    "Point",
    "Pointage",
    "Preconisation",
    "Presence",
    "Programme",
    "PropositionRefusee",
    "Question",
    "QuestionDite",
    "Rang",
    "RangCarte",
    "RangScrutin",
    "Rapprochement",
    "Regroupement",
    "RegroupementVersion",
    "Relecture",
    "ReponsePublique",
    "Role",
    "RoleAcces",
    "Scrutin",
    "Seance",
    "Signalement",
    "Source",
    "Statut",
    "Suite",
    "Suivi",
    "SyntheseTablee",
    "SyntheseVersion",
    "Tablee",
    "Talon",
    "Tour",
    "Traduction",
    "VisibiliteScrutin",
    "VueEcran",
]
