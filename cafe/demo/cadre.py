"""The frame of the demo: two démarches, the structures, the plan and its fiches."""

from __future__ import annotations

from sqlalchemy import select

from cafe.access.identity import SYSTEME
from cafe.actions.demarches import FicheDemarche, create_demarche
from cafe.actions.fiches import import_fiches
from cafe.actions.organismes import create_organisme
from cafe.demo.equipe import DEBUT
from cafe.demo.lecture import FICHES, Objet
from cafe.demo.scene import Scene, read
from cafe.formats.fiches import read_fiches
from cafe.models import Fiche

IMPORT = -90


def plan_demarches(scene: Scene) -> None:
    """The empty démarche first: it is there to try an import."""
    frise, said = scene.frise, scene.contenu.demarche
    vide = said["demarche_vide"]

    def empty() -> None:
        fiche = FicheDemarche(nom=vide["nom"], presentation=vide["presentation"])
        scene.demarche_vide = create_demarche(par=SYSTEME, fiche=fiche)

    def full() -> None:
        scene.demarche = create_demarche(par=SYSTEME, fiche=_describe(scene, said))

    frise.plan(frise.at(DEBUT, "09:00"), empty)
    frise.plan(frise.at(DEBUT, "09:05"), full)


def _describe(scene: Scene, said: Objet) -> FicheDemarche:
    charte, etape = said["charte"], said["prochaine_etape"]
    contact = said["contact"]
    return FicheDemarche(
        nom=said["nom"],
        territoire=said["ville"],
        presentation=said["presentation"],
        porteur=charte["porteur"],
        negociable="\n".join(charte["negociable"]),
        non_negociable="\n".join(charte["non_negociable"]),
        decideur=charte["decideur"],
        echeances=charte["echeances"],
        moderation="\n".join(charte["moderation"]),
        conservation=charte["conservation"],
        quartiers=tuple(quartier["nom"] for quartier in said["quartiers"]),
        contact_nom=contact["nom"],
        contact_telephone=contact["telephone"],
        contact_courriel=contact["courriel"],
        contact_horaires=contact["horaires"],
        prochaine_etape=etape["texte"],
        prochaine_date=scene.frise.day(etape["jour"]),
        publique=True,
    )


def plan_cadre(scene: Scene) -> None:
    """The structures, then the fiches through the importer that everyone uses."""
    frise, said = scene.frise, scene.contenu.demarche

    def enter(organisme: Objet) -> None:
        scene.organismes[organisme["cle"]] = create_organisme(
            par=scene.chef,
            demarche_id=scene.demarche,
            nom=organisme["nom"],
            sigle=organisme["sigle"] or "",
            nature=organisme["nature"],
        )

    def bring_fiches() -> None:
        lecture = read_fiches(FICHES.read_bytes(), FICHES.name)
        bilan = import_fiches(
            par=scene.chef,
            demarche_id=scene.demarche,
            plan_nom=said["plan"],
            fiches=lecture.fiches,
            provenance=FICHES.name,
        )
        numbered = select(Fiche.numero, Fiche.id).where(Fiche.plan_id == bilan.plan_id)
        scene.fiches = read(lambda session: {n: i for n, i in session.execute(numbered)})

    for rang, organisme in enumerate(said["organismes"]):
        frise.plan(frise.at(DEBUT, "10:00", rang), enter, organisme)
    frise.plan(frise.at(IMPORT, "14:00"), bring_fiches)
