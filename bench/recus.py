"""Receipts tried at random without rest while the hall writes: always refused, nobody hindered.

At most ten thousand, for as long as the measure lasts: the application makes those who are wrong
wait. On the raw server plain pages are asked instead: what so many requests cost anyway.
"""

import asyncio
import secrets
from collections import Counter
from dataclasses import replace
from time import perf_counter

from bench.generateur import Generateur, Plan
from bench.mesures import cpu_ms
from bench.requetes import Navigateur, Reserve
from bench.tirage import Phase

DEVINEURS = 50  # connections that guess without rest


async def guess(plan: Plan, essais: int, duree: float) -> dict[str, object]:
    """The delivery of words at rest, then while `essais` receipts are tried."""
    generateur = Generateur(replace(plan, phases=[]))
    await generateur.connect()
    repos = await generateur.load(Phase("repos", 20, duree))
    statuts: Counter[int] = Counter()
    reserve = Reserve(plan.cible.url)
    cpu, debut = cpu_ms(plan.pid) if generateur.pid else None, perf_counter()
    devinettes = asyncio.gather(
        *(_guess(reserve, plan, essais // DEVINEURS, statuts) for _ in range(DEVINEURS))
    )
    pendant = await generateur.load(Phase("pendant", 20, duree))
    devinettes.cancel()
    await asyncio.gather(devinettes, return_exceptions=True)
    temps = perf_counter() - debut
    cout = None if cpu is None else (cpu_ms(plan.pid) - cpu) / max(1, statuts.total())
    for prise in generateur.prises:
        prise.leave()
    reserve.close()
    generateur.reserve.close()
    return {
        "essais": statuts.total(),
        "statuts": {str(statut): n for statut, n in sorted(statuts.items())},
        "essais_par_seconde": round(statuts.total() / temps),
        "cpu_ms_par_essai": None if cout is None else round(cout, 3),
        "repos": repos,
        "pendant": pendant,
    }


async def _guess(reserve: Reserve, plan: Plan, essais: int, statuts: Counter[int]) -> None:
    navigateur = Navigateur(reserve)
    for _ in range(essais):
        vise = secrets.token_urlsafe(16)
        chemin = f"/suivi/{vise}" if plan.cible.dialecte == "socketio" else f"/s/{vise}"
        requete = navigateur.request("GET", chemin, None, "text/html")
        statuts[(await reserve.ask(requete)).statut] += 1
