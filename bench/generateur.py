"""The load generator: phones and boards on one core, contributions at Poisson arrivals.

Lives here: the connections, the open loop, the report. Must not live here: starting servers, goals.

Open loop: the timetable is fixed beforehand and never waits for an answer, so that a slow server
does not slow the sending down. A delivery is counted from the moment a contribution was DUE to the
moment a frame holding its token was read, at each board. Phones only listen (a real one also
refetches its state when nudged). A token found in two frames of one board is doubled.

    python -m bench.generateur plan.json      prints the report as JSON
"""

import asyncio
import json
import os
import sys
from collections.abc import Awaitable
from dataclasses import asdict, dataclass
from functools import partial
from time import perf_counter, process_time

from bench.ecoute import Ecoute, Oreille, find_tokens, token
from bench.mesures import can_measure_processes, cpu_ms, pss_kb
from bench.public import (
    Cible,
    Telephone,
    find_seance,
    in_groups,
    open_socket,
    staff_browser,
)
from bench.requetes import Navigateur, Reponse, Reserve
from bench.tirage import Phase, Tirage

PATIENCE = 8.0  # s after the last contribution, before what did not come is missing
AVANCE = 0.0015  # s before a due time from which the loop no longer sleeps: timers are coarser
TEXTE = "On pourrait ouvrir le jardin partagé le samedi matin, avec un goûter ({jeton})."


@dataclass(frozen=True)
class Plan:
    """Who comes to which server, and what load follows. `pid` is the server's."""

    cible: Cible
    phases: list[Phase]
    telephones: int
    tableaux: int
    graine: int
    pid: int
    coeur: int | None = None
    deflate: bool = True

    def write(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, texte: str) -> "Plan":
        lu = json.loads(texte)
        lu["cible"] = Cible(**lu["cible"])
        lu["phases"] = [Phase(**phase) for phase in lu["phases"]]
        return cls(**lu)


