"""`python -m bench telephones`: a phone on a slow line, a rush at the door, an outage, guesses.

Lives here: the order of the runs, the table, what is judged. Each is played on the application and
on the raw server, in the same run. How anything is measured is in the modules of that name.

Exit code: 0 when all is well, 1 when a word is lost or doubled, someone cannot come in, a guess is
not refused, or the generator works too hard; 3 when the first page is too slow.
With `--rapide` everything is shorter and the goals are shown, not judged.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from bench.arrivees import arrival_plan, rush
from bench.coupure import Panne, outage
from bench.generateur import Plan
from bench.premiere_page import browser, measure_first_page
from bench.public import Cible, find_seance
from bench.recus import guess
from bench.requetes import Reserve
from bench.run import RESULTATS
from bench.serveurs import Modele, Reglage, Service, application, choose_cores, raw_server
from bench.verdict_telephones import CHAMP_MAX, Course, faults, show
from cafe.serve import raise_file_limit
from tools.system_packages import find_chromium

Mesure = Callable[[Cible, Service], dict[str, Any]]


class Courses:
    """All the runs, each on a server of its own, in a folder of its own."""

    def __init__(self, dossier: Path, reglage: Reglage) -> None:
        self.dossier, self.reglage = dossier, reglage
        self.modele = Modele.build(dossier / "modele")
        self.faites: list[Course] = []

    def play(self, nom: str, mesure: Mesure) -> None:
        """On the raw server, then on the application."""
        for serveur in ("nu", "cafe"):
            with self._served(serveur) as (cible, service):
                course = Course(nom, serveur, mesure(cible, service))
            self.faites.append(course)
            print(f"  {show(course)}", flush=True)

    @contextmanager
    def _served(self, serveur: str) -> Iterator[tuple[Cible, Service]]:
        with tempfile.TemporaryDirectory(dir=self.dossier) as travail:
            ici = Path(travail)
            lance = (
                raw_server(ici, "FULL", self.reglage)
                if serveur == "nu"
                else application(self.modele, ici, "FULL", self.reglage)
            )
            with lance as (cible, service):
                yield cible, service


def main(arguments: Sequence[str]) -> int:
    """Run, show and judge; returns the exit code."""
    choix = _options(arguments)
    reglage = Reglage(*choose_cores())
    raise_file_limit()
    with tempfile.TemporaryDirectory(prefix="cafe-banc-") as dossier:
        courses = Courses(Path(dossier), reglage)
        _first_page(courses, 1 if choix.rapide else 3)
        if reglage.coeur_generateur is not None:
            os.sched_setaffinity(0, {reglage.coeur_generateur})
        coeur = reglage.coeur_generateur
        for nombre in (150, 500):
            courses.play(
                f"{nombre} arrivées en {choix.arrivees:g} s",
                lambda cible, service, nombre=nombre: asyncio.run(  # type: ignore[misc]
                    rush(arrival_plan(cible, service.pid, nombre, coeur), nombre, choix.arrivees)
                ),
            )
        panne = Panne(choix.telephones, choix.coupure)
        courses.play(
            f"coupure de {panne.duree:g} s, {panne.telephones} boîtes",
            lambda cible, service: asyncio.run(
                outage(cible, panne, service.kill, service.start, service.base)
            ),
        )
        courses.play(
            "reçus au hasard, sans relâche",
            lambda cible, service: asyncio.run(
                guess(Plan(cible, [], 60, 10, 1, service.pid, coeur), choix.recus, choix.duree)
            ),
        )
    keep(courses.faites)
    nuls = [faute for course in courses.faites for faute in faults(course)]
    for faute in nuls:
        print(f"MESURE NULLE : {faute}", file=sys.stderr)
    if nuls:
        return 1
    if choix.rapide:
        print("Contrôle rapide : les objectifs sont montrés, pas jugés.")
        return 0
    lente = [c for c in courses.faites if c.serveur == "cafe" and "champ_s" in c.rapport]
    manque = any(course.rapport["champ_s"] > CHAMP_MAX for course in lente)
    if manque:
        print(f"OBJECTIF MANQUÉ : le champ vient après {CHAMP_MAX:g} s", file=sys.stderr)
    return 3 if manque else 0


def _first_page(courses: Courses, repetitions: int) -> None:
    """Skipped, and said so, where there is no browser."""
    chromium = find_chromium()
    if chromium is None:
        print("  Première page : pas de navigateur sur cette machine, non mesurée.")
        return

    def measure(cible: Cible, _: Service) -> dict[str, Any]:
        connue = asyncio.run(_find(cible)) if cible.dialecte == "socketio" else cible
        with browser(chromium) as ouvert:
            return measure_first_page(ouvert, connue, repetitions)

    courses.play("première page, 3G lente", measure)


async def _find(cible: Cible) -> Cible:
    reserve = Reserve(cible.url)
    trouvee = await find_seance(cible, reserve)
    reserve.close()
    return trouvee


def keep(courses: list[Course]) -> None:
    """Everything that was measured, as JSON, under bench/resultats/."""
    RESULTATS.mkdir(exist_ok=True)
    maintenant = datetime.now().astimezone()
    tout = {
        "le": maintenant.isoformat(timespec="seconds"),
        "charge": os.getloadavg() if hasattr(os, "getloadavg") else None,
        "courses": [vars(course) for course in courses],
    }
    fichier = RESULTATS / f"telephones-{maintenant:%Y-%m-%dT%H-%M-%S}.json"
    fichier.write_text(json.dumps(tout, indent=1, ensure_ascii=False))
    print(f"Tout est gardé dans {fichier.relative_to(RESULTATS.parent.parent)}.")


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    options = argparse.ArgumentParser(prog="cafe bench telephones")
    options.add_argument("--arrivees", type=float, default=120.0, help="durée de la ruée, en s")
    options.add_argument("--coupure", type=float, default=40.0, help="durée de la coupure, en s")
    options.add_argument("--telephones", type=int, default=300, help="boîtes d’envoi")
    options.add_argument("--recus", type=int, default=10_000, help="reçus essayés au plus")
    options.add_argument(
        "--duree", type=float, default=15.0, help="secondes au repos, puis pendant"
    )
    options.add_argument("--rapide", action="store_true", help="deux minutes, sans jugement")
    choix = options.parse_args(list(arguments))
    if choix.rapide:
        choix.arrivees, choix.coupure, choix.recus, choix.duree = 10.0, 5.0, 1_000, 3.0
    return choix
