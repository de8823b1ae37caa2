"""The notes of the demo's meeting, typed before it ends, and what is told of its suivis since."""

from __future__ import annotations

from sqlalchemy import select

from cafe.actions.notes import Note, write_ligne
from cafe.actions.prise_de_notes import QuiQuand
from cafe.actions.suivis import tell_suivi
from cafe.demo.lecture import Objet
from cafe.demo.scene import Scene, read
from cafe.models import EtatSuivi, GenreCitation, NatureLigne, Point
from cafe.models.base import new_id
from cafe.models.suivi import suivi_of

# One line a minute once the words that they draw in have come.
PREMIERE = 70
CADENCE = 1


def plan_notes(scene: Scene) -> None:
    """Each line at its minute, each news at its day."""
    frise = scene.frise
    opened: dict[tuple[str, int], str] = {}
    for rang, said in enumerate(scene.contenu.lignes):
        seance = scene.seance(said["seance"])
        minute = PREMIERE + CADENCE * rang
        frise.plan(
            frise.at(seance["jour"], seance["heure_debut"], minute), _write, scene, said, opened
        )
    for said in scene.contenu.nouvelles:
        frise.plan(frise.at(said["jour"], "11:00"), _tell, scene, said, opened)


def _write(scene: Scene, said: Objet, opened: dict[tuple[str, int], str]) -> None:
    agreed = _agreed(scene, said)
    cite = said["cite"]
    line_id = write_ligne(
        par=scene.animateur,
        point_id=_point(scene, said["seance"], said["point"]),
        note=Note(
            client_id=new_id(),
            nature=NatureLigne(said["nature"]),
            texte=agreed["texte"] if agreed else said["texte"],
            cite_genre=GenreCitation.CONTRIBUTION if cite else None,
            cite_id=scene.contributions[cite] if cite else None,
            quiquand=QuiQuand(
                organisme_id=scene.organismes[agreed["organisme"]],
                echeance=scene.frise.day(agreed["echeance_jour"]),
            )
            if agreed
            else None,
        ),
    ).id
    if agreed:
        suivi = read(lambda session: suivi_of(session, line_id))
        if suivi is not None:
            opened[said["seance"], said["suivi"]] = suivi.id


def _agreed(scene: Scene, said: Objet) -> Objet | None:
    """What the séance says of the action that this line opens."""
    if said["suivi"] is None:
        return None
    found: Objet = scene.seance(said["seance"])["suivis"][said["suivi"]]
    return found


def _point(scene: Scene, cle: str, rang: int) -> str:
    """A point by its number; 0, the suites of the last meeting, came with the group."""
    if rang:
        return scene.points[cle, rang]
    seance_id = scene.rencontres[cle].id
    query = select(Point.id).where(Point.seance_id == seance_id, Point.ordre == 0)
    return read(lambda session: session.scalars(query).one())


def _tell(scene: Scene, said: Objet, opened: dict[tuple[str, int], str]) -> None:
    tell_suivi(
        par=scene.animateur,
        suivi_id=opened[said["seance"], said["suivi"]],
        etat=EtatSuivi(said["etat"]),
        texte=said["texte"],
    )
