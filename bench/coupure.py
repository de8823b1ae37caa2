"""Three hundred outboxes and a server that dies: what is lost, what is doubled, how long it takes.

Lives here: the phone's outbox as the page's script behaves, the outage, the count in the base.
Must not live here: starting the first server, goals.

An outbox sends its words one by one, in order, under ids that never change. After a failure it
waits a delay that doubles (1 to 60 s, spread by half), or until its socket is back plus up to 2 s,
as `static/js/participation/boite/attente.js` and `etat.js` do. Words go on being written during the
outage. The server is killed without a goodbye: some words are then kept whose answer never left.
"""

import asyncio
import random
import sqlite3
from collections import Counter, deque
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

from bench.ecoute import Ecoute, find_tokens, token
from bench.generateur import TEXTE
from bench.mesures import summarize
from bench.public import Cible, Telephone, find_seance, in_groups, open_socket
from bench.requetes import Reserve

REPONSE_MAX = 20.0  # s: the page gives up on an answer then
PREMIER, DERNIER = 1.0, 60.0  # s between tries
PRISE_PREMIER, PRISE_DERNIER = 1.0, 5.0  # s between tries of the socket
GIGUE = 2.0  # s at most between « connected » and the next try
AVANT = 3.0  # s of writing before the cut
FIN_MAX = 120.0  # s after the restart before boxes that are not empty are counted as stuck


@dataclass(frozen=True)
class Panne:
    """How many outboxes write at what rate, and for how long the server is away."""

    telephones: int
    duree: float
    debit: float = 20.0


class Boite:
    """One phone's outbox."""

    def __init__(self, telephone: Telephone, cible: Cible, hasard: random.Random) -> None:
        self.telephone, self.cible, self.hasard = telephone, cible, hasard
        self.file: deque[bytes] = deque()
        self.reveil = asyncio.Event()
        self.videe_a = 0.0
        self.echecs = 0
        self.prise: Ecoute | None = None

    def write(self, numero: int) -> None:
        """One more word at the end of the queue."""
        self.file.append(self.telephone.write(TEXTE.format(jeton=token(numero))))
        if len(self.file) == 1 and not self.echecs:
            self.reveil.set()

    async def send(self) -> None:
        """Empty the queue, for ever."""
        while True:
            if not self.file:
                self.videe_a = perf_counter()
                self.reveil.clear()
                await self.reveil.wait()
                continue
            if await self._try(self.file[0]):
                self.file.popleft()
                self.echecs = 0
            else:
                self.echecs += 1
                pause = min(DERNIER, PREMIER * 2 ** (self.echecs - 1)) * (
                    0.5 + self.hasard.random()
                )
                self.reveil.clear()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.reveil.wait(), pause)

    async def _try(self, corps: bytes) -> bool:
        envoi = self.telephone.navigateur.reserve.ask(self.telephone.request(corps))
        try:
            reponse = await asyncio.wait_for(envoi, REPONSE_MAX)
        except TimeoutError:
            return False
        self.telephone.navigateur.keep_cookies(reponse)
        return reponse.statut in (200, 201)

    async def listen(self) -> None:
        """Keep a socket open; each time it is back, try to send."""
        essais = 0
        while True:
            try:
                self.prise = await open_socket(
                    self.cible, self.telephone.navigateur, self.cible.salle_telephone, True
                )
            except (OSError, TimeoutError):
                pause = min(PRISE_DERNIER, PRISE_PREMIER * 2**essais)
                essais += 1
                await asyncio.sleep(pause * (0.5 + self.hasard.random()))
                continue
            essais = 0
            await asyncio.sleep(self.hasard.uniform(0, GIGUE))
            self.reveil.set()
            while not self.prise.coupee:
                await asyncio.sleep(0.2)


async def outage(
    cible: Cible, panne: Panne, kill: Callable[[], None], start: Callable[[], None], base: Path
) -> dict[str, object]:
    """Play it, and report. `start` returns once the server answers again."""
    reserve = Reserve(cible.url)
    cible = await find_seance(cible, reserve)
    telephones = [Telephone(cible, reserve, rang) for rang in range(panne.telephones)]
    await in_groups(telephone.come_in() for telephone in telephones)
    boites = [Boite(tel, cible, random.Random(tel.rang)) for tel in telephones]
    taches = [asyncio.ensure_future(boite.send()) for boite in boites]
    taches += [asyncio.ensure_future(boite.listen()) for boite in boites]
    await asyncio.sleep(GIGUE)

    debut, moi = perf_counter(), process_time()
    ecrits = asyncio.ensure_future(_write(boites, panne, debut))
    await asyncio.sleep(AVANT)
    await asyncio.to_thread(kill)
    await asyncio.sleep(max(0.0, debut + AVANT + panne.duree - perf_counter()))
    pleines = [boite for boite in boites if boite.file]
    attente = sum(len(boite.file) for boite in pleines)
    await asyncio.to_thread(start)
    revenu = perf_counter()
    nombre = await ecrits
    while any(boite.file for boite in boites) and perf_counter() < revenu + FIN_MAX:
        await asyncio.sleep(0.05)
    part = (process_time() - moi) / (perf_counter() - debut)
    for tache in taches:
        tache.cancel()
    for issue in await asyncio.gather(*taches, return_exceptions=True):
        if not isinstance(issue, asyncio.CancelledError):
            raise RuntimeError("une boîte s’est arrêtée") from issue  # type: ignore[misc]
    for boite in boites:
        if boite.prise is not None:
            boite.prise.leave()
    reserve.close()
    vides = [max(0.0, boite.videe_a - revenu) for boite in pleines if not boite.file]
    return {
        "telephones": panne.telephones,
        "coupure_s": panne.duree,
        "ecrits": nombre,
        "boites_pleines": len(pleines),
        "en_attente_au_retour": attente,
        "bloquees": sum(bool(boite.file) for boite in boites),
        "vidage_s": summarize(vides),
        "part_generateur": round(part, 3),
        **count_words(base, nombre),
    }


async def _write(boites: list[Boite], panne: Panne, debut: float) -> int:
    """People write at a steady rate, each in turn; returns how many words they wrote."""
    nombre = int((AVANT + panne.duree) * panne.debit)
    for numero in range(nombre):
        await asyncio.sleep(max(0.0, debut + numero / panne.debit - perf_counter()))
        boites[numero % len(boites)].write(numero)
    return nombre


def count_words(base: Path, nombre: int) -> dict[str, int]:
    """How many of the words 0 to `nombre` are not in the base, and how many are there twice."""
    with closing(sqlite3.connect(f"file:{base}?mode=ro", uri=True)) as lue:
        tables = {nom for (nom,) in lue.execute("SELECT name FROM sqlite_master")}
        requete = (
            "SELECT texte FROM contribution_version WHERE rang = 1"
            if "contribution_version" in tables
            else "SELECT texte FROM contribution"
        )
        vus = Counter(
            numero
            for (texte,) in lue.execute(requete)
            for numero in find_tokens((texte or "").encode())
        )
    return {
        "perdus": sum(numero not in vus for numero in range(nombre)),
        "doubles": sum(fois - 1 for fois in vus.values()),
    }
