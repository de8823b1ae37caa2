"""What the runs of phones are worth: what makes one void, and its line in the table.

Pure: no process, no clock.
"""

from dataclasses import dataclass
from typing import Any

from bench.verdict import PART_MAX

CHAMP_MAX = 5.0  # s to the field on a slow line


@dataclass(frozen=True)
class Course:
    """One run of one sort on one server (« nu » or « cafe »)."""

    nom: str
    serveur: str
    rapport: dict[str, Any]


def faults(course: Course) -> list[str]:
    """Why this run is void or bad, in French; empty when all is well."""
    lu, ou, trouvees = course.rapport, f"{course.serveur}, {course.nom}", []
    if lu.get("echecs"):
        trouvees.append(f"{ou} : {lu['echecs']} personnes ne sont pas entrées {lu['raisons']}")
    for cle, quoi in (("perdus", "paroles perdues"), ("doubles", "paroles en double")):
        if lu.get(cle):
            trouvees.append(f"{ou} : {lu[cle]} {quoi}")
    if lu.get("bloquees"):
        trouvees.append(f"{ou} : {lu['bloquees']} boîtes ne se vident pas")
    if course.serveur == "cafe" and set(lu.get("statuts", {"404": 1})) != {"404"}:
        trouvees.append(f"{ou} : des reçus au hasard n’ont pas tous été refusés {lu['statuts']}")
    for cle in ("phase", "repos", "pendant"):
        phase = lu.get(cle, {})
        if phase.get("manquants") or set(phase.get("statuts", ())) - {"201"}:
            trouvees.append(f"{ou} : des paroles envoyées pendant n’ont pas toutes paru")
    for phase in (lu, lu.get("phase", {}), lu.get("pendant", {})):
        if phase.get("part_generateur", 0) > PART_MAX:
            part = round(100 * phase["part_generateur"])
            trouvees.append(f"{ou} : le générateur prend {part} % de son cœur")
    return trouvees


def show(course: Course) -> str:
    """One line of the table."""
    lu, debut = course.rapport, f"{course.nom}, {course.serveur} : "
    if "champ_s" in lu:
        return debut + (
            f"{lu['requetes']:.0f} requêtes, {lu['ko']:.0f} ko, champ en {lu['champ_s']:.1f} s, "
            f"première parole reçue en {lu['dite_s']:.1f} s"
        )
    if "entree_ms" in lu:
        page, entree, pendant = lu["page_ms"], lu["entree_ms"], lu["phase"]["livraison_ms"]
        return debut + (
            f"{lu['echecs']} échecs ; page p95 {page.get('p95')} ms, entrée entière "
            f"({lu['fichiers']} fichiers) p50 {entree.get('p50')}, p95 {entree.get('p95')}, "
            f"max {entree.get('max')} ms ; pendant, POST → tableau p95 {pendant.get('p95')} ms"
        )
    if "vidage_s" in lu:
        vidage = lu["vidage_s"]
        return debut + (
            f"{lu['ecrits']} paroles, {lu['en_attente_au_retour']} en attente au retour ; "
            f"{lu['perdus']} perdues, {lu['doubles']} en double ; boîtes vides p50 "
            f"{vidage.get('p50')}, p95 {vidage.get('p95')}, max {vidage.get('max')} s"
        )
    repos, pendant = lu["repos"]["livraison_ms"], lu["pendant"]["livraison_ms"]
    return debut + (
        f"{lu['statuts']}, {lu['essais_par_seconde']} par seconde, {lu['cpu_ms_par_essai']} ms de "
        f"processeur chacun, paroles comprises ; POST → tableau p95 {repos.get('p95')} → "
        f"{pendant.get('p95')} ms"
    )
