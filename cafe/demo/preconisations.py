"""The préconisations of the demo: written, proposed, decided, answered."""

from __future__ import annotations

from cafe.actions.decisions import decide_preconisation, publish_reponse
from cafe.actions.liens import link_fiche
from cafe.actions.preconisations import Redaction, draft_preconisation, propose_preconisation
from cafe.actions.sources import add_sources
from cafe.demo.lecture import Objet
from cafe.demo.scene import Scene
from cafe.models import EtatPreconisation, NatureLien

REDACTION, PROPOSITION = -18, -15


def plan_preconisations(scene: Scene) -> None:
    """Drafted in their order, brought before the COPIL, answered as the days go."""
    frise = scene.frise
    for rang, said in enumerate(scene.contenu.preconisations):
        frise.plan(frise.at(REDACTION, "14:00", 10 * rang), _draft, scene, said)
        frise.plan(frise.at(PROPOSITION, "09:00", 10 * rang), _rest, scene, said)
        if said["etat"] != EtatPreconisation.BROUILLON:
            frise.plan(
                frise.at(PROPOSITION, "17:00", rang),
                _propose,
                scene,
                said,
            )
        for decision in said["decisions"]:
            frise.plan(
                frise.at(decision["jour"], "16:00", 5 * rang),
                _decide,
                scene,
                said,
                decision,
            )
        if said["reponse"]:
            frise.plan(
                frise.at(said["reponse"]["jour"], "11:00", 5 * rang),
                _answer,
                scene,
                said,
            )


def _draft(scene: Scene, said: Objet) -> None:
    scene.preconisations[said["id"]] = draft_preconisation(
        par=scene.animateur,
        demarche_id=scene.demarche,
        redaction=Redaction(
            intitule=said["intitule"],
            volet=said["volet"],
            constat=said["constat"],
            destinataire=scene.nom_organisme(said["destinataire"]),
            echeance=said["echeance"],
        ),
    )


def _rest(scene: Scene, said: Objet) -> None:
    """Say on what words it rests, and on which fiches it bears."""
    id_ = scene.preconisations[said["id"]]
    for source in said["sources"]:
        grouped = source["type"] == "regroupement"
        add_sources(
            par=scene.animateur,
            preconisation_id=id_,
            regroupements=[scene.regroupements[source["id"]]] if grouped else [],
            contributions=[] if grouped else [scene.contributions[source["id"]]],
            motif=source["motif"],
        )
    for lien in said["fiches"]:
        link_fiche(
            par=scene.chef,
            preconisation_id=id_,
            fiche_id=scene.fiches[lien["fiche"]],
            nature=NatureLien(lien["nature"]),
            motif=lien["motif"],
        )


def _propose(scene: Scene, said: Objet) -> None:
    propose_preconisation(par=scene.animateur, preconisation_id=scene.preconisations[said["id"]])


def _decide(scene: Scene, said: Objet, decision: Objet) -> None:
    until, organisme = decision["jusqu_au_jour"], decision["organisme"]
    decide_preconisation(
        par=scene.chef,
        preconisation_id=scene.preconisations[said["id"]],
        etat=EtatPreconisation(decision["etat"]),
        instance=decision["instance"],
        jour=scene.frise.day(decision["jour"]),
        motif=decision["motif"],
        jusqu_au=None if until is None else scene.frise.day(until),
        organisme_id=organisme and scene.organismes[organisme],
    )


def _answer(scene: Scene, said: Objet) -> None:
    publish_reponse(
        par=scene.chef,
        preconisation_id=scene.preconisations[said["id"]],
        texte=said["reponse"]["texte"],
        signataire=said["reponse"]["signataire"],
    )
