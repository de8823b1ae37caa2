"""A walk over the phone's pages and their states, in one language, as a participant goes.

The instance is served for real; what to do on each screen (measure, listen, picture) is the
caller's. A screen is looked at only once the mark of its state is there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect

from cafe.access.doors import remember_participant
from cafe.access.jetons import recu_of
from cafe.app import create_app
from cafe.config import load
from cafe.extensions import db
from cafe.langues.choix import registre
from cafe.models import Demarche, Format, Phase, Question
from tests import factories
from tests.langues.suites import JETON, make_fates
from tests.langues.votes import make_votes
from tests.navigateur import watched
from tests.serveur import Serveur

CODE, SOON, ENDED, BACK = "AAAALL", "AAAAMM", "AAAANN", "AAAAPP"
VOTE, COUNTED = "AAAAQQ", "AAAARR"
QUESTIONS = (
    "Que changer sur la place du marché ?",
    "Qu’est-ce qui vous aide, ou vous manque, pour vos démarches en ligne ?",
)
# In the order of the walk.
SCREENS = (
    *("accueil", "code-inconnu", "introuvable", "avant", "questions", "ecrire"),
    *("langues", "promesse", "autres-langues", "parler", "erreur"),
    *("attente", "coupure", "recu", "mes-mots", "corriger", "retiree"),
    *("suivant", "encore-moi", "regle", "terminee"),
    *("suivi", "recu-inconnu", "suites", "demarche"),
    *("mes-suites", "pas-d-accord", "corriger-la-notee"),
    *("retour", "restitution", "essai"),
    *("pas-de-vote", "voter", "vote-recu", "vote-coupure", "vote-clos"),
)
Look = Callable[[str, Page], None]
FORM, WORD = "form[data-cafe=contribuer]", "#texte"
SEND = f"{FORM} .envoi button"


@dataclass(frozen=True)
class Salle:
    """A served installation, a public démarche, séances open, to come and ended.

    ``biscuit``: name and value of the cookie of whoever has a word for every fate.
    """

    serveur: Serveur
    demarche: str
    biscuit: tuple[str, str]


def seed(instance: Path, prepare: Callable[[], None] = lambda: None) -> Salle:
    """A started server on a new base. ``prepare`` runs inside the application."""
    serveur = Serveur(instance)
    serveur.start()
    app = create_app(load(serveur.env))
    with app.app_context():
        demarche = factories.make_demarche()

        def publish(session: object) -> None:
            row = session.get(Demarche, demarche)  # type: ignore[attr-defined]
            row.publique = True
            row.negociable = "La place, les bancs, les arbres. Pas le tracé du tram."
            row.decideur = "Le conseil municipal"
            row.echeances = "Le vote est prévu en mars."

        factories.build(publish)
        seance = factories.make_seance(demarche, code=CODE)
        questions = [factories.make_question(seance, texte) for texte in QUESTIONS]
        factories.make_seance(demarche, code=SOON, phase=Phase.PREPARATION, lieu="Salle Brassens")
        factories.make_seance(demarche, code=ENDED, phase=Phase.TERMINEE)
        make_fates(demarche, seance, questions[0])
        make_votes(demarche, VOTE, COUNTED)
        retour = factories.make_seance(demarche, code=BACK, format=Format.RESTITUTION)
        rendue = factories.make_question(retour, "Que dites-vous de ces réponses ?")

        def give_back(session: object) -> None:
            row = session.get(Question, rendue)  # type: ignore[attr-defined]
            row.origine_id = questions[0]

        factories.build(give_back)
        for code in ("fr-simple", "en", "ar"):
            registre().activate(code, sans_relecture=True)
        prepare()
        with app.test_request_context():
            kept = remember_participant(app.response_class(), factories.participant(seance, JETON))
        name, _, value = kept.headers["Set-Cookie"].partition(";")[0].partition("=")
        db.session.remove()
        db.engine.dispose()
    app.extensions["cafe_writing_engine"].dispose()
    return Salle(serveur, demarche, (name, value))


def open_phone(browser: Browser, salle: Salle, width: int) -> BrowserContext:
    """A phone of that width, in pixels."""
    return browser.new_context(
        viewport={"width": width, "height": 720},
        base_url=salle.serveur.url,
        is_mobile=True,
        has_touch=True,
        locale="fr-FR",
    )


def walk(browser: Browser, salle: Salle, langue: str, width: int, look: Look) -> None:
    """Go from the home page to what became of one's words; ``look(name, page)`` on each screen."""
    context = open_phone(browser, salle, width)
    page = context.new_page()
    page.set_default_timeout(20_000)
    faults = watched(page)
    try:
        _Walk(page, salle, langue, look).go()
    finally:
        context.close()
    assert faults == []


