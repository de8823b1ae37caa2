"""The demo content, read once for the tests of this folder, with the look-ups they share."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cafe

DOSSIER = Path(cafe.__file__).parent / "demo" / "contenu"
Objet = dict[str, Any]


def read(nom: str) -> Objet:
    lu = json.loads((DOSSIER / nom).read_text(encoding="utf-8"))
    assert isinstance(lu, dict)
    return lu


DEMARCHE = read("demarche.json")
FICHES: list[Objet] = read("fiches.json")["fiches"]
SEANCES: list[Objet] = read("seances.json")["seances"]
CONTRIBUTIONS: list[Objet] = read("contributions.json")["contributions"]
REGROUPEMENTS: list[Objet] = read("regroupements.json")["regroupements"]
PRECONISATIONS: list[Objet] = read("preconisations.json")["preconisations"]
ENGAGEMENTS: list[Objet] = read("preconisations.json")["engagements"]
SUITES: list[Objet] = read("suites.json")["suites"]
REUNIONS = read("reunions.json")
NOTES = read("notes.json")

PAR_CLE = {s["cle"]: s for s in SEANCES}
PAR_ID = {c["id"]: c for c in CONTRIBUTIONS}
GROUPES = {g["id"]: g for g in REGROUPEMENTS}
NUMEROS = {f["numero"] for f in FICHES}
ORGANISMES = {o["cle"]: o["nom"] for o in DEMARCHE["organismes"]}
WORLD_CAFE = [c for c in CONTRIBUTIONS if c["seance"] == "world_cafe"]


def texts(valeur: object) -> Iterator[str]:
    if isinstance(valeur, str):
        yield valeur
    elif isinstance(valeur, list):
        for element in valeur:
            yield from texts(element)
    elif isinstance(valeur, dict):
        for element in valeur.values():
            yield from texts(element)


def words_of(objet: Objet) -> set[str]:
    """The contributions behind a ``{type, id}``: itself, or the members of its group."""
    if objet["type"] == "regroupement":
        return set(GROUPES[objet["id"]]["contributions"])
    return {objet["id"]} & PAR_ID.keys()


def day_of(contribution: Objet) -> int:
    jour = contribution["jour"]
    return int(PAR_CLE[contribution["seance"]]["jour"] if jour is None else jour)
