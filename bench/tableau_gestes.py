"""One gesture on a board and its announcement to ten others: processor time, bytes sent.

Each size has a process of its own, which takes a turn when it is asked to, so that sizes alternate
within one run. Must not live here: goals, browsers.
"""

from __future__ import annotations

import gc
import json
import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from bench.tableau_jeu import Plateau, board_of
from cafe.actions.deplacements import move_contribution
from cafe.actions.regroupements import rename_regroupement
from cafe.extensions import socketio
from cafe.live import comptes
from cafe.live.announce import Announcer

TABLEAUX = 10
CHAUFFE = 5
# (seconds of processor, bytes that one board was sent) of each gesture by its name.
Tour = dict[str, tuple[float, int]]


class _Salle:
    """One board's server, with ten boards that listen; it announces when it is asked to."""

    def __init__(self, plateau: Plateau) -> None:
        self.plateau = plateau
        self.announcer: Announcer = plateau.app.extensions["cafe_announcer"]
        self.announcer._next_presence = float("inf")
        self.announcer.catch_up()
        self.prises = [self._listen() for _ in range(TABLEAUX)]
        self._rangs = count(1)
        self._announce()

    def _listen(self) -> Any:
        client = self.plateau.app.test_client()
        with client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = self.plateau.jeton, True
        prise = socketio.test_client(self.plateau.app, flask_test_client=client)
        answer: Any = prise.emit("join", {"salle": f"tableau:{self.plateau.seance}"}, callback=True)
        assert answer["ok"]
        return prise

    def _announce(self) -> int:
        self.announcer.turn()
        heard = [prise.get_received() for prise in self.prises]
        return len(json.dumps(heard[0]))

    def turn(self) -> Tour:
        """Each gesture once, on groups of the same size whatever the board's."""
        taken: Tour = {}
        for nom, geste in self._gestures().items():
            debut = process_time()
            geste()
            octets = self._announce()
            taken[nom] = process_time() - debut, octets
        return taken

    def _gestures(self) -> dict[str, Callable[[], object]]:
        plateau, rang = self.plateau, next(self._rangs)
        card, group = plateau.libres[0], plateau.groupes[0]

        def move(target: str | None) -> int:
            return move_contribution(
                par=plateau.bruno, contribution_id=card, regroupement_id=target, version=None
            )

        return {
            "une parole": lambda: plateau.post(f"Une parole de plus, {rang:04}"),
            "déplacer": lambda: move(group),
            "remettre": lambda: move(None),
            "renommer": lambda: rename_regroupement(
                par=plateau.bruno,
                regroupement_id=group,
                titre=f"Souffler {rang:04}",
                resume="",
                version=None,
            ),
        }


def _serve(dossier: str, cartes: int, lien: Connection) -> None:
    comptes.SECONDS = 0.0  # counts follow each gesture: the worst case
    Announcer.start = Announcer.catch_up  # type: ignore[method-assign]  # no thread of its own
    with board_of(Path(dossier), cartes) as plateau:
        salle = _Salle(plateau)
        gc.collect()
        gc.freeze()
        lien.send({})
        while lien.recv():
            lien.send(salle.turn())


@contextmanager
def _processes(dossier: Path, tailles: tuple[int, ...]) -> Iterator[dict[int, Connection]]:
    contexte = multiprocessing.get_context("spawn")
    with ExitStack() as stack:
        liens: dict[int, Connection] = {}
        for taille in tailles:
            ici, ailleurs = contexte.Pipe()
            place = str(dossier / str(taille))
            processus = contexte.Process(target=_serve, args=(place, taille, ailleurs), daemon=True)
            processus.start()
            liens[taille] = ici
            stack.callback(processus.join)
            stack.callback(ici.send, False)
        for lien in liens.values():
            lien.recv()
        yield liens


def measure(
    dossier: Path, tailles: tuple[int, ...], tours: int
) -> dict[tuple[str, int], tuple[float, float]]:
    """Medians by gesture and size: seconds of processor, bytes to one board."""
    releves: dict[tuple[str, int], list[tuple[float, int]]] = {}
    with _processes(dossier, tailles) as liens:
        for tour in range(CHAUFFE + tours):
            for taille in tailles if tour % 2 else tailles[::-1]:
                liens[taille].send(True)
                for nom, releve in liens[taille].recv().items():
                    if tour >= CHAUFFE:
                        releves.setdefault((nom, taille), []).append(releve)
    return {
        cle: (median(temps for temps, _ in pris), median(octets for _, octets in pris))
        for cle, pris in releves.items()
    }
