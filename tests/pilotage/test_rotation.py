"""The page of rotation: what each way gives, badges tried then printed, their codes read back."""

from __future__ import annotations

from pathlib import Path

import html5lib
import zxingcpp
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from cafe.extensions import db
from cafe.models import Badge, ModeRotation, Seance
from cafe.models.question import tablees_of
from tests import factories
from tests.clients import sign_in
from tests.conftest import Monde
from tests.documents.lecture import render_pages
from tests.pages import strict_client, token_in
from tests.tournante import furnish


def bruno_of(app: Flask, monde: Monde) -> FlaskClient:
    return sign_in(strict_client(app), monde.bruno.id or "")


def typed(*series: tuple[str, int], **others: str) -> dict[str, str]:
    """The form of badges filled in."""
    rows = {}
    for n, (nom, nombre) in enumerate(series):
        rows |= {f"series-{n}-nom": nom, f"series-{n}-nombre": str(nombre)}
    return rows | others


def fields_in(page: TestResponse) -> dict[str, str]:
    """What the form of badges carries unseen."""
    root = html5lib.parse(page.get_data(as_text=True), namespaceHTMLElements=False)
    (form,) = [f for f in root.iter("form") if (f.get("action") or "").endswith("/badges.pdf")]
    return {
        field.get("name"): field.get("value")
        for field in form.iter("input")
        if field.get("type") == "hidden"
    }


def test_the_page_says_the_three_ways_and_what_tables_give(app: Flask, monde: Monde) -> None:
    bruno = bruno_of(app, monde)
    page = bruno.get(f"/piloter/seances/{monde.seance}/rotation").get_data(as_text=True)
    assert "Il faut au moins une table et un tour" in page
    furnish(monde.seance, tables=7, tours=5)
    page = bruno.get(
        f"/piloter/seances/{monde.seance}/rotation?personnes=104"
    ).get_data(as_text=True)  # fmt: skip
    for said in ("Choix libre", "Badges", "Plan nominatif", "14 ou 15 personnes", "au plus 63"):
        assert said in page


def test_as_many_people_are_expected_as_there_are_seats(app: Flask, monde: Monde) -> None:
    furnish(monde.seance, tables=7, tours=3)
    seats = [15, 15, 15, 15, 15, 14, None]

    def place(session: Session) -> None:
        for tablee, capacite in zip(tablees_of(session, monde.seance), seats, strict=True):
            tablee.capacite = capacite

    factories.build(place)
    page = bruno_of(app, monde).get(f"/piloter/seances/{monde.seance}/rotation").text
    # Of the table whose seats nobody counted, eight.
    assert 'name="personnes" inputmode="numeric" value="97"' in page


def test_a_trial_writes_nothing_and_says_what_it_promises(app: Flask, monde: Monde) -> None:
    furnish(monde.seance, tables=7, tours=3)
    bruno = bruno_of(app, monde)
    address = f"/piloter/seances/{monde.seance}/rotation"
    token = token_in(bruno.get(address))
    tried = bruno.post(
        f"{address}/badges",
        data=typed(("habitants", 40), ("élus", 30), csrf_token=token),
    ).get_data(as_text=True)
    assert "2 personnes d’écart au plus entre deux tables" in tried
    assert "70 badges pour 56 places" in tried
    refused = bruno.post(f"{address}/badges", data=typed(("habitants", 0), csrf_token=token))
    assert refused.status_code == 422
    assert "aucun badge à préparer" in refused.get_data(as_text=True)
    db.session.rollback()
    assert not db.session.query(Badge).count()


