"""A plan of names from a list to its repair, as the pages do it."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
import zxingcpp
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from cafe.actions.plans import ask_plan
from cafe.extensions import db
from cafe.models import Badge, Placement, PlanRotation, Talon, Tour
from cafe.models.halle import named_badges, plan_in_force
from cafe.pilotage.calculs import under_way
from tests.clients import sign_in
from tests.conftest import Monde
from tests.documents.lecture import read_pages, render_pages
from tests.pages import strict_client, token_in
from tests.tournante import begin, furnish

TABLES, TOURS, PERSONNES = 5, 4, 40


class Bureau:
    """Bruno at the page of rotation."""

    def __init__(self, app: Flask, monde: Monde) -> None:
        self.app, self.seance = app, monde.seance
        self.client: FlaskClient = sign_in(strict_client(app), monde.bruno.id or "")
        self.adresse = f"/piloter/seances/{monde.seance}"
        self.jeton = token_in(self.client.get(f"{self.adresse}/rotation"))

    def page(self) -> str:
        return self.client.get(f"{self.adresse}/rotation").get_data(as_text=True)

    def post(self, suite: str, **data: object) -> tuple[int, str]:
        answer = self.client.post(
            f"{self.adresse}/{suite}", data={"csrf_token": self.jeton, **data}
        )
        return answer.status_code, answer.get_data(as_text=True)

    def wait(self) -> None:
        """Until nothing is computed any more."""
        for task in list(under_way(self.app).values()):
            task.get()
        db.session.rollback()

    def bring_in(self, texte: str) -> str:
        file = (io.BytesIO(texte.encode()), "liste.csv")
        _, tried = self.post("personnes/essai", fichier=file)
        found = re.search(r'name="jeton" value="([^"]+)"', tried)
        assert found, tried
        assert self.post("personnes/enregistrer", jeton=found[1])[0] == 303
        return tried

    def publish(self) -> None:
        found = re.search(r"/rotation/([0-9a-f-]{36})/publier", self.page())
        assert found
        assert self.post(f"rotation/{found[1]}/publier")[0] == 303


@pytest.fixture
def bureau(app: Flask, monde: Monde) -> Bureau:
    furnish(monde.seance, tables=TABLES, tours=TOURS, capacite=10)
    return Bureau(app, monde)


def people(combien: int, **hotes: int) -> str:
    lines = ["Nom;Structure;Collège;Hôte;Ensemble;À part"]
    for n in range(combien):
        together, apart = ("couple" if n in (10, 11) else ""), ("x" if n in (12, 13) else "")
        hote = n + 1 if n < hotes.get("hotes", 0) else ""
        lines.append(f"Personne {n};S{n % 7};C{n % 3};{hote};{together};{apart}")
    return "\n".join(lines)


def seats(plan_id: str) -> dict[str, dict[int, str]]:
    rows = (
        db.session.query(Placement.badge_id, Tour.numero, Placement.tablee_id)
        .join(Tour, Tour.id == Placement.tour_id)
        .filter(Placement.plan_id == plan_id)
    )
    found: dict[str, dict[int, str]] = {}
    for badge, tour, table in rows:
        found.setdefault(badge, {})[tour] = table
    return found


def in_force(seance_id: str) -> PlanRotation:
    plan = plan_in_force(db.session(), seance_id)
    assert plan is not None
    return plan


def test_a_list_is_tried_then_planned_published_and_printed(bureau: Bureau) -> None:
    assert "40 nouvelles personnes" in bureau.bring_in(people(PERSONNES, hotes=TABLES))
    assert bureau.post("rotation/plan", but="rencontres", graine="1")[0] == 303
    bureau.wait()
    page = bureau.page()
    assert "Tous les souhaits sont tenus" in page
    assert "Publier le plan" in page
    bureau.publish()
    plan = in_force(bureau.seance)
    placed = seats(plan.id)
    assert len(placed) == PERSONNES
    rows = named_badges(db.session(), bureau.seance)
    for row in rows[:TABLES]:
        assert set(placed[row.id].values()) == {row.tablee_fixe_id}
    assert placed[rows[10].id] == placed[rows[11].id]
    assert all(placed[rows[12].id][t] != placed[rows[13].id][t] for t in placed[rows[12].id])
    listed = bureau.client.get(f"{bureau.adresse}/rotation/{plan.id}/liste")
    assert "Personne 39" in listed.get_data(as_text=True)


def test_the_same_list_and_draw_give_the_same_plan(bureau: Bureau) -> None:
    bureau.bring_in(people(17))
    found = []
    for _ in range(2):
        bureau.post("rotation/plan", but="dispersion", graine="7")
        bureau.wait()
        bureau.publish()
        found.append(seats(in_force(bureau.seance).id))
    assert found[0] == found[1]


def test_departures_and_late_arrivals_are_mended_for_the_rounds_to_come(bureau: Bureau) -> None:
    bureau.bring_in(people(PERSONNES, hotes=TABLES))
    bureau.post("rotation/plan", but="rencontres")
    bureau.wait()
    bureau.publish()
    before = in_force(bureau.seance)
    avant = seats(before.id)
    begin(bureau.seance, 2)
    rows = named_badges(db.session(), bureau.seance)
    gone = [row.id for row in rows[-6:]]
    code, _ = bureau.post(
        "rotation/reparer",
        parti=gone,
        arrivees="Nour Haddad ; Régie ; C1\nEve\nLéo;;C2",
        ecart="1",
    )
    assert code == 303
    bureau.wait()
    page = bureau.page()
    assert "déplacement" in page
    bureau.publish()
    plan = in_force(bureau.seance)
    assert plan.repare_id == before.id
    now = seats(plan.id)
    # The past is what it was, for everybody.
    for badge, way in avant.items():
        assert {t: now[badge].get(t) for t in (1, 2)} == {t: way[t] for t in (1, 2)}
    assert all(set(now[badge]) == {1, 2} for badge in gone)
    new = [row.id for row in db.session.query(Badge).filter(Badge.nom.in_(("Eve", "Léo")))]
    assert all(set(now[badge]) == {3, 4} for badge in new)
    moved = sum(
        now[badge][t] != way[t] for badge, way in avant.items() if badge not in gone for t in (3, 4)
    )
    assert plan.bilan["deplacements"] == moved
    assert plan.bilan["deplacements_min"] <= moved <= plan.bilan["deplacements_min"] + 1
    for tour in (3, 4):
        sizes = [sum(way.get(tour) == t for way in now.values()) for t in plan.demande["tablees"]]
        assert max(sizes) - min(sizes) <= 1


def test_an_older_page_takes_back_no_departure_marked_meanwhile(bureau: Bureau) -> None:
    bureau.bring_in(people(12))
    bureau.post("rotation/plan", but="rencontres")
    bureau.wait()
    bureau.publish()
    opened = in_force(bureau.seance).id
    rows = [row.id for row in named_badges(db.session(), bureau.seance)]
    bureau.post("rotation/reparer", parti=rows[:2], plan=opened)
    bureau.wait()
    bureau.publish()
    # Another tab shows nobody as gone; it marks a third one.
    code, page = bureau.post("rotation/reparer", parti=rows[2:3], plan=opened)
    assert code == 409
    assert page.count('name="deja"') == 2
    assert page.count(" checked> Personne") == 3
    shown = in_force(bureau.seance).id
    assert bureau.post("rotation/reparer", parti=rows[:3], deja=rows[:2], plan=shown)[0] == 303
    bureau.wait()
    db.session.rollback()
    gone = {r.id for r in named_badges(db.session(), bureau.seance) if r.parti_le is not None}
    assert gone == set(rows[:3])


def test_a_form_refused_for_an_older_plan_is_sent_again_for_the_one_shown(bureau: Bureau) -> None:
    bureau.bring_in(people(12))
    bureau.post("rotation/plan", but="rencontres")
    bureau.wait()
    bureau.publish()
    opened = in_force(bureau.seance).id
    bureau.post("rotation/reparer", arrivees="Eve", plan=opened)
    bureau.wait()
    bureau.publish()
    shown = in_force(bureau.seance).id
    for suite in ("badges-nommes.pdf", "rotation/reparer"):
        code, page = bureau.post(suite, plan=opened)
        assert code == 409
        kept = [field for field in re.findall(r"<input[^>]*>", page) if 'name="plan"' in field]
        assert len(kept) == 2
        assert all(f'value="{shown}"' in field for field in kept), suite


def test_two_people_of_one_name_who_arrive_are_two(bureau: Bureau) -> None:
    bureau.bring_in(people(12))
    bureau.post("rotation/plan", but="rencontres")
    bureau.wait()
    bureau.publish()
    begin(bureau.seance, 2)
    bureau.post("rotation/reparer", arrivees="Léo ; Régie\nLéo ; Ville")
    bureau.wait()
    _, _, arrive = bureau.page().partition("Qui arrive")
    ways = re.findall(r"<strong>Léo</strong>(.*?)</li>", arrive)
    # Two rounds are left to each.
    assert [way.count("table") for way in ways] == [2, 2]


def test_what_cannot_be_is_explained(bureau: Bureau) -> None:
    bureau.bring_in(people(60))
    bureau.post("rotation/plan", but="rencontres")
    bureau.wait()
    page = bureau.page()
    assert "Aucun plan n’est possible" in page
    assert "60 personnes pour 50 places" in page


def test_a_computation_that_the_server_lost_is_said_and_started_again(
    bureau: Bureau, monde: Monde
) -> None:
    bureau.bring_in(people(12))
    ask_plan(par=monde.bruno, seance_id=bureau.seance, graine=1, demande={})
    assert "Calcul interrompu" in bureau.page()
    assert bureau.post("rotation/plan", but="rencontres")[0] == 303
    bureau.wait()
    assert "Publier le plan" in bureau.page()


def test_a_wrong_list_says_each_line_and_writes_nobody(bureau: Bureau) -> None:
    wrong = "Nom;Hôte\nAna;deux\n;3\n"
    code, page = bureau.post("personnes/essai", fichier=(io.BytesIO(wrong.encode()), "liste.csv"))
    assert code == 422
    assert "Ligne 2, Hôte de la table" in page
    assert "Ligne 3, Nom" in page
    code, page = bureau.post(
        "personnes/essai", fichier=(io.BytesIO(b"Nom;H\xf4te\nAna;9\n"), "liste.csv")
    )
    assert code == 422
    assert "anime la table 9" in page
    assert not db.session.query(Badge).count()


def test_one_person_is_added_then_taken_off(bureau: Bureau) -> None:
    assert bureau.post("personnes", nom="Ana Benali", hote="2")[0] == 303
    page = bureau.client.get(f"{bureau.adresse}/personnes").get_data(as_text=True)
    assert "hôte de la table 2" in page
    (row,) = named_badges(db.session(), bureau.seance)
    answer = bureau.client.post(
        f"/piloter/personnes/{row.id}/retirer", data={"csrf_token": bureau.jeton}
    )
    assert answer.status_code == 303
    db.session.rollback()
    assert not db.session.query(Badge).count()


def test_each_person_has_a_badge_once_and_a_receipt_with_the_first(
    bureau: Bureau, tmp_path: Path
) -> None:
    bureau.bring_in(people(12))
    bureau.post("rotation/plan", but="rencontres")
    bureau.wait()
    bureau.publish()
    plan = in_force(bureau.seance)

    def ask(**champs: str) -> TestResponse:
        data = {"csrf_token": bureau.jeton, "plan": plan.id, "noms": "y"} | champs
        return bureau.client.post(f"{bureau.adresse}/badges-nommes.pdf", data=data)

    sheets = ask()
    assert sheets.mimetype == "application/pdf"
    assert "no-store" in sheets.headers["Cache-Control"]
    recto, verso, *_ = read_pages(sheets.get_data())
    assert "Personne 0" in recto
    assert "Reçu secret" in verso
    db.session.rollback()
    assert db.session.query(Talon).count() == 12
    again = ask()
    assert again.status_code == 409
    assert "Chaque personne du plan a déjà son badge" in again.text
    # Drawn again, and without names: the first receipt stays good, so there is no other.
    recto, verso, *_ = read_pages(ask(tous="y", noms="").get_data())
    assert "Personne" not in recto
    assert "Reçu secret" not in verso
    db.session.rollback()
    assert db.session.query(Talon).count() == 12
    codes = [
        code.text
        for page in render_pages(sheets.get_data(), tmp_path)
        for code in zxingcpp.read_barcodes(page)
    ]
    phone = strict_client(bureau.app)
    (first,) = [code for code in codes if code.endswith("/b/1")]
    assert "Badge 1" in phone.get(first.partition("/r/")[1] + first.partition("/r/")[2]).text
    assert ask(plan="un autre").status_code == 409
