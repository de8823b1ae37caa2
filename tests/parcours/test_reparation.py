"""Between two rounds twenty people leave and ten come: the plan is mended, every screen follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy.orm import Session

from cafe.access.identity import Identite
from cafe.actions.acces import create_acces
from cafe.extensions import db
from cafe.models import (
    Badge,
    Etape,
    NatureEtape,
    Phase,
    Placement,
    PlanRotation,
    Role,
    RoleAcces,
    Seance,
    Tablee,
    Tour,
)
from cafe.models.halle import last_named_plan, named_badges, plan_in_force
from tests import factories
from tests.facilitation.navigateur.conftest import session_cookie
from tests.navigateur import signed_in, watched
from tests.parcours.reseau import application
from tests.pilotage.test_plans import people
from tests.serveur import Serveur
from tests.tournante import furnish, with_badges

pytestmark = [pytest.mark.navigateur, pytest.mark.long, pytest.mark.timeout(600)]
TABLES, TOURS, PERSONNES, PARTIS, ARRIVES = 7, 5, 104, 20, 10
Places = dict[str, dict[int, int]]


@dataclass
class Cafe:
    """A world café served, its people, and the browser of each of them."""

    serveur: Serveur
    chromium: Browser
    seance: str
    code: str
    bruno: Identite
    contexts: list[BrowserContext] = field(default_factory=list)
    faults: list[list[str]] = field(default_factory=list)

    @property
    def rotation(self) -> str:
        return f"/piloter/seances/{self.seance}/rotation"

    def staff(self, **size: int) -> Page:
        """Bruno's screen, on another tab of the same account."""
        with application(self.serveur) as app:
            cookie = session_cookie(app, self.bruno)
        viewport = {"width": 1280, "height": 800} | size
        return self._page(signed_in(self.chromium, self.serveur.url, cookie, viewport=viewport))

    def phone(self) -> Page:
        return self._page(
            self.chromium.new_context(
                locale="fr-FR",
                base_url=self.serveur.url,
                viewport={"width": 360, "height": 740},
            )
        )

    def host(self, table: int) -> Page:
        """The device paired at a table, on its page."""
        with application(self.serveur):
            tablee = db.session.query(Tablee).filter_by(seance_id=self.seance, numero=table).one()
            jeton = create_acces(
                par=self.bruno, seance_id=self.seance, role=RoleAcces.HOTE, tablee_id=tablee.id
            )
        page = self.phone()
        page.goto(f"/h/{jeton}")
        page.get_by_role("button", name="Utiliser cet appareil").click()
        expect(page.locator("#table-tete")).to_contain_text(f"Table {table}")
        return page

    def _page(self, context: BrowserContext) -> Page:
        page = context.new_page()
        page.set_default_timeout(20_000)
        self.contexts.append(context)
        self.faults.append(watched(page))
        return page

    def places(self, plan: PlanRotation) -> Places:
        """Badge → round → table, by their numbers on paper; to be read within ``application``."""
        rows = (
            db.session.query(Placement.badge_id, Tour.numero, Tablee.numero)
            .join(Tour, Tour.id == Placement.tour_id)
            .join(Tablee, Tablee.id == Placement.tablee_id)
            .filter(Placement.plan_id == plan.id)
        )
        found: Places = {}
        for badge, tour, table in rows:
            found.setdefault(badge, {})[tour] = table
        return found


@pytest.fixture
def cafe(chromium: Browser, tmp_path: Path) -> Iterator[Cafe]:
    serveur = Serveur(tmp_path)
    serveur.start()
    with application(serveur):
        demarche = factories.make_demarche()
        seance = factories.make_seance(
            demarche, titre="World café des acteurs du quartier", phase=Phase.PREPARATION
        )
        factories.make_question(seance, "Comment travailler ensemble ?")
        furnish(seance, tables=TABLES, tours=TOURS, capacite=16)
        factories.build(lambda session: _script(session, seance))
        bruno = factories.identite(factories.make_compte("Bruno", Role.ANIMATEUR, demarche))
        code = db.session.get_one(Seance, seance).code or ""
    held = Cafe(serveur, chromium, seance, code, bruno)
    yield held
    for context in held.contexts:
        context.close()
    serveur.stop()
    assert [fault for faults in held.faults for fault in faults] == []


