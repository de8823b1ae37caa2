"""What a run is worth: whether it measured anything, and whether the goals are met.

Lives here: the faults that make a measure void, medians, ratios, goals. Pure: no process, no clock.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from typing import Any

PART_MAX = 0.6  # of the generator's core: above, it measures itself
RAPPORT_MAX = {"NORMAL": 3.0, "FULL": 5.0}  # p95 POST → board, application / raw server
KO_PAR_TELEPHONE_MAX = 80.0
NIVEAUX = {"NORMAL": 1, "FULL": 2}  # what PRAGMA synchronous answers


@dataclass(frozen=True)
class Passage:
    """One server under the whole load once: `serveur` is « nu » or « cafe »."""

    serveur: str
    synchronous: str
    repetition: int
    rapport: dict[str, Any]

    def phase(self, nom: str) -> dict[str, Any]:
        found: dict[str, Any] = next(p for p in self.rapport["phases"] if p["nom"] == nom)
        return found

    @property
    def nom(self) -> str:
        return f"{self.serveur} {self.synchronous} n° {self.repetition + 1}"


def faults(passage: Passage) -> list[str]:
    """Why this run proves nothing, in French; empty when it does."""
    rapport, trouvees = passage.rapport, []
    for phase in rapport["phases"]:
        ou = f"{passage.nom}, {phase['nom']}"
        if phase["manquants"]:
            trouvees.append(f"{ou} : {phase['manquants']} livraisons manquent")
        if phase["sans_reponse"] or set(phase["statuts"]) - {"201"}:
            statuts = phase["statuts"] | {"aucune": phase["sans_reponse"]}
            trouvees.append(f"{ou} : des envois n’ont pas eu 201 {statuts}")
        if phase["part_generateur"] > PART_MAX:
            part = round(100 * phase["part_generateur"])
            trouvees.append(f"{ou} : le générateur prend {part} % de son cœur")
    if rapport["doubles"]:
        trouvees.append(f"{passage.nom} : {rapport['doubles']} livraisons en double")
    if rapport["connexion"]["echecs"]:
        trouvees.append(f"{passage.nom} : {rapport['connexion']['echecs']} téléphones refusés")
    if rapport["coupures"]:
        trouvees.append(f"{passage.nom} : {rapport['coupures']} coupures {rapport['raisons']}")
    return trouvees + _settings_faults(passage)


def _settings_faults(passage: Passage) -> list[str]:
    attendu: dict[str, object] = {
        "synchronous": NIVEAUX[passage.synchronous],
        "journal_mode": "wal",
    }
    if passage.serveur == "cafe":
        attendu["async_mode"] = "gevent"
    lus = passage.rapport["reglages"] or {}
    trouvees = [
        f"{passage.nom} : {nom} vaut {lus.get(nom)!r} au lieu de {valeur!r}"
        for nom, valeur in attendu.items()
        if lus.get(nom) != valeur
    ]
    if passage.rapport["connexion"]["compression_negociee"]:
        trouvees.append(f"{passage.nom} : la compression des messages a été négociée")
    return trouvees


@dataclass(frozen=True)
class Mesure:
    """Median, smallest and largest of one figure over the repeats."""

    mediane: float
    mini: float
    maxi: float

    @classmethod
    def of(cls, valeurs: Iterable[float]) -> "Mesure":
        liste = list(valeurs)
        return cls(median(liste), min(liste), max(liste))

    def show(self, chiffres: int = 2) -> str:
        return f"{self.mediane:.{chiffres}f} [{self.mini:.{chiffres}f}–{self.maxi:.{chiffres}f}]"


@dataclass(frozen=True)
class Ligne:
    """One rate at one durability: what both servers did, and the ratio of their p95 medians.

    `rapports` are those of each repeat, whose two runs stand side by side in time.
    """

    phase: str
    synchronous: str
    figures: dict[str, dict[str, Mesure]]
    rapport: float
    rapports: Mesure

    @property
    def objectif(self) -> float:
        return RAPPORT_MAX[self.synchronous]

    @property
    def tenu(self) -> bool:
        return self.rapport <= self.objectif


def compare(passages: list[Passage], phase: str, synchronous: str) -> Ligne:
    """Both servers at one rate and one durability. Needs at least one run of each."""
    mesures: dict[str, dict[str, list[float]]] = {}
    for passage in sorted(passages, key=lambda passage: passage.repetition):
        if passage.synchronous != synchronous:
            continue
        lue = passage.phase(phase)
        colonnes = mesures.setdefault(passage.serveur, {"p50": [], "p95": [], "cpu": []})
        colonnes["p50"].append(lue["livraison_ms"]["p50"])
        colonnes["p95"].append(lue["livraison_ms"]["p95"])
        colonnes["cpu"].append(lue["cpu_ms_par_contribution"] or 0.0)
    figures = {
        serveur: {nom: Mesure.of(valeurs) for nom, valeurs in colonnes.items()}
        for serveur, colonnes in mesures.items()
    }
    paires = zip(mesures["cafe"]["p95"], mesures["nu"]["p95"], strict=True)
    return Ligne(
        phase,
        synchronous,
        figures,
        figures["cafe"]["p95"].mediane / figures["nu"]["p95"].mediane,
        Mesure.of(cafe / nu for cafe, nu in paires),
    )


def memory(passages: list[Passage], serveur: str) -> Mesure | None:
    """kB per phone over all runs of a server; None where the system does not tell."""
    lues = [
        passage.rapport["connexion"]["ko_par_telephone"]
        for passage in passages
        if passage.serveur == serveur
    ]
    connues = [lue for lue in lues if lue is not None]
    return Mesure.of(connues) if connues else None
