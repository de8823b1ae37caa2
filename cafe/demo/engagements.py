"""The engagements of the demo: what structures promised, and where each promise stands."""

from __future__ import annotations

from cafe.actions.engagements import Promesse, create_engagement, update_etat
from cafe.demo.lecture import Objet
from cafe.demo.scene import Scene
from cafe.models import EtatEngagement

# Those of the signed contract are as old as its fiches; those that answer a préconisation
# were taken after the COPIL.
DU_CONTRAT, APRES_DECISION = -88, -12
DERNIER_POINT = -4


def plan_engagements(scene: Scene) -> None:
    """Each promise with what it answers; its state was noted since, at its échéance or not."""
    frise = scene.frise
    for rang, said in enumerate(scene.contenu.engagements):
        promised = APRES_DECISION if said["preconisations"] else DU_CONTRAT
        ids: list[str] = []
        frise.plan(
            frise.at(promised, "15:00", 5 * rang),
            _promise,
            scene,
            said,
            ids,
        )
        etat = EtatEngagement(said["etat"])
        if etat is not EtatEngagement.PREVU:
            noted = min(max(said["echeance_jour"] + 1, promised + 2), DERNIER_POINT + 2)
            if said["echeance_jour"] >= 0:
                noted = DERNIER_POINT
            frise.plan(
                frise.at(noted, "10:00", 5 * rang),
                _note,
                scene,
                said,
                ids,
            )


def _promise(scene: Scene, said: Objet, ids: list[str]) -> None:
    ids.append(
        create_engagement(
            par=scene.chef,
            demarche_id=scene.demarche,
            promesse=Promesse(
                organisme_id=scene.organismes[said["organisme"]],
                texte=said["texte"],
                echeance=scene.frise.day(said["echeance_jour"]),
            ),
            preconisations=[scene.preconisations[id_] for id_ in said["preconisations"]],
            fiches=[scene.fiches[numero] for numero in said["fiches"]],
        )
    )


def _note(scene: Scene, said: Objet, ids: list[str]) -> None:
    update_etat(
        par=scene.chef,
        engagement_id=ids[0],
        etat=EtatEngagement(said["etat"]),
        note=said["note"] or "",
    )
