"""Ten words of one person, one for every fate that a phone can tell: the world of the walk."""

from __future__ import annotations

from datetime import date

from flask import current_app

from cafe.access.identity import Identite
from cafe.actions.contributions import post_contribution
from cafe.actions.decisions import decide_preconisation, publish_reponse
from cafe.actions.depot import PieceJointe
from cafe.actions.engagements import Promesse, create_engagement
from cafe.actions.liens import link_fiche
from cafe.actions.moderation import chill_contribution, refuse_contribution
from cafe.actions.questions_dites import record_question
from cafe.actions.regroupements import create_regroupement
from cafe.actions.retouches import withdraw_contribution
from cafe.actions.suites import Reponse, give_suite
from cafe.actions.traductions import translate_contribution
from cafe.actions.transcriptions import transcribe_contribution
from cafe.medias import media_folder, store
from cafe.models import (
    EtatPreconisation,
    GenreMedia,
    MotifModeration,
    NatureLien,
    NatureSuite,
    Role,
)
from cafe.models.base import new_id
from tests import chaine, factories
from tests.medias import exemples

JETON = "jeton-de-la-promenade"
# The last one has no catalogue: a voice is enough.
LANGUES_DITES = ("fr", "ar", "zdj")


def _voice() -> PieceJointe:
    """A recording whose bytes are on the disk."""
    piece = PieceJointe(
        id=new_id(),
        genre=GenreMedia.VOIX,
        type_mime="audio/wav",
        octets=len(exemples.wav()),
        empreinte="",
        secondes=1,
    )
    store(media_folder(current_app.config["REGLAGES"].instance), piece.id, exemples.wav())
    return piece


def say_questions(chef: Identite, question_id: str) -> None:
    """A question said aloud in three languages."""
    for langue in LANGUES_DITES:
        record_question(par=chef, question_id=question_id, langue=langue, piece=_voice())


def make_fates(demarche_id: str, seance_id: str, question_id: str) -> None:
    """Everything that can become of a word; its author holds ``JETON``."""
    chef = factories.identite(factories.make_compte("Chloe", Role.CHEF_DE_PROJET, demarche_id))
    ana = factories.participant(seance_id, JETON)
    say_questions(chef, question_id)

    def post(texte: str, **champs: object) -> str:
        envoi = factories.envoi(question_id, texte, **champs)
        return post_contribution(par=ana, envoi=envoi).id

    _decided(chef, demarche_id, question_id, post("Des bancs à l’ombre, près de l’arrêt"))
    _answered(chef, demarche_id, [post(f"Une demande, n° {n}") for n in range(1, 5)])
    refuse_contribution(
        par=chef,
        contribution_id=post("Le voisin du troisième fait du bruit"),
        motif=MotifModeration.PERSONNE_NOMMEE,
        precision="Dites-le sans nommer la personne.",
        version=None,
    )
    chill_contribution(par=chef, contribution_id=post("Et la piscine ?"), version=None)
    arabe = post("مقاعد في الظل، وأشجار", langue="ar")
    translate_contribution(
        par=chef,
        contribution_id=arabe,
        langue="ar",
        traduction="Des bancs à l’ombre, et des arbres",
        version=None,
    )
    parlee = post("", medias=(_voice(),))
    transcribe_contribution(
        par=chef, contribution_id=parlee, texte="Il fait noir le soir", version=None
    )
    withdraw_contribution(par=ana, contribution_id=post("Je regrette"))
    post("Une fontaine, pour que les enfants boivent")


def _decided(chef: Identite, demarche_id: str, question_id: str, parole: str) -> None:
    """To the end of the chain: a group, a préconisation, a decision, a fiche, a promise."""
    groupe = create_regroupement(
        par=chef, question_id=question_id, titre="S’asseoir à l’ombre", contributions=(parole,)
    )
    preconisation = chaine.make_preconisation(chef, demarche_id, regroupements=(groupe,))
    link_fiche(
        par=chef,
        preconisation_id=preconisation,
        fiche_id=chaine.make_fiche(demarche_id),
        nature=NatureLien.COMPLETE,
        motif="Les bancs manquaient.",
    )
    decide_preconisation(
        par=chef,
        preconisation_id=preconisation,
        etat=EtatPreconisation.RETENUE,
        instance="Comité de pilotage",
        jour=date(2026, 11, 1),
        motif="C’est possible dès le printemps.",
    )
    publish_reponse(
        par=chef,
        preconisation_id=preconisation,
        texte="Six bancs seront posés avant l’été.",
        signataire="La Ville",
        version=None,
    )
    create_engagement(
        par=chef,
        demarche_id=demarche_id,
        promesse=Promesse(chaine.make_organisme(demarche_id), "Poser six bancs", date(2027, 6, 1)),
        preconisations=(preconisation,),
    )


def _answered(chef: Identite, demarche_id: str, paroles: list[str]) -> None:
    """The four suites that are not a préconisation."""
    fiche = chaine.make_fiche(demarche_id, "2.2", intitule="Éclairer les rues")
    organisme = chaine.make_organisme(demarche_id, "Le syndicat des transports")
    suites = (
        Reponse(NatureSuite.REPONSE_DONNEE, "Le marché reste le samedi.", repondant="L’élue"),
        Reponse(NatureSuite.TRANSMISE, "La ligne 4 dépend de lui.", organisme_id=organisme),
        Reponse(NatureSuite.DEJA_EN_OEUVRE, "Les lampes arrivent en mars.", fiche_id=fiche),
        Reponse(NatureSuite.SANS_SUITE, "Le toit est protégé."),
    )
    for parole, suite in zip(paroles, suites, strict=True):
        give_suite(par=chef, demarche_id=demarche_id, reponse=suite, contributions=(parole,))
