"""The séances of the demo: prepared, opened, led from étape to étape, ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import accumulate

from sqlalchemy.orm import Session

from cafe.actions.conduite import go_to_etape, set_phase
from cafe.actions.programme import set_programme
from cafe.actions.seances import (
    EtapePrevue,
    FicheSeance,
    QuestionPrevue,
    create_seance,
    set_effectifs,
)
from cafe.actions.tables import TablePrevue, arrange_tables
from cafe.demo.lecture import Objet
from cafe.demo.scene import Rencontre, Scene, read
from cafe.models import Droit, Format, NatureEtape, Phase, Seance
from cafe.models.question import questions_of, tablees_of
from cafe.models.tablee_vue import tours_of

PREPARATION = -60
# What the restitution gives account of.
RENDUE = "world_cafe"
# A collecte opens in the morning and its words come before dawn.
OUVERTURE_COLLECTE = "08:00"


def plan_rencontres(scene: Scene) -> None:
    """Prepare every séance, then lead each as far as it has come."""
    frise = scene.frise
    for rang, seance in enumerate(scene.contenu.seances):
        frise.plan(frise.at(PREPARATION, "10:00", 15 * rang), _prepare, scene, seance)
        if seance["phase"] != Phase.PREPARATION:
            _lead(scene, seance)


def start_of(scene: Scene, seance: Objet) -> datetime:
    """When a séance began. One that is open has just had its latest word: it began
    accordingly, whatever the hour it was announced for."""
    frise = scene.frise
    if seance["format"] == Format.COLLECTE:
        return frise.at(seance["jour"], OUVERTURE_COLLECTE)
    if seance["phase"] != Phase.OUVERTE:
        return frise.at(seance["jour"], seance["heure_debut"])
    words = [c for c in scene.contenu.contributions if c["seance"] == seance["cle"]]
    latest = max(tour_minute(seance, c["tour"]) + c["minute"] for c in words)
    return frise.maintenant - timedelta(minutes=latest + 1)


def etape_minutes(seance: Objet) -> list[int]:
    """After how many minutes each étape begins; the last number is the end."""
    return list(accumulate((e["duree_minutes"] or 0 for e in seance["etapes"]), initial=0))


def tour_minute(seance: Objet, tour: int) -> int:
    """After how many minutes a round begins: with the first étape that belongs to it."""
    rang = next(i for i, etape in enumerate(seance["etapes"]) if etape["tour"] == tour)
    return etape_minutes(seance)[rang]


def _prepare(scene: Scene, said: Objet) -> None:
    lieu = ", ".join(part for part in (said["lieu"], said["adresse"]) if part)
    seance_id = create_seance(
        par=scene.chef,
        demarche_id=scene.demarche,
        fiche=FicheSeance(
            titre=said["titre"],
            format=Format(said["format"]),
            jour=scene.frise.day(said["jour"]),
            heure_debut=_time(said["heure_debut"]),
            heure_fin=_time(said["heure_fin"]),
            lieu=lieu,
            objet=said["objet"],
            redacteur=said["redacteur"],
            groupe_id=scene.groupes.get(said["groupe"]),
        ),
        questions=(
            *(
                QuestionPrevue(q["texte"], q["theme"], tuple(q["categories"]))
                for q in said["questions"]
            ),
            *(_given_back(scene) if said["format"] == Format.RESTITUTION else ()),
        ),
        etapes=tuple(
            EtapePrevue(
                e["titre"],
                tuple(Droit(d) for d in e["droits"]),
                e["duree_minutes"],
                nature=NatureEtape(e["nature"]),
                tour=e["tour"],
                # What is said to people, then what those who lead keep for themselves.
                consigne=f"«\u00a0{e['consigne']}\u00a0»\n{e['note_animation']}",
            )
            for e in said["etapes"]
        ),
        tables=len(said["tables"]),
        tours=len(said["tours"]),
    )
    scene.rencontres[said["cle"]] = read(lambda session: _made(session, seance_id, said))
    _set_tables(scene, said)


def _set_tables(scene: Scene, said: Objet) -> None:
    """Where each table is, who holds it, and what is talked of there at each tour."""
    if not said["tables"]:
        return
    rencontre = scene.rencontres[said["cle"]]
    arrange_tables(
        par=scene.chef,
        seance_id=rencontre.id,
        tables=tuple(
            TablePrevue(place=t["place"], capacite=t["capacite"], hote=t["hote"])
            for t in said["tables"]
        ),
        version=None,
    )
    tables = read(lambda session: {t.numero: t.id for t in tablees_of(session, rencontre.id)})
    tours = read(lambda session: {t.numero: t.id for t in tours_of(session, rencontre.id)})
    if said["programme"]:
        set_programme(
            par=scene.chef,
            seance_id=rencontre.id,
            cases=[
                (tours[p["tour"]], tables[p["table"]], rencontre.questions[p["question"]])
                for p in said["programme"]
            ],
            version=None,
        )


def _given_back(scene: Scene) -> Iterator[QuestionPrevue]:
    """The questions of the world café, after those of the restitution's own."""
    asked = scene.rencontres[RENDUE].questions
    for question in scene.seance(RENDUE)["questions"]:
        yield QuestionPrevue(question["texte"], question["theme"], origine=asked[question["cle"]])


def _made(session: Session, seance_id: str, said: Objet) -> Rencontre:
    row = session.get_one(Seance, seance_id)
    # A restitution's own questions come first, those it gives back after.
    asked = zip(said["questions"], questions_of(session, seance_id), strict=False)
    return Rencontre(
        id=row.id,
        code=row.code or "",
        questions={question["cle"]: made.id for question, made in asked},
        etapes=tuple(etape.id for etape in row.etapes),
    )


def _lead(scene: Scene, said: Objet) -> None:
    """Open, go through the étapes, count who came, and end what is ended."""
    frise, cle = scene.frise, said["cle"]
    start = start_of(scene, said)

    def change(phase: Phase) -> None:
        set_phase(par=scene.animateur, seance_id=scene.rencontres[cle].id, phase=phase)

    def go(rang: int) -> None:
        rencontre = scene.rencontres[cle]
        go_to_etape(par=scene.animateur, seance_id=rencontre.id, etape_id=rencontre.etapes[rang])

    frise.plan(start, change, Phase.OUVERTE)
    ended = said["phase"] == Phase.TERMINEE
    reached = len(said["etapes"]) if ended else said["etape_courante"]
    for rang, minutes in list(enumerate(etape_minutes(said)))[1:reached]:
        frise.plan(start + timedelta(minutes=minutes), go, rang)
    if said["presences"] and said["presences"]["par_qualite"]:
        welcomed = start + timedelta(minutes=said["etapes"][0]["duree_minutes"])
        frise.plan(welcomed, _count, scene, said)
    if ended:
        end = frise.at(said["jour"], said["heure_fin"])
        frise.plan(end, change, Phase.TERMINEE)


def _count(scene: Scene, said: Objet) -> None:
    counted = said["presences"]["par_qualite"]
    set_effectifs(
        par=scene.animateur,
        seance_id=scene.rencontres[said["cle"]].id,
        effectifs=tuple((one["qualite"], one["nombre"]) for one in counted),
    )


def _time(heure: str | None) -> time | None:
    return time.fromisoformat(heure) if heure else None
