"""The first page in a real browser on a slow line: what it weighs, and how soon one has spoken.

Slow 3G: 400 kbit/s and 400 ms. The raw server's bare form is loaded beside, on the same line.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from time import monotonic

from playwright.sync_api import Browser, CDPSession, Page, expect, sync_playwright

from bench.public import Cible

LENTE = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
PATIENCE = 60_000
# A field stands in the page before its sheets let it be painted: ms until the first paint.
_PEINTE = """() => new Promise((done) => new PerformanceObserver(
  (liste) => done(liste.getEntries()[0].startTime)).observe({type: "paint", buffered: true}))"""


@contextmanager
def browser(executable: str) -> Iterator[Browser]:
    """The system's browser, which believes that « salle.test » is this machine."""
    with sync_playwright() as playwright:
        ouvert = playwright.chromium.launch(
            executable_path=executable,
            args=["--no-sandbox", "--host-resolver-rules=MAP salle.test 127.0.0.1"],
        )
        try:
            yield ouvert
        finally:
            ouvert.close()


def measure_first_page(ouvert: Browser, cible: Cible, repetitions: int) -> dict[str, float]:
    """Medians: `champ_s` until the field is there, `dite_s` until the server has said yes to a
    first word, `requetes` and `ko` on the wire until then."""
    mesures = [_once(ouvert, cible) for _ in range(repetitions)]
    return {nom: median(mesure[nom] for mesure in mesures) for nom in mesures[0]}


def _once(ouvert: Browser, cible: Cible) -> dict[str, float]:
    contexte = ouvert.new_context(viewport={"width": 360, "height": 740}, locale="fr-FR")
    page = contexte.new_page()
    page.set_default_timeout(PATIENCE)
    ligne = contexte.new_cdp_session(page)
    poids = _weigh(ligne)
    port = cible.url.rsplit(":", 1)[1]
    cafe = cible.dialecte == "socketio"
    chemin = f"/r/{cible.code}" if cafe else f"/s/{cible.code}"
    if cafe:
        # One question, as after the scan of a table's code: the field is the first page.
        chemin = f"/s/{cible.code}?question={cible.questions[0]}"
    debut = monotonic()
    page.goto(f"http://salle.test:{port}{chemin}", wait_until="commit")
    champ = page.locator("textarea[name=texte]")
    expect(champ).to_be_visible(timeout=PATIENCE)
    visible = max(monotonic() - debut, page.evaluate(_PEINTE) / 1000)
    _speak(page, cafe)
    dite = monotonic() - debut
    page.wait_for_load_state("load")
    contexte.close()
    return {
        "requetes": poids["requetes"],
        "ko": poids["octets"] / 1000,
        "champ_s": visible,
        "dite_s": dite,
    }


def _weigh(ligne: CDPSession) -> dict[str, float]:
    poids = {"requetes": 0.0, "octets": 0.0}

    def count(fini: dict[str, float]) -> None:
        poids["requetes"] += 1
        poids["octets"] += fini["encodedDataLength"]

    ligne.send("Network.enable")
    ligne.send("Network.emulateNetworkConditions", LENTE)
    ligne.on("Network.loadingFinished", count)
    return poids


def _speak(page: Page, cafe: bool) -> None:
    """Write and send as soon as the field is there, before the scripts if they are late."""
    page.locator("textarea[name=texte]").fill("Un banc à l’ombre")
    page.locator("input[name=categorie]").first.check(force=True)
    if not cafe:
        page.locator("input[name=question]").first.check(force=True)
    page.locator("form button:not([type=button])").last.click()
    if cafe:
        expect(page.get_by_role("status").first).to_contain_text("C’est reçu", timeout=PATIENCE)
    else:
        expect(page.locator("body")).to_contain_text("publiee", timeout=PATIENCE)
