"""A hall comes in behind one address while it is already writing: how long one waits at the door.

Lives here: the newcomers, what each asks for, the report of a rush.
Must not live here: starting servers, goals.

A newcomer is a browser with an empty cache and connections of its own: the code's address, the
page, every file that the page and its scripts name, the state, then the socket let into the phones'
room. Arrivals are drawn beforehand and never wait: a slow server does not slow them down.
"""

import asyncio
import random
import re
from collections.abc import Awaitable
from dataclasses import dataclass, field
from time import perf_counter, process_time
from typing import TypeVar
from urllib.parse import urljoin

from bench.generateur import Generateur, Plan
from bench.mesures import summarize
from bench.public import Cible, open_socket
from bench.requetes import Navigateur, Reponse, Reserve
from bench.tirage import Phase

T = TypeVar("T")
PATIENCE = 30.0  # s before a newcomer gives up
ENSEMBLE = 6  # files that a browser asks for at once
ECRIVAINS, TABLEAUX, DEBIT = 60, 10, 20
_LIENS = re.compile(r'(?:src|href)="(/static/[^"]+)"')
_IMPORTS = re.compile(r'(?:from|import)\s*\(?\s*"(\.[^"]+)"')


@dataclass
class Entrees:
    """What the newcomers lived, in ms from the instant each was due."""

    page: list[float] = field(default_factory=list)
    complete: list[float] = field(default_factory=list)
    echecs: list[str] = field(default_factory=list)

    def report(self) -> dict[str, object]:
        return {
            "echecs": len(self.echecs),
            "raisons": sorted(set(self.echecs))[:5],
            "page_ms": summarize(self.page),
            "entree_ms": summarize(self.complete),
        }


async def rush(plan: Plan, arrivants: int, duree: float) -> dict[str, object]:
    """Let that many newcomers in within `duree` seconds while the phones of the plan write."""
    generateur = Generateur(plan)
    connexion = await generateur.connect()
    fichiers = await page_files(generateur.cible, generateur.reserve)
    hasard = random.Random(f"{plan.graine}/{arrivants}")
    instants = sorted(hasard.uniform(0, duree) for _ in range(arrivants))
    entrees, prises = Entrees(), []
    debut, moi = perf_counter(), process_time()

    async def newcomer(instant: float) -> None:
        await asyncio.sleep(max(0.0, debut + instant - perf_counter()))
        reserve = Reserve(generateur.cible.url)
        try:
            await asyncio.wait_for(
                _come_in(generateur.cible, reserve, fichiers, debut + instant, entrees, prises),
                PATIENCE,
            )
        except (OSError, TimeoutError, RuntimeError, LookupError) as refus:
            entrees.echecs.append(f"{type(refus).__name__} {refus}"[:120])
        reserve.close()

    arrivees = [asyncio.ensure_future(newcomer(instant)) for instant in instants]
    phase = await generateur.load(Phase("pendant", DEBIT, duree))
    await asyncio.gather(*arrivees)
    part = (process_time() - moi) / (perf_counter() - debut)
    for prise in [*prises, *generateur.prises]:
        prise.leave()
    generateur.reserve.close()
    return {
        "arrivants": arrivants,
        "duree": duree,
        "fichiers": len(fichiers),
        "connexion": connexion,
        "phase": phase | {"part_generateur": round(part, 3)},
        **entrees.report(),
    }


async def _come_in(
    cible: Cible, reserve: Reserve, fichiers: list[str], du: float, entrees: Entrees, prises: list
) -> None:
    navigateur = Navigateur(reserve)
    chemin = f"/r/{cible.code}" if cible.dialecte == "socketio" else f"/s/{cible.code}"
    page = await navigateur.get(chemin)
    if b"<form" not in page.corps and b"/s/" not in page.corps:
        raise LookupError("ni champ ni question dans la page")
    entrees.page.append((page.lue_a - du) * 1000)
    portes = asyncio.Semaphore(ENSEMBLE)
    await asyncio.gather(*(_through(portes, _file(navigateur, nom)) for nom in fichiers))
    if cible.dialecte == "socketio":
        await navigateur.get(f"/s/{cible.code}/etat.json")
    prises.append(await open_socket(cible, navigateur, cible.salle_telephone, True))
    entrees.complete.append((perf_counter() - du) * 1000)


async def _through(portes: asyncio.Semaphore, travail: Awaitable[T]) -> T:
    async with portes:
        return await travail


async def _file(navigateur: Navigateur, nom: str) -> Reponse:
    requete = navigateur.request("GET", nom, None, "*/*")
    reponse = await navigateur.reserve.ask(
        requete.replace(b"\r\n", b"\r\nAccept-Encoding: gzip\r\n", 1)
    )
    if reponse.statut != 200:
        raise RuntimeError(f"{nom} : HTTP {reponse.statut}")
    return reponse


async def page_files(cible: Cible, reserve: Reserve) -> list[str]:
    """The files of the writing page and of its scripts; none on the raw server."""
    if cible.dialecte != "socketio":
        return []
    navigateur = Navigateur(reserve)
    question = f"?question={cible.questions[0]}" if cible.questions else ""
    page = await navigateur.get(f"/s/{cible.code}{question}")
    found: list[str] = []
    a_lire = _LIENS.findall(page.corps.decode())
    while a_lire:
        nom = a_lire.pop()
        if nom in found:
            continue
        found.append(nom)
        if nom.split("?")[0].endswith(".js"):
            script = await navigateur.get(nom)
            a_lire += [urljoin(nom, suite) for suite in _IMPORTS.findall(script.corps.decode())]
    return found


def arrival_plan(cible: Cible, pid: int, graine: int, coeur: int | None) -> Plan:
    """Who is in the hall before the rush: those who write, and the boards."""
    return Plan(cible, [], ECRIVAINS, TABLEAUX, graine, pid, coeur)