class _Walk:
    """One walk; each stage begins where the one before left the page."""

    def __init__(self, page: Page, salle: Salle, langue: str, look: Look) -> None:
        self.page, self.salle, self.langue, self.look = page, salle, langue, look

    def go(self) -> None:
        self._come_in()
        self._write()
        self._lose_the_network()
        self._withdraw()
        self._pass_the_phone()
        self._follow()
        self._disagree()
        self._come_back()
        self._vote()

    def _see(self, name: str, mark: str) -> None:
        expect(self.page.locator(mark).first).to_be_visible()
        self.look(name, self.page)

    def _at(self, name: str, address: str, mark: str) -> None:
        self.page.goto(address)
        self._see(name, mark)

    def _come_in(self) -> None:
        self._at("accueil", f"/?lang={self.langue}", "#code")
        self._at("code-inconnu", "/r/ZZZZZZ", "#code-erreur")
        self._at("introuvable", "/nulle-part", "h1")
        self._at("avant", f"/s/{SOON}", "dl.definitions")
        self._at("questions", f"/s/{CODE}", "nav.questions .ecouter")
        self.page.locator("nav.questions > a").first.click()
        self._see("ecrire", f"{FORM} textarea")

    def _write(self) -> None:
        expect(self.page.locator(".compteur")).to_contain_text("0")
        for name, part in (
            ("langues", "details.langues"),
            ("promesse", "details.promesse"),
            ("autres-langues", "details.ecouter-autres"),
            ("parler", "details.autrement"),
        ):
            self._open(part, open_=True)
            self._see(name, f"{part}[open]")
            self._open(part, open_=False)
        self.page.locator(SEND).click()
        self._see("erreur", f"{FORM} [role=alert]")

    def _open(self, part: str, *, open_: bool) -> None:
        self.page.locator(part).evaluate("(part, open) => (part.open = open)", open_)

    def _lose_the_network(self) -> None:
        self.page.context.set_offline(True)
        self.page.locator("label[for=categorie-mon_idee]").click()
        self.page.locator(WORD).fill("Des bancs à l’ombre, près de l’arrêt.")
        self.page.locator(SEND).click()
        self._see("attente", ".boite-ligne")
        self._see("coupure", "[data-coupure]")
        self.page.context.set_offline(False)
        self.page.evaluate("dispatchEvent(new Event('online'))")
        self._see("recu", "[data-recu]")

    def _withdraw(self) -> None:
        self._at("mes-mots", f"/s/{CODE}/mes-mots", ".recu-mots")
        self.page.locator(".mot-actions a").first.click()
        self._see("corriger", "form[action$='/retirer'] button")
        self.page.locator("form[action$='/retirer'] button").click()
        self._see("retiree", ".avis-succes")

    def _pass_the_phone(self) -> None:
        self._at("suivant", f"/s/{CODE}/suivant", "form[data-cafe=suivant]")
        self._at("encore-moi", f"/s/{CODE}/encore-moi", "#recu")
        self._at("regle", f"/s/{CODE}/regle", "h1")
        self._at("terminee", f"/r/{ENDED}", ".chapeau")

    def _follow(self) -> None:
        self._at("suivi", "/suivi", "#recu")
        self.page.locator("#recu").fill("un deux trois")
        self.page.locator("form[action='/suivi'] button").click()
        self._see("recu-inconnu", "#recu-erreur")
        self._at("suites", f"/suivi/{recu_of(JETON)}", ".chemin-en_cours")
        self._at("demarche", f"/d/{self.salle.demarche}", "section")

    def _disagree(self) -> None:
        """On the phone of the person whose words had every fate."""
        name, value = self.salle.biscuit
        url = self.salle.serveur.url
        self.page.context.add_cookies([{"name": name, "value": value, "url": url}])
        mine = f"/s/{CODE}/mes-mots"
        self._at("mes-suites", mine, ".a-confirmer form")
        self.page.locator(".mot-actions a[href$='/objecter']").first.click()
        self._see("pas-d-accord", "form[action$='/objecter']")
        self.page.goto(mine)
        self.page.locator(".a-confirmer a[href$='/corriger']").click()
        self._see("corriger-la-notee", "form[action$='/corriger']")

    def _come_back(self) -> None:
        """What was decided, given account of to everybody; and the hall's network tried."""
        self._at("retour", f"/s/{CODE}/retour", "article.mot")
        self._at("restitution", f"/s/{BACK}", f"{FORM} textarea")
        self._at("essai", f"/r/{CODE}/essai", "h1")

    def _vote(self) -> None:
        """Dots given, then others that wait for the network."""
        self._at("pas-de-vote", f"/s/{CODE}/vote", "main h1")
        self._at("voter", f"/s/{VOTE}/vote", ".vote-carte")
        add = self.page.locator(".vote-carte [data-pas='1']")
        add.first.click()
        yes = self.page.locator("[data-cafe=vote]").get_attribute("data-recu")
        expect(self.page.locator("[data-dit]")).to_have_text(yes or "")
        self._see("vote-recu", "[data-dit]")
        self.page.context.set_offline(True)
        add.last.click()
        self._see("vote-coupure", "[data-restants]:text-is('1')")
        self.page.context.set_offline(False)
        self._at("vote-clos", f"/s/{COUNTED}/vote", ".vote-carte meter")