class Generateur:
    """One plan played against one server."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.cible = plan.cible
        self.pid = plan.pid if can_measure_processes() else None
        self.reserve = Reserve(plan.cible.url)
        self.telephones: list[Telephone] = []
        self.prises: list[Ecoute] = []
        self.tirages: list[Tirage] = []
        self.relectures = 0
        self.taches: set[asyncio.Task[None]] = set()

    async def play(self) -> dict[str, object]:
        """Connect everyone, play the phases in order, and report."""
        connexion = await self.connect()
        phases = [await self.load(phase) for phase in self.plan.phases]
        reglages = await Navigateur(self.reserve).get("/readyz")
        coupures = [prise.coupee for prise in self.prises if prise.coupee]
        rapport = {
            "connexion": connexion,
            "phases": phases,
            "doubles": sum(tirage.doubles for tirage in self.tirages),
            "coupures": len(coupures),
            "raisons": sorted(set(coupures))[:5],
            "reprises_http": self.reserve.reprises,
            "relectures": self.relectures,
            "messages_par_telephone": self._phone_messages(),
            "reglages": json.loads(reglages.corps).get("reglages"),
        }
        for prise in self.prises:
            prise.leave()
        self.reserve.close()
        return rapport

    async def connect(self) -> dict[str, object]:
        """Boards first, then the phones, whose memory is what the server's grew by."""
        self.cible = await find_seance(self.cible, self.reserve)
        self.animateur = await staff_browser(self.cible, self.reserve)
        self.telephones = [
            Telephone(self.cible, self.reserve, rang) for rang in range(self.plan.telephones)
        ]
        for rang in range(self.plan.tableaux):
            oreille = Oreille(partial(self._hear, rang), partial(self._reread, rang))
            salle, deflate = self.cible.salle_tableau, self.plan.deflate
            self.prises.append(
                await open_socket(self.cible, self.animateur, salle, deflate, oreille)
            )
        # Pages first: what their requests leave behind in the server is not a phone's memory.
        await in_groups(telephone.come_in() for telephone in self.telephones)
        avant = pss_kb(self.pid) if self.pid else None
        debut = perf_counter()
        salle, deflate = self.cible.salle_telephone, self.plan.deflate
        ouvertures = await in_groups(
            self._try(open_socket(self.cible, telephone.navigateur, salle, deflate))
            for telephone in self.telephones
        )
        duree = perf_counter() - debut
        self.prises += [prise for prise in ouvertures if prise is not None]
        await asyncio.sleep(1)
        ouverts = max(1, len(self.prises) - self.plan.tableaux)
        gain = None if avant is None or self.pid is None else (pss_kb(self.pid) - avant) / ouverts
        return {
            "tableaux": self.plan.tableaux,
            "telephones": len(self.telephones),
            "echecs": sum(prise is None for prise in ouvertures),
            "par_seconde": round(len(ouvertures) / duree),
            "ko_par_telephone": None if gain is None else round(gain, 1),
            "compression_negociee": sum(prise.deflate_negocie for prise in self.prises),
        }

    async def load(self, phase: Phase) -> dict[str, object]:
        """Play one phase and wait for its last frame."""
        instants = phase.timetable(self.plan.graine)
        premier = self.tirages[-1].premier + self.tirages[-1].nombre if self.tirages else 0
        tirage = Tirage(phase, premier, len(instants), self.plan.tableaux)
        self.tirages.append(tirage)
        envois = []
        for rang in range(len(instants)):
            telephone = self.telephones[rang % len(self.telephones)]
            envois.append((telephone, telephone.write(TEXTE.format(jeton=token(premier + rang)))))
        cpu_avant = cpu_ms(self.pid) if self.pid else None
        moi, debut = process_time(), perf_counter()
        for instant, (telephone, corps) in zip(instants, envois, strict=True):
            du = debut + instant
            while (reste := du - perf_counter()) > 0:
                await asyncio.sleep(reste - AVANCE if reste > AVANCE else 0)
            tirage.dus.append(du)
            tirage.retards.append((perf_counter() - du) * 1000)
            retour = partial(self._answered, tirage, telephone, du)
            self.reserve.send(telephone.request(corps), retour)
        part = (process_time() - moi) / (perf_counter() - debut)
        limite = perf_counter() + PATIENCE
        while not tirage.finished() and perf_counter() < limite:
            await asyncio.sleep(0.05)
        cpu = None if cpu_avant is None or self.pid is None else cpu_ms(self.pid) - cpu_avant
        await asyncio.sleep(0.3)  # time for a doubled frame to show
        return tirage.report(cpu, part)

    def _hear(self, tableau: int, numeros: set[int], lu_a: float, *, relu: bool = False) -> None:
        for numero in numeros:
            for tirage in self.tirages:
                if tirage.premier <= numero < tirage.premier + tirage.nombre:
                    tirage.receive(tableau, numero, lu_a, relu=relu)

    def _reread(self, tableau: int) -> None:
        """The server would rather have this board fetch its body: so it does, like the page."""
        self.relectures += 1
        tache = asyncio.ensure_future(self._fetch_bodies(tableau))
        self.taches.add(tache)
        tache.add_done_callback(self.taches.discard)

    async def _fetch_bodies(self, tableau: int) -> None:
        for question in self.cible.questions:
            chemin = f"{self.cible.page_tableau}/corps?question={question}"
            corps = await self.animateur.get(chemin)
            self._hear(tableau, find_tokens(corps.corps), corps.lue_a, relu=True)

    @staticmethod
    def _answered(tirage: Tirage, telephone: Telephone, du: float, reponse: Reponse) -> None:
        tirage.statuts[reponse.statut] += 1
        if reponse.statut:
            tirage.reponses.append((reponse.lue_a - du) * 1000)
            telephone.navigateur.keep_cookies(reponse)

    @staticmethod
    async def _try(ouverture: Awaitable[Ecoute]) -> Ecoute | None:
        try:
            return await ouverture
        except (OSError, TimeoutError) as refus:
            print(f"téléphone refusé : {refus}", file=sys.stderr)
            return None

    def _phone_messages(self) -> float:
        prises = self.prises[self.plan.tableaux :]
        return round(sum(prise.messages for prise in prises) / max(1, len(prises)), 1)


def main() -> None:
    with open(sys.argv[1]) as fichier:
        plan = Plan.read(fichier.read())
    if hasattr(os, "sched_setaffinity") and plan.coeur is not None:
        os.sched_setaffinity(0, {plan.coeur})
    _raise_file_limit()
    try:
        print(json.dumps(asyncio.run(_play(plan))))
    except (OSError, LookupError, RuntimeError, TimeoutError) as error:
        sys.exit(f"générateur : {error}")


async def _play(plan: Plan) -> dict[str, object]:
    return await Generateur(plan).play()


def _raise_file_limit() -> None:
    try:
        import resource
    except ImportError:
        return  # Windows: sockets are not counted as files
    _, plafond = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (plafond, plafond))


if __name__ == "__main__":
    main()