def _script(session: Session, seance: str) -> None:
    """A welcome, then each round in one step; nothing has begun."""
    tours = session.query(Tour).filter_by(seance_id=seance).order_by(Tour.numero)
    session.add(
        Etape(
            seance_id=seance, ordre=1, titre="Accueil", nature=NatureEtape.ACCUEIL, droits=["lire"]
        )
    )
    for tour in tours:
        session.add(
            Etape(
                seance_id=seance,
                ordre=tour.numero + 1,
                titre=f"Tour {tour.numero}",
                nature=NatureEtape.TOUR,
                tour_id=tour.id,
                duree_minutes=20,
                droits=["lire"],
            )
        )


def plan_the_day(cafe: Cafe, page: Page) -> None:
    """The list brought in, a plan computed and published, on the pages."""
    page.goto(f"/piloter/seances/{cafe.seance}/personnes")
    liste = people(PERSONNES, hotes=TABLES).encode()
    page.set_input_files(
        "input[type=file]", {"name": "liste.csv", "mimeType": "text/csv", "buffer": liste}
    )
    page.get_by_role("button", name="Essayer la liste").click()
    page.get_by_role("button", name="Enregistrer la liste").click()
    expect(page.get_by_role("heading", name=f"{PERSONNES} personnes")).to_be_visible()
    page.goto(cafe.rotation)
    page.get_by_role("button", name="Calculer le plan").click()
    page.get_by_role("button", name="Publier le plan").click(timeout=60_000)
    expect(page.get_by_text("Tous les souhaits sont tenus")).to_be_visible()


def lead_to_the_end_of_round_two(page: Page, seance: str) -> None:
    page.goto(f"/animer/{seance}/conduite")
    page.get_by_role("button", name="Ouvrir la rencontre").click()
    for titre in ("Tour 1", "Tour 2"):
        page.get_by_role("button", name=f"Suite : {titre}").click()
        expect(page.locator(".maintenant-titre")).to_have_text(titre)


def leavers(cafe: Cafe, places: Places) -> list[Badge]:
    """Twenty people of the same two tables at round 3: emptied so, they cannot stay as they are."""
    rows = [row for row in named_badges(db.session(), cafe.seance) if row.tablee_fixe_id is None]
    return [row for row in rows if places[row.id][3] in (1, 2)][:PARTIS]


