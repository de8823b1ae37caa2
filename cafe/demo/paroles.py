"""The words of the demo: sent from phones and tables, typed for others, moderated."""

from __future__ import annotations

from datetime import datetime, timedelta

from cafe import clock
from cafe.access.jetons import new_jeton
from cafe.actions.contributions import Limites, post_contribution
from cafe.actions.depot import Envoi
from cafe.actions.moderation import chill_contribution, refuse_contribution
from cafe.actions.saisies import post_for_someone
from cafe.demo.confiance import SEANCE_TALONS
from cafe.demo.lecture import Objet
from cafe.demo.rencontres import start_of, tour_minute
from cafe.demo.scene import Scene
from cafe.models import Format, MotifModeration, Origine, Statut
from cafe.models.base import new_id

# Typed by the team for someone: each gets a receipt of its own.
SAISIES = frozenset({Origine.SAISIE, Origine.PAPIER})
DELAI_MODERATION = timedelta(seconds=50)
# Words left on the wall on the way out, a few minutes before the end of the meeting.
DEPART = timedelta(minutes=65)


def plan_paroles(scene: Scene) -> None:
    """Every word at its minute, then what a facilitator does of those that are not shown."""
    loose: dict[str, int] = {}
    for word in scene.contenu.contributions:
        said = scene.seance(word["seance"])
        rang = loose[said["cle"]] = loose.get(said["cle"], 0) + (word["tour"] is None)
        quand = _instant(scene, said, word, rang)
        scene.frise.plan(quand, _post, scene, word)
        if word["statut"] in (Statut.NON_PUBLIEE, Statut.FRIGO):
            scene.frise.plan(quand + DELAI_MODERATION, _put_aside, scene, word)


def _instant(scene: Scene, said: Objet, word: Objet, rang: int) -> datetime:
    """When a word was sent; ``rang`` spaces out those that belong to no round."""
    if said["format"] == Format.COLLECTE:
        return scene.frise.at(word["jour"], "04:40", 7 * rang)
    start = start_of(scene, said)
    if word["tour"] is None:
        end = scene.frise.at(said["jour"], said["heure_fin"])
        return end - DEPART + timedelta(minutes=2 * rang)
    return start + timedelta(minutes=tour_minute(said, word["tour"]) + word["minute"])


def _post(scene: Scene, word: Objet) -> None:
    rencontre = scene.rencontres[word["seance"]]
    envoi = Envoi(
        client_id=new_id(),
        question_id=rencontre.questions[word["question"]],
        categorie=word["categorie"],
        texte=word["texte"],
        langue=word["langue"],
        tour=word["tour"],
        tablee=word["table"],
        saisi_le=clock.now(),
        source=Origine(word["source"]),
    )
    if envoi.source in SAISIES:
        slips = word["seance"] == SEANCE_TALONS
        handed = post_for_someone(
            par=scene.animateur,
            seance_id=rencontre.id,
            envoi=envoi,
            talon=word["participant"] if slips else None,
        )
        scene.contributions[word["id"]] = handed.contribution_id
        return
    # A word waits for a look when newcomers arrive faster than the limit.
    waiting = word["statut"] == Statut.EN_ATTENTE
    recue = post_contribution(
        par=rencontre.participant(new_jeton() if waiting else _jeton(scene, word)),
        envoi=envoi,
        limites=Limites(nouveaux_par_minute=0) if waiting else None,
    )
    scene.contributions[word["id"]] = recue.id


def _jeton(scene: Scene, word: Objet) -> str:
    """The secret of the person's phone, or of the device of the table."""
    who = word["participant"] or f"table {word['table']}"
    return scene.jetons.setdefault((word["seance"], str(who)), new_jeton())


def _put_aside(scene: Scene, word: Objet) -> None:
    id_ = scene.contributions[word["id"]]
    if word["statut"] == Statut.FRIGO:
        chill_contribution(par=scene.animateur, contribution_id=id_, version=None)
        return
    refuse_contribution(
        par=scene.animateur,
        contribution_id=id_,
        motif=MotifModeration(word["motif"]),
        precision=word["precision"],
        version=None,
    )
