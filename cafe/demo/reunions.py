"""The groups of the demo and what surrounds their meetings; notes and comptes rendus elsewhere."""

from __future__ import annotations

import io
from datetime import time

from PIL import Image, ImageDraw, ImageFont

from cafe.actions.documents_joints import add_document
from cafe.actions.groupes import FicheGroupe, create_groupe
from cafe.actions.logos import set_logo
from cafe.actions.membres_groupe import Siege, add_membre
from cafe.actions.points import add_point
from cafe.actions.presences import Personne, add_presence, mark_presence
from cafe.actions.prochaine import Prochaine, set_prochaine
from cafe.actions.seances import FicheSeance, create_seance
from cafe.demo.equipe import DEBUT
from cafe.demo.lecture import Objet
from cafe.demo.scene import Rencontre, Scene, read
from cafe.formats.logo import ImageLogo, read_logo
from cafe.models import EtatPresence, Format, GenreGroupe, Rang, Seance

# Two weeks before a meeting held, its ordre du jour is written; the next one is prepared once
# the last one is over.
CONVOCATION = -14
APRES = -15
COULEURS = ("#7a1f5c", "#0b5a6b")


def plan_groupes(scene: Scene) -> None:
    """The groups with their members and the logos of their co-pilotes, before any meeting."""
    frise = scene.frise
    known = {g["cle"]: g for g in scene.contenu.demarche["groupes"]}
    for groupe in scene.contenu.groupes:
        frise.plan(frise.at(DEBUT, "15:00"), _found, scene, known[groupe["cle"]], groupe)


def _found(scene: Scene, said: Objet, more: Objet) -> None:
    groupe_id = create_groupe(
        par=scene.chef,
        demarche_id=scene.demarche,
        fiche=FicheGroupe(
            nom=said["nom"],
            genre=GenreGroupe(said["nature"]),
            volet=more["volet"],
            diffusion=more["diffusion"],
        ),
    )
    scene.groupes[said["cle"]] = groupe_id
    for membre in more["membres"]:
        scene.membres[membre["nom"]] = add_membre(
            par=scene.chef,
            groupe_id=groupe_id,
            siege=Siege(
                nom=membre["nom"],
                fonction=membre["fonction"],
                organisme_id=scene.organismes[membre["organisme"]],
                rang=Rang(membre["rang"]),
                copilote=membre["copilote"],
            ),
        )
    for couleur, cle in zip(COULEURS, said["copilotes"], strict=True):
        image = draw_logo(scene.nom_organisme(cle), couleur)
        set_logo(par=scene.chef, organisme_id=scene.organismes[cle], image=image)


def draw_logo(nom: str, couleur: str) -> ImageLogo:
    """An invented logo: a disc and the structure's name."""
    lettres = ImageFont.load_default(44)
    largeur = int(lettres.getlength(nom)) + 150
    image = Image.new("RGB", (largeur, 120), "white")
    pen = ImageDraw.Draw(image)
    pen.ellipse((10, 10, 110, 110), fill=couleur)
    pen.arc((35, 35, 85, 85), 20, 250, fill="white", width=10)
    pen.text((130, 34), nom, fill=couleur, font=lettres)
    out = io.BytesIO()
    image.save(out, "PNG")
    return read_logo(out.getvalue())


def plan_reunions(scene: Scene) -> None:
    """What is said around each meeting, and the one to come."""
    frise = scene.frise
    for said in scene.contenu.a_venir:
        frise.plan(frise.at(APRES, "09:00"), _prepare_next, scene, said)
    coming = {said["cle"] for said in scene.contenu.a_venir}
    for reunion in scene.contenu.reunions:
        if reunion["seance"] in coming:
            frise.plan(frise.at(APRES, "09:20"), _convene, scene, reunion)
            continue
        seance = scene.seance(reunion["seance"])
        frise.plan(frise.at(seance["jour"] + CONVOCATION, "09:00"), _convene, scene, reunion)
        frise.plan(frise.at(seance["jour"], seance["heure_debut"], 5), _call, scene, seance)
        frise.plan(frise.at(seance["jour"], seance["heure_fin"], -5), _announce, scene, reunion)


def _prepare_next(scene: Scene, said: Objet) -> None:
    seance_id = create_seance(
        par=scene.chef,
        demarche_id=scene.demarche,
        fiche=FicheSeance(
            titre=said["titre"],
            format=Format.GROUPE_DE_TRAVAIL,
            jour=scene.frise.day(said["jour"]),
            heure_debut=time.fromisoformat(said["heure_debut"]),
            heure_fin=time.fromisoformat(said["heure_fin"]),
            lieu=said["lieu"],
            objet=said["objet"],
            redacteur=said["redacteur"],
            groupe_id=scene.groupes[said["groupe"]],
        ),
    )
    code = read(lambda session: session.get_one(Seance, seance_id).code)
    scene.rencontres[said["cle"]] = Rencontre(seance_id, code or "", {}, ())


def _convene(scene: Scene, reunion: Objet) -> None:
    """Its ordre du jour and the documents sent with it."""
    seance_id = scene.rencontres[reunion["seance"]].id
    for rang, point in enumerate(reunion["points"], start=1):
        scene.points[reunion["seance"], rang] = add_point(
            par=scene.chef,
            seance_id=seance_id,
            titre=point["titre"],
            duree_minutes=point["duree_minutes"],
        )
    for document in reunion["documents"]:
        add_document(
            par=scene.chef,
            seance_id=seance_id,
            titre=document["titre"],
            adresse=document["adresse"],
        )


def _call(scene: Scene, seance: Objet) -> None:
    """The roll: members by one tap each, then those who came besides."""
    seance_id = scene.rencontres[seance["cle"]].id
    for personne in seance["presences"]["personnes"]:
        membre_id = scene.membres.get(personne["nom"])
        if membre_id is not None:
            mark_presence(
                par=scene.animateur,
                seance_id=seance_id,
                membre_id=membre_id,
                etat=EtatPresence(personne["etat"]),
                represente_par=personne.get("represente_par", ""),
            )
            continue
        add_presence(
            par=scene.animateur,
            seance_id=seance_id,
            personne=Personne(
                personne["nom"], personne["fonction"], scene.organismes[personne["organisme"]]
            ),
        )


def _announce(scene: Scene, reunion: Objet) -> None:
    said = reunion["prochaine"]
    set_prochaine(
        par=scene.animateur,
        seance_id=scene.rencontres[reunion["seance"]].id,
        prochaine=Prochaine(
            jour=scene.frise.day(said["jour"]),
            heure=time.fromisoformat(said["heure"]),
            lieu=said["lieu"],
            objet=said["objet"],
        ),
    )