def test_twenty_leave_and_ten_come_between_two_rounds(cafe: Cafe) -> None:
    page = cafe.staff()
    plan_the_day(cafe, page)
    conduite, ecran = cafe.staff(), cafe.staff(width=1920, height=1080)
    lead_to_the_end_of_round_two(conduite, cafe.seance)
    ecran.goto(f"/animer/{cafe.seance}/ecran")
    expect(ecran.get_by_role("heading", name="Tour 2")).to_be_visible()

    with application(cafe.serveur):
        plan = plan_in_force(db.session(), cafe.seance)
        assert plan is not None
        avant = cafe.places(plan)
        partis = [(row.id, row.nom) for row in leavers(cafe, avant)]
    assert len(partis) == PARTIS
    page.goto(cafe.rotation)
    vieux = cafe.staff()  # another tab, opened before anything is mended
    vieux.goto(cafe.rotation)
    page.get_by_text("Réparer : des personnes sont parties ou arrivées").click()
    for _id, nom in partis:
        page.get_by_label(nom, exact=False).and_(page.locator(f"[value='{_id}']")).check()
    page.get_by_label("Personnes arrivées, une par ligne").fill(
        "\n".join(f"Arrivée {n} ; Régie de quartier ; C1" for n in range(ARRIVES))
    )
    page.get_by_role("button", name="Proposer la réparation").click()
    expect(page.get_by_role("button", name="Appliquer la réparation")).to_be_visible()

    # Counted on the plans themselves, beside what the page says.
    with application(cafe.serveur):
        mended = last_named_plan(db.session(), cafe.seance)
        assert mended is not None
        apres, bilan = cafe.places(mended), dict(mended.bilan)
        noms = {row.id: (row.nom, row.numero) for row in named_badges(db.session(), cafe.seance)}
    gone = {id_ for id_, _nom in partis}
    moved = [
        (badge, tour)
        for badge, way in avant.items()
        for tour in (3, 4, 5)
        if badge not in gone and apres[badge][tour] != way[tour]
    ]
    assert all(apres[b][t] == way[t] for b, way in avant.items() for t in (1, 2))
    assert all(set(apres[badge]) == {1, 2} for badge in gone)
    assert len(apres) == PERSONNES + ARRIVES
    assert 0 < bilan["deplacements_min"] <= len(moved) == bilan["deplacements"]
    expect(
        page.get_by_text(
            f"{len(moved)} déplacements ; les tailles des tables en demandent au moins "
            f"{bilan['deplacements_min']}."
        )
    ).to_be_visible()
    badge, _ = next((badge, tour) for badge, tour in moved if tour == 3)
    nom, numero = noms[badge]
    d_ou, vers = avant[badge][3], apres[badge][3]
    ligne = page.locator(".mouvements li").filter(has_text=f"Tour 3, de la {d_ou} vers la {vers}")
    expect(ligne).to_contain_text(nom)

    # Everybody looks at what was said before; nobody reloads from here on.
    phone, hote = cafe.phone(), cafe.host(vers)
    phone.goto(f"/r/{cafe.code}/b/{numero}")
    phone.get_by_role("button", name="C’est mon badge").click()
    expect(phone.get_by_text(f"Tour 2 : table {avant[badge][2]}")).to_be_visible()
    hote.get_by_role("link", name="3", exact=True).click()
    expect(hote.locator("#attendus-ici")).not_to_contain_text(nom)
    vieux.get_by_role("button", name="Appliquer la réparation").or_(
        vieux.get_by_text("Plan calculé")
    ).first.wait_for()
    perime = cafe.staff()  # and one that shows the same repair
    perime.goto(cafe.rotation)
    page.get_by_role("button", name="Appliquer la réparation").click()
    expect(page.get_by_text("Le plan est publié")).to_be_visible()

    change = f"Changement au tour 3 : allez à la table {vers}, et non à la {d_ou}."
    expect(phone.get_by_text(change)).to_be_visible()
    hote.locator("#table-attendus summary").click()
    expect(hote.locator("#attendus-ici")).to_contain_text(nom)
    passages = conduite.locator("#passages")
    expect(passages).to_contain_text("Changements au tour 3")
    expect(
        passages.locator("li").filter(has_text=f"De la {d_ou} vers la {vers} :")
    ).to_contain_text(nom)
    expect(passages).to_contain_text("Arrivée 0")
    expect(ecran.get_by_role("heading", name="Tour 3 : les places qui changent")).to_be_visible()
    expect(ecran.locator("li").filter(has_text=nom).first).to_contain_text(f"→ table {vers}")
    third = Counter(way[3] for way in apres.values() if 3 in way)
    assert max(third.values()) - min(third.values()) <= 2

    # The round begins: each screen has the new places.
    conduite.get_by_role("button", name="Suite : Tour 3").click()
    expect(phone.get_by_text(f"Tour 3 : table {vers}")).to_be_visible()
    for table, combien in third.items():
        row = conduite.locator(".tables-vue tbody tr").nth(table - 1)
        expect(row).to_contain_text(f"{combien} attendues")
    expect(ecran.locator("li").filter(has_text=nom).first).to_contain_text(f"→ table {vers}")
    page.get_by_role("link", name="Listes à imprimer").click()
    personne = page.locator("tbody tr").filter(has=page.get_by_role("rowheader", name=nom))
    expect(personne.first.locator("td").nth(2)).to_have_text(str(vers))

    # What an older tab would do changes nothing, and says who mended meanwhile.
    vieux.get_by_text("Réparer : des personnes sont parties ou arrivées").click()
    with vieux.expect_response(lambda got: got.request.method == "POST") as answered:
        vieux.get_by_role("button", name="Proposer la réparation").click()
    assert answered.value.status == 409
    expect(vieux.get_by_text("Entre-temps, Bruno a mis un autre plan en vigueur")).to_be_visible()
    expect(vieux.locator("[name=parti]:checked")).to_have_count(PARTIS)
    perime.get_by_role("button", name="Appliquer la réparation").click()
    with application(cafe.serveur):
        now = plan_in_force(db.session(), cafe.seance)
        assert now is not None
        assert cafe.places(now) == apres
        assert (
            sum(row.parti_le is not None for row in named_badges(db.session(), cafe.seance))
            == PARTIS
        )


