"""The demo's content as it is written (see contenu/README.md). Reads, decides nothing."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from cafe.documents.francais import jour as en_lettres

CONTENU = Path(__file__).parent / "contenu"
FICHES = CONTENU / "fiches.json"

Objet = dict[str, Any]

_DATE = re.compile(r"\{j([+-]\d+)\}")


@dataclass(frozen=True)
class Contenu:
    """All of it, dates inside texts written out for the day the demo is built."""

    demarche: Objet
    seances: list[Objet]
    contributions: list[Objet]
    regroupements: list[Objet]
    preconisations: list[Objet]
    engagements: list[Objet]
    suites: list[Objet]
    groupes: list[Objet]
    reunions: list[Objet]
    a_venir: list[Objet]
    lignes: list[Objet]
    nouvelles: list[Objet]
    objections: list[Objet]


def read_contenu(aujourd_hui: date) -> Contenu:
    """Read every file but the fiches, which go through the importer."""

    def read(nom: str) -> Objet:
        lu: Objet = json.loads((CONTENU / nom).read_text(encoding="utf-8"))
        dated: Objet = _dated(lu, aujourd_hui)
        return dated

    chaine = read("preconisations.json")
    autour = read("reunions.json")
    notes = read("notes.json")
    return Contenu(
        demarche=read("demarche.json"),
        seances=read("seances.json")["seances"],
        contributions=read("contributions.json")["contributions"],
        regroupements=read("regroupements.json")["regroupements"],
        preconisations=chaine["preconisations"],
        engagements=chaine["engagements"],
        suites=read("suites.json")["suites"],
        groupes=autour["groupes"],
        reunions=autour["reunions"],
        a_venir=autour["a_venir"],
        lignes=notes["lignes"],
        nouvelles=notes["nouvelles"],
        objections=read("objections.json")["objections"],
    )


def _dated(value: Any, aujourd_hui: date) -> Any:
    """``{j-14}`` in every text becomes « 12 mars 2027 »."""
    match value:
        case str():
            return _DATE.sub(
                lambda found: en_lettres(aujourd_hui + timedelta(days=int(found[1]))), value
            )
        case list():
            return [_dated(one, aujourd_hui) for one in value]
        case dict():
            return {key: _dated(one, aujourd_hui) for key, one in value.items()}
        case _:
            return value
