"""The boards of the demo: words grouped under a title, with a summary."""

from __future__ import annotations

from datetime import datetime, timedelta

from cafe.actions.regroupements import create_regroupement, rename_regroupement
from cafe.demo.lecture import Objet
from cafe.demo.scene import Scene
from cafe.models import Phase

# The board of an ended meeting is tidied up the next morning, a few minutes a group.
LENDEMAIN = "09:30"
PAS_LENDEMAIN = timedelta(minutes=4)
PAS_EN_DIRECT = timedelta(seconds=5)


def plan_regroupements(scene: Scene) -> None:
    """The groups of an open meeting are made as it goes, the others the day after."""
    frise = scene.frise
    rangs: dict[str, int] = {}
    for group in scene.contenu.regroupements:
        said = scene.seance(group["seance"])
        rang = rangs[said["cle"]] = rangs.get(said["cle"], -1) + 1
        quand = frise.at(said["jour"] + 1, LENDEMAIN) + PAS_LENDEMAIN * rang
        if said["phase"] == Phase.OUVERTE:
            quand = _under_way(scene, rang)
        frise.plan(quand, _make, scene, group)


def _under_way(scene: Scene, rang: int) -> datetime:
    """Within the minute before the demo is built: every word of an open meeting is in."""
    return scene.frise.maintenant - timedelta(seconds=45) + PAS_EN_DIRECT * rang


def _make(scene: Scene, group: Objet) -> None:
    rencontre = scene.rencontres[group["seance"]]
    id_ = create_regroupement(
        par=scene.animateur,
        question_id=rencontre.questions[group["question"]],
        titre=group["titre"],
        contributions=[scene.contributions[word] for word in group["contributions"]],
    )
    scene.regroupements[group["id"]] = id_
    rename_regroupement(
        par=scene.animateur,
        regroupement_id=id_,
        titre=group["titre"],
        resume=group["resume"],
        version=None,
    )
