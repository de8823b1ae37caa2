"""A simulated phone: its own cookies, the page's token, the public form. Nothing but HTTP.

Blocking calls of the standard library: under gevent a thousand of them wait together.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

PATIENCE = 30.0  # seconds for one answer
_JETON = re.compile(r'name="csrf-token" content="([^"]+)"')
_RENVOIS_MAX = 3


class Injoignable(Exception):
    """The server gave no usable answer; the message is French."""


@dataclass(frozen=True)
class Cible:
    """A server on this machine, and the code of a séance there."""

    hote: str
    port: int
    code: str


@dataclass(frozen=True)
class Verdict:
    """What the server answered to one idea. ``attendre``: seconds, when it says so."""

    statut_http: int
    statut: str = ""
    erreur: str = ""
    attendre: float | None = None

    @property
    def acceptee(self) -> bool:
        """Whether the idea is kept (200: it was already)."""
        return self.statut_http in (200, 201)


class Telephone:
    """One participant's browser."""

    def __init__(self, cible: Cible) -> None:
        self._cible = cible
        self._connexion = HTTPConnection(cible.hote, cible.port, timeout=PATIENCE)
        self._cookies: dict[str, str] = {}
        self._jeton = ""
        self.choix: list[tuple[str, str]] = []  # (question, catégorie) that are offered

    def come_in(self) -> None:
        """Scan the code, follow where it leads, read the token and what may be answered."""
        path = f"/r/{self._cible.code}"
        for _ in range(_RENVOIS_MAX):
            answer, page = self._ask("GET", path)
            if answer.status not in (301, 302, 303, 307, 308):
                break
            path = urlsplit(answer.headers["Location"]).path
        if answer.status != 200:
            raise Injoignable(f"le code {self._cible.code} mène à une réponse {answer.status}")
        found = _JETON.search(page)
        etat = self._json(f"/s/{self._cible.code}/etat.json")
        if found is None or "contribuer" not in etat["droits"]:
            raise Injoignable("cette rencontre ne reçoit pas d’idée en ce moment")
        self._jeton = found[1]
        self.choix = [(q["id"], c["cle"]) for q in etat["questions"] for c in q["categories"]]

    def send(self, client_id: str, choix: tuple[str, str], texte: str) -> Verdict:
        """Send the form; the same ``client_id`` may be sent again."""
        question, categorie = choix
        form = {
            "csrf_token": self._jeton,
            "client_id": client_id,
            "question": question,
            "categorie": categorie,
            "texte": texte,
        }
        answer, body = self._ask("POST", f"/s/{self._cible.code}/contributions", form)
        try:
            said: dict[str, Any] = json.loads(body)
        except ValueError:
            said = {}
        wait = answer.headers["Retry-After"]
        return Verdict(
            statut_http=answer.status,
            statut=said.get("statut", ""),
            erreur=said.get("erreur", f"http_{answer.status}"),
            attendre=float(wait) if wait and wait.isdigit() else None,
        )

    def hang_up(self) -> None:
        """Close the connection."""
        self._connexion.close()

    def _json(self, path: str) -> dict[str, Any]:
        answer, body = self._ask("GET", path)
        if answer.status != 200:
            raise Injoignable(f"{path} répond {answer.status}")
        found: dict[str, Any] = json.loads(body)
        return found

    def _ask(
        self, method: str, path: str, form: dict[str, str] | None = None
    ) -> tuple[HTTPResponse, str]:
        headers = {"Accept": "application/json" if form else "text/html"}
        if self._cookies:
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self._cookies.items())
        if form:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self._connexion.request(method, path, urlencode(form) if form else None, headers)
            answer = self._connexion.getresponse()
            body = answer.read().decode("utf-8", "replace")
        except (OSError, HTTPException) as error:
            self._connexion.close()
            raise Injoignable(str(error) or type(error).__name__) from error
        for line in answer.headers.get_all("Set-Cookie") or []:
            self._cookies |= {name: one.value for name, one in SimpleCookie(line).items()}
        return answer, body
