"""The suites of the demo: what became of the words that lead to no préconisation."""

from __future__ import annotations

from cafe.actions.suites import Reponse, give_suite, record_retour
from cafe.demo.lecture import Objet
from cafe.demo.scene import Scene
from cafe.models import NatureSuite


def plan_suites(scene: Scene) -> None:
    """Each at its day, and what came back from whom words were passed on to."""
    frise = scene.frise
    for rang, said in enumerate(scene.contenu.suites):
        ids: list[str] = []
        frise.plan(
            frise.at(said["jour"], "16:30", rang),
            _give,
            scene,
            said,
            ids,
        )
        if said["retour"]:
            frise.plan(
                frise.at(said["retour_jour"], "17:30", rang),
                _hear_back,
                scene,
                said,
                ids,
            )


def _give(scene: Scene, said: Objet, ids: list[str]) -> None:
    objet = said["objet"]
    grouped = objet["type"] == "regroupement"
    ids += give_suite(
        par=scene.chef,
        demarche_id=scene.demarche,
        reponse=Reponse(
            nature=NatureSuite(said["nature"]),
            texte=said["texte"],
            jour=scene.frise.day(said["jour"]),
            repondant=said["repondant"],
            organisme_id=said["organisme"] and scene.organismes[said["organisme"]],
            fiche_id=said["fiche"] and scene.fiches[said["fiche"]],
        ),
        regroupements=[scene.regroupements[objet["id"]]] if grouped else [],
        contributions=[] if grouped else [scene.contributions[objet["id"]]],
    )


def _hear_back(scene: Scene, said: Objet, ids: list[str]) -> None:
    record_retour(
        par=scene.chef,
        suite_id=ids[0],
        texte=said["retour"],
        jour=scene.frise.day(said["retour_jour"]),
    )
