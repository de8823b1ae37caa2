"""What the demo shows of trust: slips handed out at the door, disagreements and their answers."""

from __future__ import annotations

from cafe.actions.objections import answer_objection, post_objection
from cafe.actions.quartiers import say_quartier
from cafe.actions.talons import PAR_FEUILLE, print_talons
from cafe.demo.lecture import Objet
from cafe.demo.scene import Scene

# Printed the day before, one slip for each person expected.
SEANCE_TALONS, VEILLE = "world_cafe", "17:10"
# Which quartier people say, by their number: half of them the same one.
RANGS_QUARTIERS = (0, 1, 0, 2, 0, 1, 0, 2, 0, 1)


def plan_talons(scene: Scene) -> None:
    """Enough sheets for everybody who speaks there; their number is that of their slip."""
    said = scene.seance(SEANCE_TALONS)
    people = max(
        word["participant"] or 0
        for word in scene.contenu.contributions
        if word["seance"] == SEANCE_TALONS
    )

    def hand_out() -> None:
        print_talons(
            par=scene.animateur,
            seance_id=scene.rencontres[SEANCE_TALONS].id,
            feuilles=-(-people // PAR_FEUILLE),
        )

    scene.frise.plan(scene.frise.at(said["jour"] - 1, VEILLE), hand_out)


def plan_quartiers(scene: Scene) -> None:
    """At the end of the day, people with a phone say where they live; most from three quartiers."""
    said = scene.seance(SEANCE_TALONS)
    noms = [quartier["nom"] for quartier in scene.contenu.demarche["quartiers"]]

    def say_all() -> None:
        rencontre = scene.rencontres[SEANCE_TALONS]
        for (seance, who), secret in list(scene.jetons.items()):
            if seance == SEANCE_TALONS and who.isdecimal():
                rank = RANGS_QUARTIERS[int(who) % len(RANGS_QUARTIERS)]
                say_quartier(par=rencontre.participant(secret), quartier=noms[rank])

    scene.frise.plan(scene.frise.at(said["jour"], "15:58"), say_all)


def plan_objections(scene: Scene) -> None:
    """Each at its day, then its answer, if there is one yet."""
    for said in scene.contenu.objections:
        made: list[str] = []
        scene.frise.plan(scene.frise.at(said["jour"], said["heure"]), _object, scene, said, made)
        if said["reponse"]:
            when = scene.frise.at(said["reponse_jour"], said["reponse_heure"])
            scene.frise.plan(when, _answer, scene, said, made)


def _object(scene: Scene, said: Objet, made: list[str]) -> None:
    word = next(c for c in scene.contenu.contributions if c["id"] == said["parole"])
    rencontre = scene.rencontres[word["seance"]]
    secret = scene.jetons[word["seance"], str(word["participant"])]
    made.append(
        post_objection(
            par=rencontre.participant(secret),
            contribution_id=scene.contributions[word["id"]],
            texte=said["texte"],
        )
    )


def _answer(scene: Scene, said: Objet, made: list[str]) -> None:
    answer_objection(par=scene.animateur, objection_id=made[0], reponse=said["reponse"])