def test_printed_badges_lead_to_their_own_addresses(
    app: Flask, monde: Monde, tmp_path: Path
) -> None:
    furnish(monde.seance, tables=4, tours=3)
    bruno = bruno_of(app, monde)
    address = f"/piloter/seances/{monde.seance}"
    token = token_in(bruno.get(f"{address}/rotation"))
    answer = bruno.post(
        f"{address}/badges.pdf", data=typed(("habitants", 5), ("élus", 2), csrf_token=token)
    )
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Cache-Control"] == "no-store"
    pages = render_pages(answer.data, tmp_path)
    read = [{code.text for code in zxingcpp.read_barcodes(page)} for page in pages]
    code = db.session.get_one(Seance, monde.seance).code
    assert {text.partition("/r/")[2] for text in read[0]} == {f"{code}/b/{n}" for n in range(1, 7)}
    assert {text.partition("/r/")[2] for text in read[2]} == {f"{code}/b/7"}
    for text in read[1] | read[3]:
        opened = app.test_client().get("/suivi/" + text.rpartition("/")[2])
        # The slip is known, nobody has spoken yet.
        assert opened.status_code == 200
    page = bruno.get(f"{address}/rotation").get_data(as_text=True)
    assert "7 badges sont imprimés" in page
    more = bruno.post(f"{address}/badges.pdf", data=typed(("habitants", 3), csrf_token=token))
    assert more.status_code == 200
    again = bruno.post(
        f"{address}/badges.pdf",
        data=typed(("habitants", 3), recommencer="y", csrf_token=token),
    )
    assert again.status_code == 200
    db.session.rollback()
    assert db.session.query(Badge).count() == 13


def test_the_same_click_again_prints_no_other_badge(app: Flask, monde: Monde) -> None:
    furnish(monde.seance, tables=4, tours=3)
    bruno = bruno_of(app, monde)
    address = f"/piloter/seances/{monde.seance}"
    opened = fields_in(bruno.get(f"{address}/rotation"))

    def click(fields: dict[str, str]) -> TestResponse:
        return bruno.post(f"{address}/badges.pdf", data=typed(("habitants", 6), **fields))

    def badges() -> int:
        db.session.rollback()
        return db.session.query(Badge).count()

    assert click(opened).status_code == 200
    again = click(opened)
    assert (again.status_code, badges()) == (409, 6)
    page = again.get_data(as_text=True)
    assert "des papiers ont été imprimés jusqu’au n° 6" in page
    assert 'value="habitants"' in page
    # The page has now said it: asked for once more, more there will be.
    assert click(fields_in(again)).status_code == 200
    assert badges() == 12


def test_a_refusal_elsewhere_on_the_page_leaves_the_series_to_print(
    app: Flask, monde: Monde
) -> None:
    furnish(monde.seance)
    bruno = bruno_of(app, monde)
    address = f"/piloter/seances/{monde.seance}/rotation"
    opened = bruno.get(address)
    refused = bruno.post(f"{address}/mode", data=fields_in(opened) | {"mode": "badges"})
    assert refused.status_code == 409
    field = 'name="series-0-nom"'
    assert field in opened.get_data(as_text=True)
    assert field in refused.get_data(as_text=True)


def test_turning_freely_is_chosen_and_taken_back(app: Flask, monde: Monde) -> None:
    furnish(monde.seance)
    bruno = bruno_of(app, monde)
    address = f"/piloter/seances/{monde.seance}"
    token = token_in(bruno.get(f"{address}/rotation"))
    bruno.post(f"{address}/badges.pdf", data=typed(("habitants", 4), csrf_token=token))

    def chosen(mode: str) -> int:
        data = {"mode": mode, "csrf_token": token}
        return bruno.post(f"{address}/rotation/mode", data=data).status_code

    assert chosen("libre") == 303
    db.session.rollback()
    assert db.session.get_one(Seance, monde.seance).rotation is ModeRotation.LIBRE
    assert chosen("badges") == 303
    assert chosen("nomme") == 409


def test_strangers_see_nothing_of_it(app: Flask, monde: Monde) -> None:
    dan = sign_in(strict_client(app), monde.dan.id or "")
    assert dan.get(f"/piloter/seances/{monde.seance}/rotation").status_code == 404