def test_hosts_count_and_the_room_is_shown_who_goes_where(cafe: Cafe) -> None:
    conduite, ecran, phone = cafe.staff(), cafe.staff(width=1920, height=1080), cafe.phone()
    lead_to_the_end_of_round_two(conduite, cafe.seance)
    ecran.goto(f"/animer/{cafe.seance}/ecran")
    phone.goto(f"/r/{cafe.code}")
    for table, combien in ((2, 9), (5, 3)):
        hote = cafe.host(table)
        hote.get_by_label("Nous sommes").fill(str(combien))
        hote.get_by_role("button", name="Dire combien").click()
        row = conduite.locator(".tables-vue tbody tr").nth(table - 1)
        expect(row.locator("td").nth(1)).to_contain_text(str(combien))
    dit = "De la 2 vers la 5 : deux personnes"
    expect(conduite.locator("#equilibre")).to_contain_text(dit)
    conduite.get_by_role("button", name="Le montrer à la salle").click()
    expect(ecran.get_by_role("heading", name=dit)).to_be_visible()
    expect(phone.get_by_text(dit)).to_be_visible()


def test_somebody_at_another_table_is_noted_by_its_host_then_by_the_phone(cafe: Cafe) -> None:
    with application(cafe.serveur):
        with_badges(cafe.bruno, cafe.seance, habitants=28)
        plan = plan_in_force(db.session(), cafe.seance)
        assert plan is not None
        badge = db.session.query(Badge).filter_by(seance_id=cafe.seance, numero=12).one()
        voie = cafe.places(plan)[badge.id]
    conduite, phone = cafe.staff(), cafe.phone()
    lead_to_the_end_of_round_two(conduite, cafe.seance)
    prevue, ici = voie[2], voie[2] % TABLES + 1
    phone.goto(f"/r/{cafe.code}/b/12")
    phone.get_by_role("button", name="C’est mon badge").click()
    expect(phone.get_by_text(f"Tour 2 : table {prevue}")).to_be_visible()

    hote, attend = cafe.host(ici), cafe.host(prevue)
    for page in (hote, attend):
        page.locator("#table-attendus summary").click()
    expect(attend.locator("#attendus-ici")).to_contain_text("12")
    hote.get_by_label("Quelqu’un attendu ailleurs est ici").fill("999")
    hote.get_by_role("button", name="Noter").click()
    refus = hote.locator("#table-attendus [data-refus]")
    expect(refus).to_contain_text("ne porte le numéro 999")
    hote.get_by_label("Quelqu’un attendu ailleurs est ici").fill("12")
    hote.get_by_role("button", name="Noter").click()
    expect(hote.locator("#attendus-autres")).to_contain_text(
        f"12 est ici, attendue à la table {prevue}"
    )
    # Nobody reloads: the phone and the table that waited for it follow.
    said = f"On vous attendait à la table {prevue}. Vous êtes à la {ici} : c’est noté."
    expect(phone.get_by_text(said)).to_be_visible()
    expect(attend.locator("#attendus-autres")).to_contain_text(f"12 est à la table {ici}")

    phone.goto(f"/r/{cafe.code}/t/{prevue}")
    phone.get_by_role("button", name=f"Oui, je suis à la table {prevue}").click()
    expect(phone.get_by_text(f"Tour 2 : table {prevue}")).to_be_visible()
    expect(phone.get_by_text("On vous attendait")).to_have_count(0)
    expect(attend.locator("#attendus-autres")).to_have_count(0)
    conduite.get_by_role("button", name="Suite : Tour 3").click()
    expect(phone.get_by_text(f"Tour 3 : table {voie[3]}")).to_be_visible()
