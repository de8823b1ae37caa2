"""One phase of load: what leaves when, what arrived where, and what that says.

Lives here: timetables, the tally of tokens, a phase's figures.
Must not live here: sockets, requests, pages.
"""

import random
from collections import Counter
from dataclasses import dataclass, field

from bench.mesures import summarize

PAR_TRAME, PAR_RELECTURE = 1, 2  # how a board came to know a token


@dataclass(frozen=True)
class Phase:
    """`debit` contributions per second for `duree` seconds; warm-up figures are not kept."""

    nom: str
    debit: float
    duree: float
    chauffe: bool = False

    def timetable(self, graine: int) -> list[float]:
        """Poisson arrivals, in seconds from the start; the same seed gives the same ones."""
        hasard = random.Random(f"{graine}/{self.nom}")
        instants, ici = [], hasard.expovariate(self.debit)
        while ici < self.duree:
            instants.append(ici)
            ici += hasard.expovariate(self.debit)
        return instants


@dataclass
class Tirage:
    """The tally of one phase. Tokens run from `premier` on; `dus` fills as they are sent (s)."""

    phase: Phase
    premier: int
    nombre: int
    tableaux: int
    dus: list[float] = field(default_factory=list)
    retards: list[float] = field(default_factory=list)
    livraisons: list[float] = field(default_factory=list)
    reponses: list[float] = field(default_factory=list)
    statuts: Counter[int] = field(default_factory=Counter)
    doubles: int = 0

    def __post_init__(self) -> None:
        self.vus = [bytearray(self.nombre) for _ in range(self.tableaux)]

    def receive(self, tableau: int, numero: int, lu_a: float, *, relu: bool = False) -> None:
        """This board has got this token: in a frame, or in a body it fetched again (`relu`).

        A body holds again what came before, and the frame of what it held may follow it: only
        two frames make a double.
        """
        rang = numero - self.premier
        avant = self.vus[tableau][rang]
        if avant == PAR_TRAME and not relu:
            self.doubles += 1
        if not avant:
            self.livraisons.append((lu_a - self.dus[rang]) * 1000)
        if not avant or not relu:
            self.vus[tableau][rang] = PAR_RELECTURE if relu else PAR_TRAME

    @property
    def manquants(self) -> int:
        return self.nombre * self.tableaux - len(self.livraisons)

    @property
    def sans_reponse(self) -> int:
        return self.nombre - sum(self.statuts.values())

    def finished(self) -> bool:
        return not self.manquants and not self.sans_reponse

    def report(self, cpu_serveur_ms: float | None, part_generateur: float) -> dict[str, object]:
        """All times in ms; `part_generateur` is the generator's share of its core."""
        return {
            "nom": self.phase.nom,
            "chauffe": self.phase.chauffe,
            "envois": self.nombre,
            "statuts": {str(statut): n for statut, n in sorted(self.statuts.items())},
            "sans_reponse": self.sans_reponse,
            "manquants": self.manquants,
            "doubles": self.doubles,
            "livraison_ms": summarize(self.livraisons),
            "reponse_ms": summarize(self.reponses),
            "retard_envoi_ms": summarize(self.retards),
            "cpu_ms_par_contribution": (
                None if cpu_serveur_ms is None else round(cpu_serveur_ms / max(1, self.nombre), 3)
            ),
            "part_generateur": round(part_generateur, 3),
        }
