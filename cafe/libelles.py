"""The words on screen for every coded value (filter ``libelle``); docs/glossaire.md lists them.

One place, so that the board, the phone and the documents say the same thing.
"""

from __future__ import annotations

from enum import StrEnum

from flask_babel import lazy_gettext as _

from cafe.models import (
    EtatCompteRendu,
    EtatEngagement,
    EtatPreconisation,
    EtatSuivi,
    Format,
    ModeleCompteRendu,
    Moderation,
    MotifModeration,
    MotifVersion,
    Mur,
    NatureLien,
    NatureSuite,
    Origine,
    Phase,
    Role,
    RoleAcces,
    Statut,
)

LIBELLES: tuple[tuple[StrEnum, object], ...] = (
    (Role.CHEF_DE_PROJET, _("chef de projet")),
    (Role.ANIMATEUR, _("animateur")),
    (Role.RAPPORTEUR, _("rapporteur")),
    (Role.LECTEUR, _("lecteur")),
    (RoleAcces.HOTE, _("hôte de table")),
    (RoleAcces.ECRAN, _("écran de salle")),
    (RoleAcces.TABLETTE, _("tablette de l’équipe")),
    (Format.ATELIER, _("atelier")),
    (Format.WORLD_CAFE, _("world café")),
    (Format.GROUPE_DE_TRAVAIL, _("groupe de travail")),
    (Format.TEMPS_FORT, _("temps fort")),
    (Format.RESTITUTION, _("restitution")),
    (Format.COLLECTE, _("recueil")),
    (Phase.PREPARATION, _("en préparation")),
    (Phase.OUVERTE, _("ouverte")),
    (Phase.TERMINEE, _("terminée")),
    (Phase.CLOSE, _("close, compte rendu parti")),
    (Moderation.A_POSTERIORI, _("relues après affichage")),
    (Moderation.A_PRIORI, _("relues avant affichage")),
    (Mur.DIRECT, _("en direct")),
    (Mur.FIGE, _("figé")),
    (Mur.MASQUE, _("masqué")),
    (Mur.SUITES, _("suites convenues")),
    (Statut.EN_ATTENTE, _("en attente")),
    (Statut.PUBLIEE, _("publiée")),
    (Statut.NON_PUBLIEE, _("non publiée")),
    (Statut.FRIGO, _("au frigo")),
    (Statut.RETIREE, _("retirée")),
    (MotifModeration.PERSONNE_NOMMEE, _("une personne est nommée")),
    (MotifModeration.PROPOS_BLESSANT, _("le propos peut blesser")),
    (MotifModeration.HORS_SUJET, _("hors du sujet")),
    (MotifModeration.DOUBLON, _("répète une autre parole")),
    (MotifModeration.ILLISIBLE, _("illisible")),
    (MotifModeration.AUTRE, _("autre raison")),
    (Origine.TELEPHONE, _("téléphone")),
    (Origine.TABLE, _("appareil de la table")),
    (Origine.SAISIE, _("saisie pour quelqu’un")),
    (Origine.VOIX, _("dite à voix haute")),
    (Origine.PAPIER, _("papier")),
    (Origine.LIBRE, _("contribution libre")),
    (EtatPreconisation.BROUILLON, _("brouillon")),
    (EtatPreconisation.PROPOSEE, _("proposée")),
    (EtatPreconisation.A_L_ETUDE, _("à l’étude")),
    (EtatPreconisation.RETENUE, _("retenue")),
    (EtatPreconisation.RETENUE_MODIFIEE, _("retenue avec modification")),
    (EtatPreconisation.DEJA_EN_OEUVRE, _("déjà en œuvre")),
    (EtatPreconisation.NON_RETENUE, _("non retenue")),
    (EtatPreconisation.HORS_COMPETENCE, _("hors compétence, transmise")),
    (NatureLien.COMPLETE, _("complète la fiche")),
    (NatureLien.MODIFIE, _("modifie la fiche")),
    (NatureLien.CREE, _("crée la fiche")),
    (NatureLien.APPUIE, _("appuie la fiche")),
    (EtatEngagement.PREVU, _("prévu")),
    (EtatEngagement.EN_COURS, _("en cours")),
    (EtatEngagement.TENU, _("tenu")),
    (EtatEngagement.TENU_EN_PARTIE, _("tenu en partie")),
    (EtatEngagement.NON_TENU, _("non tenu")),
    (EtatEngagement.ABANDONNE, _("abandonné")),
    (NatureSuite.REPONSE_DONNEE, _("réponse donnée")),
    (NatureSuite.TRANSMISE, _("transmise")),
    (NatureSuite.DEJA_EN_OEUVRE, _("déjà en œuvre")),
    (NatureSuite.SANS_SUITE, _("sans suite")),
    (EtatSuivi.OUVERT, _("à faire")),
    (EtatSuivi.FAIT, _("fait")),
    (EtatSuivi.ABANDONNE, _("abandonné")),
    (EtatCompteRendu.PROJET, _("projet")),
    (EtatCompteRendu.RELECTURE, _("en relecture")),
    (EtatCompteRendu.VALIDE, _("validé")),
    (EtatCompteRendu.APPROUVE, _("approuvé")),
    (ModeleCompteRendu.REUNION, _("réunion, deux pages")),
    (ModeleCompteRendu.WORLD_CAFE, _("world café, synthèse et annexe")),
    (MotifVersion.PREMIERE, _("première version")),
    (MotifVersion.CORRECTION, _("correction")),
    (MotifVersion.EFFACEMENT, _("propos retiré")),
)

# Two enumerations may spell a value alike (« deja_en_oeuvre »), and StrEnum members compare
# as text: the class is part of the key.
_PAR_CLASSE = {(type(value), value.value): label for value, label in LIBELLES}


def libelle(value: StrEnum) -> str:
    """The label of a coded value, in lower case, as it stands inside a sentence."""
    return str(_PAR_CLASSE[(type(value), value.value)])
