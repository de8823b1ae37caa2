"""Many phones at once, for a bounded time, and the count of what the server answered.

Only ever aimed at this very machine: ``aim`` refuses any other.
"""

from __future__ import annotations

import ipaddress
import random
import statistics
import uuid
from collections import Counter
from dataclasses import dataclass, field
from time import monotonic, sleep
from urllib.parse import urlsplit

from cafe.demo.phrases import Phrases
from cafe.demo.telephone import Cible, Injoignable, Telephone, Verdict

REFLEXION = 20.0  # seconds between two ideas of one person, on average
ARRIVEES = 60.0  # seconds within which a hall scans the code
ESSAIS = 3  # of one idea, when the server gives no answer or asks to come back
PAUSE = 2.0  # seconds before a new try, when the server says none


def aim(url: str, code: str) -> Cible:
    """The target. Raises ``ValueError`` (in French) for anything but this machine."""
    target = urlsplit(url if "//" in url else f"//{url}", scheme="http")
    host = target.hostname or ""
    try:
        here = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        here = False
    if not here or target.scheme != "http":
        raise ValueError(
            f"« {url} » n’est pas cet ordinateur. Cette commande ne vise que lui : "
            "http://127.0.0.1:8000, par exemple."
        )
    return Cible(host, target.port or 80, code)


@dataclass
class Bilan:
    """What has been counted so far; ``delais`` are the seconds of accepted sendings."""

    entres: int = 0
    envoyees: int = 0
    acceptees: int = 0
    en_attente: int = 0
    refus: Counter[str] = field(default_factory=Counter)
    echecs_entree: Counter[str] = field(default_factory=Counter)
    delais: list[float] = field(default_factory=list)

    def percentile(self, part: int) -> float:
        """The delay in milliseconds that ``part`` % of accepted sendings did not exceed."""
        if len(self.delais) < 2:
            return 1000 * sum(self.delais)
        return 1000 * statistics.quantiles(self.delais, n=100, method="inclusive")[part - 1]


class Deluge:
    """One flood: call ``live`` once per phone, side by side."""

    def __init__(self, cible: Cible, minutes: float, hasard: random.Random) -> None:
        self.bilan = Bilan()
        self._cible = cible
        self._hasard = hasard
        self._phrases = Phrases(hasard)
        self._debut = monotonic()
        self._fin = self._debut + 60 * minutes

    def live(self) -> None:
        """Come in like a person, send an idea now and then, leave at the end."""
        sleep(self._hasard.uniform(0, min(ARRIVEES, (self._fin - self._debut) / 4)))
        phone = Telephone(self._cible)
        try:
            phone.come_in()
            self.bilan.entres += 1
            while self._wait(self._hasard.expovariate(1 / REFLEXION)):
                self._send_one(phone)
        except Injoignable as reason:
            self.bilan.echecs_entree[str(reason)] += 1
        finally:
            phone.hang_up()

    def _wait(self, seconds: float) -> bool:
        """Wait, unless the end comes first: then False."""
        left = self._fin - monotonic()
        sleep(max(0.0, min(seconds, left)))
        return seconds < left

    def _send_one(self, phone: Telephone) -> None:
        """One idea, tried again under its own id while the server gives no answer."""
        client_id, texte = str(uuid.uuid4()), self._phrases.draw()
        choix = self._hasard.choice(phone.choix)
        self.bilan.envoyees += 1
        verdict: Verdict | None = None
        for _ in range(ESSAIS):
            start = monotonic()
            try:
                verdict = phone.send(client_id, choix, texte)
            except Injoignable:
                verdict = None
            if verdict is not None and verdict.acceptee:
                self.bilan.acceptees += 1
                self.bilan.en_attente += verdict.statut == "en_attente"
                self.bilan.delais.append(monotonic() - start)
                return
            if verdict is not None and verdict.statut_http not in (429, 503):
                break
            if not self._wait((verdict and verdict.attendre) or PAUSE):
                break
        self.bilan.refus["sans_reponse" if verdict is None else verdict.erreur] += 1
