"""Two boards after five hundred gestures, one of them badly served: both end as the export says."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, WebSocketRoute

from cafe.config import Reglages
from tests import factories
from tests.conftest import Monde
from tests.live.gestes_au_hasard import Hasard
from tests.live.service import served, session_cookie
from tests.navigateur import browser, signed_in, until, watched

pytestmark = [pytest.mark.long, pytest.mark.navigateur, pytest.mark.timeout(600)]
GRAINE = 20261121
GESTES = 500
# From here on nothing is delivered any more: the very last message is lost too.
DERNIERS = 5

LECTURE = """question => {
  const cards = box => [...box.querySelectorAll(":scope > li")].map(li => li.id.slice(6));
  const column = name => cards(document.getElementById(`${name}-${question}`));
  const groups = document.querySelectorAll(`#groupes-${question} > section`);
  return {
    groupes: [...groups].map(group => {
      const [, voix, saisies] = group.querySelector("header .nombre").childNodes;
      return {
        id: group.id.slice(7),
        titre: group.querySelector("h3").textContent.trim(),
        voix: Number(voix.textContent), saisies: Number(saisies?.textContent.match(/\\d+/) ?? 0),
        cartes: cards(group.querySelector("ul")),
      };
    }),
    libres: column("libres"), frigo: column("frigo"),
    refusees: column("refusees"), attente: column("attente"),
    publiees: Number(document.getElementById(`compte-${question}`).textContent),
  };
}"""


class Facteur:
    """Stands between a page and the server: part of what it is told never comes, part comes twice,
    part comes after what was said next."""

    def __init__(self, alea: random.Random) -> None:
        self.alea = alea
        self.sorts = {"perdu": 20, "double": 15, "tard": 15, "livre": 50}
        self.comptes: Counter[str] = Counter()
        self.dernier = ""
        self.en_retard: list[str | bytes] = []

    def __call__(self, route: WebSocketRoute) -> None:
        server = route.connect_to_server()
        route.on_message(server.send)
        server.on_message(lambda said: self.deliver(route, said))

    def deliver(self, route: WebSocketRoute, said: str | bytes) -> None:
        if '["fragments"' not in str(said):
            route.send(said)
            return
        (self.dernier,) = self.alea.choices(list(self.sorts), weights=list(self.sorts.values()))
        self.comptes[self.dernier] += 1
        if self.dernier == "tard":
            self.en_retard.append(said)
            return
        if self.dernier == "perdu":
            return
        for _ in range(2 if self.dernier == "double" else 1):
            route.send(said)
        while self.en_retard:
            route.send(self.en_retard.pop())


@pytest.fixture(scope="module")
def opened() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


def test_both_boards_end_as_the_export_says_without_a_reload(
    app: Flask, reglages: Reglages, monde: Monde, opened: Browser
) -> None:
    alea = random.Random(GRAINE)
    ailleurs = factories.make_question(monde.seance, "Où se rencontre-t-on ?")
    hasard = Hasard(monde, monde.question, ailleurs, alea)
    facteur = Facteur(random.Random(GRAINE + 1))
    with served(reglages) as address:
        contexts = [
            signed_in(opened, address, session_cookie(app, who.id))
            for who in (monde.bruno, monde.chloe)
        ]
        first, second = (context.new_page() for context in contexts)
        second.route_web_socket("**/socket.io/**", facteur)
        faults = watched(first) + watched(second)
        for page in (first, second):
            show(page, monde)
        statuses = []
        for number in range(GESTES):
            if number == GESTES - DERNIERS:
                facteur.sorts = {"perdu": 1}
            context, page = alea.choice([(contexts[0], first), (contexts[1], second)])
            statuses.append(hasard.gesture(post_by(context, page, monde)))
        factories.post(factories.participant(monde.seance), monde.question, "La toute dernière")
        expected = exported(contexts[0], monde)
        for page in (first, second):
            assert settled(page, monde, expected) == expected
            assert page.evaluate("window.marque") == "pas rechargée"
        assert set(statuses) <= {200, 201, 409}
        assert statuses.count(409) < GESTES // 10
        print(f"graine {GRAINE} : {dict(hasard.faits)}, messages {dict(facteur.comptes)}")
        assert min(facteur.comptes[sort] for sort in ("perdu", "double", "tard")) > 20
        assert facteur.dernier == "perdu"
        # Whoever hears everything never has to fetch anything.
        assert first.evaluate("window.corps") == 0
        assert second.evaluate("window.corps") > 0
        assert faults == []


def show(page: Page, monde: Monde) -> None:
    page.goto(f"/animer/{monde.seance}/tableau?question={monde.question}")
    page.evaluate(
        """async () => {
            const { suivi } = await import("/static/js/live/page.js");
            Object.assign(window, { suivi, corps: 0, marque: "pas rechargée" });
            suivi.addEventListener("corps", () => (window.corps += 1));
        }"""
    )
    until(page, "window.suivi.live")


def post_by(context: BrowserContext, page: Page, monde: Monde) -> Any:
    """Sends what a board's script would send, from that browser."""
    token = page.get_attribute("meta[name=csrf-token]", "content") or ""

    def post(path: str, form: dict[str, str]) -> int:
        answer = context.request.post(
            f"/animer/{monde.seance}/{path}",
            form=form,
            headers={"Accept": "application/json", "X-CSRFToken": token},
        )
        assert answer.status < 500, answer.text()
        return answer.status

    return post


def exported(context: BrowserContext, monde: Monde) -> dict[str, Any]:
    """The board of the question as the export gives it."""
    tableau = context.request.get(f"/animer/{monde.seance}/tableau.json").json()
    question = next(q for q in tableau["questions"] if q["id"] == monde.question)
    kept = {k: v for k, v in question.items() if k not in ("id", "texte")}
    kept["groupes"] = [
        {k: v for k, v in groupe.items() if k != "resume"} for groupe in kept["groupes"]
    ]
    return kept


def settled(page: Page, monde: Monde, expected: dict[str, Any]) -> dict[str, Any]:
    """What the page shows once it shows that, or after the time it may take at most."""
    found: dict[str, Any] = page.evaluate(
        f"""async ([question, expected]) => {{
            const read = {LECTURE};
            const end = Date.now() + 30_000;
            const same = () => JSON.stringify(sorted(read(question))) === JSON.stringify(expected);
            const sorted = o => o && typeof o === "object" && !Array.isArray(o)
                ? Object.fromEntries(Object.keys(o).sort().map(k => [k, sorted(o[k])]))
                : Array.isArray(o) ? o.map(sorted) : o;
            while (!same() && Date.now() < end) await new Promise(r => setTimeout(r, 50));
            return read(question);
        }}""",
        [monde.question, canonical(expected)],
    )
    return found


def canonical(value: Any) -> Any:
    """The same value with its keys in order, to compare as text."""
    if isinstance(value, dict):
        return {key: canonical(value[key]) for key in sorted(value)}
    return [canonical(item) for item in value] if isinstance(value, list) else value
