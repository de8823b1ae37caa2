"""A big board opened in a real browser: when it is painted, when it answers, which tasks are long.

In the same run: a board of 10 words, and a bare page that weighs as much and does nothing.
Must not live here: goals.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from threading import Thread
from urllib.request import Request, urlopen

from playwright.sync_api import Browser, Page

from bench.premiere_page import browser
from bench.serveurs import served
from bench.tableau_jeu import board_of

GRAND, PETIT, NUE = "2000 paroles, 300 groupes", "10 paroles", "page nue du même poids"
_TAILLES = {GRAND: (2000, 300), PETIT: (10, 1)}
_PATIENCE = 120_000
_LIGNE = b"<p>Une parole de plus, que personne ne peut prendre ni ranger.</p>\n"
# Counted from the start of the page: tasks over 50 ms, and the moment when its script has listened.
_GUET = """
window.longues = [];
new PerformanceObserver((liste) => {
  for (const tache of liste.getEntries()) longues.push(tache.duration);
}).observe({ type: "longtask", buffered: true });
window.prete = new Promise((dite) => {
  const voir = () => document.documentElement?.matches(".avec-script")
    ? dite(performance.now()) : requestAnimationFrame(voir);
  voir();
});
"""
_PEINTE = """() => new Promise((dite) => new PerformanceObserver(
  (liste) => dite(liste.getEntries()[0].startTime)).observe({ type: "paint", buffered: true }))"""
_CALME = "() => new Promise((dite) => requestIdleCallback(() => requestIdleCallback(dite)))"
_DIALOGUE = """async () => {
  const debut = performance.now();
  document.querySelector("[data-geste=deplacer]").click();
  const dialogue = document.getElementById("dialogue");
  await new Promise((dite) => {
    const voir = () => dialogue.open ? dite() : requestAnimationFrame(voir);
    voir();
  });
  return performance.now() - debut;
}"""


@dataclass(frozen=True)
class Ouverture:
    """One opening. Milliseconds from the asking: ``peinte``, ``prete``; then how long « Déplacer… »
    took to show its form; ``longues``: tasks over 50 ms until the page is idle; ``ko`` of page."""

    ko: float
    peinte: float
    prete: float
    dialogue: float
    longues: int
    plus_longue: float


def measure_openings(dossier: Path, chromium: str, tours: int) -> dict[str, Ouverture]:
    """Medians by page, the first opening of each left out; pages take turns within one run."""
    releves: dict[str, list[Ouverture]] = {}
    with _pages(dossier) as pages, browser(chromium) as ouvert:
        for tour in range(1 + tours):
            noms = list(pages) if tour % 2 else list(pages)[::-1]
            for nom in noms:
                releve = pages[nom](ouvert)
                if tour:
                    releves.setdefault(nom, []).append(releve)
    return {nom: _median(pris) for nom, pris in releves.items()}


def _median(pris: list[Ouverture]) -> Ouverture:
    def middle(champ: str) -> float:
        return median(getattr(releve, champ) for releve in pris)

    return Ouverture(
        ko=middle("ko"),
        peinte=middle("peinte"),
        prete=middle("prete"),
        dialogue=middle("dialogue"),
        longues=round(middle("longues")),
        plus_longue=middle("plus_longue"),
    )


@contextmanager
def _pages(dossier: Path) -> Iterator[dict[str, Callable[[Browser], Ouverture]]]:
    with ExitStack() as stack:
        pages: dict[str, Callable[[Browser], Ouverture]] = {}
        octets = 0
        for nom, (cartes, groupes) in _TAILLES.items():
            ici = dossier / f"ouvert-{cartes}"
            chemin, cookie = _seeded(ici, cartes, groupes)
            adresse = stack.enter_context(served(ici)) + chemin
            pages[nom] = partial(_board, adresse=adresse, cookie=cookie)
            octets = max(octets, _weight(adresse, cookie))
        pages[NUE] = partial(_bare, adresse=stack.enter_context(_plain_server(octets)))
        yield pages


def _board(ouvert: Browser, adresse: str, cookie: str) -> Ouverture:
    contexte = ouvert.new_context(viewport={"width": 1280, "height": 800}, locale="fr-FR")
    contexte.add_cookies([{"name": "cafe_session", "value": cookie, "url": adresse}])
    try:
        page = _open(contexte.new_page(), adresse)
        prete = page.evaluate("() => prete")
        page.evaluate(_CALME)
        longues = page.evaluate("() => longues")
        return _said(page, prete, longues, page.evaluate(_DIALOGUE))
    finally:
        contexte.close()


def _bare(ouvert: Browser, adresse: str) -> Ouverture:
    contexte = ouvert.new_context(viewport={"width": 1280, "height": 800}, locale="fr-FR")
    try:
        page = _open(contexte.new_page(), adresse)
        page.evaluate(_CALME)
        prete = page.evaluate("() => performance.getEntriesByType('navigation')[0].loadEventEnd")
        return _said(page, prete, page.evaluate("() => longues"), 0)
    finally:
        contexte.close()


def _open(page: Page, adresse: str) -> Page:
    page.set_default_timeout(_PATIENCE)
    page.add_init_script(_GUET)
    page.goto(adresse, wait_until="load")
    return page


def _said(page: Page, prete: float, longues: list[float], dialogue: float) -> Ouverture:
    poids = "() => performance.getEntriesByType('navigation')[0].decodedBodySize"
    return Ouverture(
        ko=page.evaluate(poids) / 1000,
        peinte=page.evaluate(_PEINTE),
        prete=prete,
        dialogue=dialogue,
        longues=len(longues),
        plus_longue=max(longues, default=0.0),
    )


def _weight(adresse: str, cookie: str) -> int:
    demande = Request(adresse, headers={"Cookie": f"cafe_session={cookie}"})
    with urlopen(demande, timeout=60) as reponse:
        return len(reponse.read())


@contextmanager
def _plain_server(octets: int) -> Iterator[str]:
    page = b"<!doctype html><title>Nue</title>\n" + _LIGNE * (octets // len(_LIGNE))

    class Reponse(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_: object) -> None:
            """Nothing beside the figures."""

    serveur = ThreadingHTTPServer(("127.0.0.1", 0), Reponse)
    Thread(target=serveur.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{serveur.server_port}/"
    finally:
        serveur.shutdown()
        serveur.server_close()


def _seeded(dossier: Path, cartes: int, groupes: int) -> tuple[str, str]:
    """A base that holds such a board, made apart: the path of its page, a session's cookie."""
    contexte = multiprocessing.get_context("spawn")
    ici, ailleurs = contexte.Pipe()
    processus = contexte.Process(target=_seed, args=(str(dossier), cartes, groupes, ailleurs))
    processus.start()
    chemin, cookie = ici.recv()
    processus.join()
    return chemin, cookie


def _seed(dossier: str, cartes: int, groupes: int, lien: Connection) -> None:
    with board_of(Path(dossier), cartes, groupes) as plateau:
        signer = plateau.app.session_interface.get_signing_serializer(plateau.app)  # type: ignore[attr-defined]
        cookie = signer.dumps({"_user_id": plateau.jeton, "_fresh": True})
        lien.send((f"/animer/{plateau.seance}/tableau", cookie))
