"""A plan asked for and answered as plain values, so that it can be computed by another process."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cafe.rotation.cadre import Mode
from cafe.rotation.cas import CasIllisible, read_assignment, read_case
from cafe.rotation.planificateur import Infaisable, make_plan
from cafe.rotation.reparation import least_moves, repair


@dataclass(frozen=True, slots=True)
class Demande:
    """A case (``cafe-rotation/1``); with ``avant``, a plan to repair after ``joues`` rounds."""

    cas: Mapping[str, Any]
    mode: Mode = "rencontres"
    graine: int = 0
    soin: float = 1.0
    avant: Mapping[str, Any] | None = None
    joues: int = 0


def compute(demande: Demande) -> bytes:
    """The answer in JSON: ``{raisons}``, or ``{places, bilan, deplacements}``.

    ``places``: id of a person → the id of a table, or null, at each round.
    """
    try:
        cas = read_case(demande.cas)
        if demande.avant is None:
            plan = make_plan(cas, graine=demande.graine, mode=demande.mode, soin=demande.soin)
            deplacements: list[dict[str, object]] = []
            bilan: dict[str, Any] = {}
        else:
            avant = read_case(demande.avant)
            places = read_assignment(avant, demande.avant)
            done = repair(cas, avant, places, demande.joues, demande.mode)
            plan = done.plan
            deplacements = [
                {
                    "personne": cas.personnes[one.personne].id,
                    "tour": one.tour,
                    "d_ou": cas.tables[one.d_ou].id,
                    "vers": cas.tables[one.vers].id,
                }
                for one in done.deplacements
            ]
            bilan = {
                "deplacements": len(deplacements),
                "deplacements_min": least_moves(cas, avant, places, demande.joues),
            }
    except CasIllisible as faute:
        return json.dumps({"raisons": [str(faute)]}).encode()
    except Infaisable as faute:
        return json.dumps({"raisons": faute.raisons}).encode()
    bilan |= {
        "personnes": sum(any(rang is not None for rang in voie) for voie in plan.places),
        "distinctes": plan.distinctes,
        "revues": plan.revues,
        "fois_max": plan.fois_max,
        "fautes": plan.fautes,
    }
    places_dites = {
        personne.id: [None if rang is None else cas.tables[rang].id for rang in rangee]
        for personne, rangee in zip(cas.personnes, plan.places, strict=True)
    }
    answer = {"places": places_dites, "bilan": bilan, "deplacements": deplacements}
    return json.dumps(answer).encode()
