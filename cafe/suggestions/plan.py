"""What is asked and answered about the préconisations of a plan: plain values, to be computed
elsewhere."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from cafe.suggestions.propositions import Texte


@dataclass(frozen=True, slots=True)
class DemandePlan:
    """``fiches``: title and body. ``preconisations``: « title\\nrest », the oldest first."""

    fiches: tuple[Texte, ...]
    preconisations: tuple[Texte, ...]


@dataclass(frozen=True, slots=True)
class Proche:
    """A fiche or a préconisation that is near; ``score`` is a cosine.

    ``mots`` are shared, or, where not ``dits``, those of the administration for what was said.
    """

    id: str
    score: float
    mots: tuple[str, ...]
    dits: bool = True


@dataclass(frozen=True, slots=True)
class Voisinage:
    """Of one préconisation, the nearest first: fiches, others, and those older ones that it
    repeats."""

    fiches: tuple[Proche, ...] = ()
    proches: tuple[Proche, ...] = ()
    redites: tuple[Proche, ...] = ()


def compare_apart(demande: DemandePlan) -> bytes:
    """What `preconisations.compare_plan` finds, as bytes; `read_voisinages` reads it."""
    # Here, not above: the server that asks and reads needs none of the libraries that compute.
    from cafe.suggestions.preconisations import compare_plan

    trouves = compare_plan(demande)
    return json.dumps({id_: asdict(un) for id_, un in trouves.items()}).encode()


def read_voisinages(octets: bytes) -> dict[str, Voisinage]:
    """By id of préconisation, what `compare_apart` wrote."""
    return {
        id_: Voisinage(
            **{
                nom: tuple(Proche(**{**p, "mots": tuple(p["mots"])}) for p in tous)
                for nom, tous in un.items()
            }
        )
        for id_, un in json.loads(octets).items()
    }
