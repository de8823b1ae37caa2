"""The host's page without script: typing, stars, people, help, the sheet, the synthèse."""

from __future__ import annotations

import io
import re
import uuid
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select
from werkzeug.test import TestResponse

from cafe.access.doors import COOKIE_APPAREIL
from cafe.actions.acces import create_acces, revoke_acces
from cafe.actions.syntheses import approve_synthese, save_synthese
from cafe.extensions import db
from cafe.medias import media_folder
from cafe.models import (
    Contribution,
    EffectifTablee,
    FeuilleTablee,
    Origine,
    Phase,
    RoleAcces,
    Seance,
    SyntheseTablee,
    Tablee,
)
from cafe.models.question_dite import file_ids
from tests import factories, tablees
from tests.conftest import Monde
from tests.facilitation.conftest import JSON
from tests.main_form import send
from tests.pages import strict_client, token_in
from tests.tablees import Cafe


@pytest.fixture
def cafe(monde: Monde) -> Cafe:
    return tablees.make_cafe(monde)


@pytest.fixture
def nadia(app: Flask, monde: Monde, cafe: Cafe) -> FlaskClient:
    """The device of the host of table 1."""
    client = strict_client(app)
    client.set_cookie(COOKIE_APPAREIL, tablees.pair_host(monde, cafe.tables[0])[1])
    return client


def base(monde: Monde) -> str:
    return f"/animer/{monde.seance}/table"


def tell(
    client: FlaskClient, monde: Monde, path: str, json: bool = False, **data: object
) -> TestResponse:
    token = token_in(client.get(base(monde)))
    return client.post(
        f"{base(monde)}/{path}", data={"csrf_token": token} | data, headers=JSON if json else {}
    )


def idea(client: FlaskClient, monde: Monde, cafe: Cafe, texte: str, **data: object) -> TestResponse:
    fields = {
        "texte": texte,
        "categorie": "mon_idee",
        "question": cafe.questions[0],
        "client_id": str(uuid.uuid4()),
        "tour": 1,
    }
    return tell(client, monde, "idees", **(fields | data))  # type: ignore[arg-type]


def words() -> list[Contribution]:
    db.session.rollback()
    return list(db.session.scalars(select(Contribution).order_by(Contribution.ordre)))


def test_a_paired_device_opens_its_table(app: Flask, monde: Monde, cafe: Cafe) -> None:
    jeton = create_acces(
        par=monde.bruno, seance_id=monde.seance, role=RoleAcces.HOTE, tablee_id=cafe.tables[1]
    )
    phone = strict_client(app)
    paired = send(phone, phone.get(f"/h/{jeton}"))
    assert paired.location.endswith(base(monde))
    page = phone.get(paired.location).text
    assert "Table 2, tour 1 sur 2" in page
    assert "<h1>Question 2 ?</h1>" in page


def test_an_idea_is_typed_for_someone_at_this_table_and_this_tour(
    nadia: FlaskClient, monde: Monde, cafe: Cafe
) -> None:
    kept = send(nadia, nadia.get(base(monde)), texte="Un banc à l’ombre")
    assert kept.status_code == 201
    assert "Un banc à l’ombre" in kept.text
    assert "Donner le reçu à la personne" in kept.text
    (row,) = words()
    assert (row.tablee_id, row.tour_id, row.source) == (
        cafe.tables[0],
        cafe.tours[0],
        Origine.TABLE,
    )


def test_what_is_refused_stays_in_the_field(nadia: FlaskClient, monde: Monde, cafe: Cafe) -> None:
    refused = idea(nadia, monde, cafe, "Un banc", categorie="nulle_part")
    assert refused.status_code == 422
    assert ">Un banc</textarea>" in refused.text
    assert "Choisissez une des réponses" in refused.text


def test_what_is_too_long_is_said_and_kept_whole(
    nadia: FlaskClient, monde: Monde, cafe: Cafe
) -> None:
    long = "Un banc et encore un banc. " * 400
    for answer in (
        idea(nadia, monde, cafe, long),
        tell(nadia, monde, "synthese", tour=1, version=0, synthese=long),
    ):
        assert answer.status_code == 422
        assert "caractères" in answer.text
        assert f">{long.strip()}" in answer.text
        assert 'maxlength="2' not in answer.text  # a browser would cut what is pasted
    assert words() == []


def test_a_lost_answer_makes_no_second_idea(nadia: FlaskClient, monde: Monde, cafe: Cafe) -> None:
    client_id = str(uuid.uuid4())
    first = idea(nadia, monde, cafe, "Un banc", client_id=client_id, json=True)
    again = idea(nadia, monde, cafe, "Un banc", client_id=client_id, json=True)
    assert (first.status_code, again.status_code) == (201, 200)
    assert len(first.get_json()["mots"].split()) == 6
    assert len(words()) == 1


def test_an_idea_begun_in_a_tour_is_of_that_tour(
    nadia: FlaskClient, monde: Monde, cafe: Cafe
) -> None:
    tablees.begin_tour(cafe.tours[1], cafe.tours[0])
    assert "tour 2 sur 2" in nadia.get(base(monde)).text
    assert idea(nadia, monde, cafe, "Commencée avant").status_code == 201
    assert words()[0].tour_id == cafe.tours[0]


def test_three_stars_and_a_clear_no_to_the_fourth(
    nadia: FlaskClient, monde: Monde, cafe: Cafe
) -> None:
    for n in range(4):
        idea(nadia, monde, cafe, f"Idée {n}")
    ids = [row.id for row in words()]
    for one in ids[:3]:
        assert tell(nadia, monde, f"etoiles/{one}", etoile=1).status_code == 303
    page = nadia.get(base(monde)).text
    assert "★ 3 sur 3 mises en avant" in page
    assert page.count("★ mise en avant") == 3
    refused = tell(nadia, monde, f"etoiles/{ids[3]}", etoile=1)
    assert refused.status_code == 409
    assert "3 idées sont déjà mises en avant" in refused.text
    assert tell(nadia, monde, f"etoiles/{ids[0]}", etoile=0).status_code == 303
    assert tell(nadia, monde, f"etoiles/{ids[3]}", True, etoile=1).get_json() == {"ok": True}


def test_a_host_cannot_act_for_another_table(
    nadia: FlaskClient, bruno: FlaskClient, monde: Monde, cafe: Cafe
) -> None:
    other = factories.envoi(cafe.questions[1], "Ailleurs", tablee=2, tour=1)
    from cafe.actions.saisies import post_for_someone

    there = post_for_someone(par=monde.bruno, seance_id=monde.seance, envoi=other).contribution_id
    assert tell(nadia, monde, f"etoiles/{there}", etoile=1).status_code == 403
    # A table in the address or in a field changes nothing: the device has its own.
    assert "Table 1, tour 1" in nadia.get(base(monde) + "?table=2").text
    tell(nadia, monde, "effectif", table=2, tour=1, nombre=9)
    db.session.rollback()
    assert db.session.scalars(select(EffectifTablee.tablee_id)).one() == cafe.tables[0]
    assert "Table 2, tour 1" in bruno.get(base(monde) + "?table=2").text


def test_people_are_said_and_help_is_asked(nadia: FlaskClient, monde: Monde, cafe: Cafe) -> None:
    assert tell(nadia, monde, "effectif", tour=1, nombre=9).status_code == 303
    refused = tell(nadia, monde, "effectif", tour=1, nombre="beaucoup")
    assert refused.status_code == 422
    assert 'value="beaucoup"' in refused.text
    tell(nadia, monde, "aide", aide=1)
    assert "L’équipe est prévenue depuis" in nadia.get(base(monde)).text
    tell(nadia, monde, "aide", aide=0)
    db.session.rollback()
    assert db.session.get_one(Tablee, cafe.tables[0]).aide_le is None


def photo() -> tuple[io.BytesIO, str]:
    """With a position, as phones write it."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", (300, 200), "white").save(out, "JPEG", exif=exif)
    out.seek(0)
    return out, "feuille.jpg"


def test_the_sheet_is_kept_without_its_position_and_taken_away_with_its_file(
    app: Flask, nadia: FlaskClient, monde: Monde, cafe: Cafe
) -> None:
    assert tell(nadia, monde, "feuilles", tour=1, photo=photo()).status_code == 303
    assert tell(nadia, monde, "feuilles", tour=1, photo=photo()).status_code == 303
    db.session.rollback()
    row = db.session.scalars(select(FeuilleTablee)).one()
    folder = media_folder(app.config["REGLAGES"].instance)
    assert [file.name for file in folder.iterdir()] == [row.id]
    assert row.id in file_ids(db.session())
    with Image.open(folder / row.id) as kept:
        assert not kept.getexif().get_ifd(0x8825)
    shown = nadia.get(f"{base(monde)}/feuilles/{row.id}")
    assert (shown.status_code, shown.mimetype) == (200, "image/jpeg")
    feuille = row.id
    assert tell(nadia, monde, f"feuilles/{feuille}/retirer", tour=1).status_code == 303
    assert list(folder.iterdir()) == []
    assert nadia.get(f"{base(monde)}/feuilles/{feuille}").status_code == 404
    assert tell(nadia, monde, "feuilles", tour=1).status_code == 422


def test_the_sheet_of_another_table_is_not_shown(
    nadia: FlaskClient, bruno: FlaskClient, monde: Monde, cafe: Cafe
) -> None:
    token = token_in(bruno.get(base(monde)))
    sent = bruno.post(
        f"{base(monde)}/feuilles",
        data={"csrf_token": token, "table": 2, "tour": 1, "photo": photo()},
    )
    assert sent.status_code == 303
    db.session.rollback()
    row = db.session.scalars(select(FeuilleTablee.id)).one()
    assert bruno.get(f"{base(monde)}/feuilles/{row}").status_code == 200
    assert nadia.get(f"{base(monde)}/feuilles/{row}").status_code == 403


def test_the_synthese_is_written_approved_and_read_by_the_next_group(
    nadia: FlaskClient, monde: Monde, cafe: Cafe
) -> None:
    assert tell(nadia, monde, "synthese", tour=1, synthese="Des bancs.").status_code == 303
    assert "pas encore approuvée" in nadia.get(base(monde)).text
    hands = tell(nadia, monde, "synthese/approuver", tour=1, version=1, pour=8, presents=9)
    assert hands.status_code == 303
    assert "approuvée, 8 sur 9" in nadia.get(base(monde)).text
    tablees.begin_tour(cafe.tours[1], cafe.tours[0])
    page = nadia.get(base(monde)).text
    assert re.search(r"Ce que le groupe d’avant a retenu.*Des bancs\.", page, re.S)
    changed = tell(nadia, monde, "synthese", tour=1, version=1, synthese="Des bancs à l’ombre.")
    assert changed.location.endswith("?tour=1#table-synthese")
    assert "à approuver de nouveau" in nadia.get(base(monde) + "?tour=1").text


def test_a_stale_device_reads_both_texts_and_loses_neither(
    nadia: FlaskClient, monde: Monde, cafe: Cafe
) -> None:
    save_synthese(
        par=monde.bruno,
        tablee_id=cafe.tables[0],
        tour_id=cafe.tours[0],
        texte="Celui de Bruno.",
        version=0,
    )
    refused = tell(nadia, monde, "synthese", tour=1, version=0, synthese="Celui de Nadia.")
    assert refused.status_code == 409
    assert "Celui de Bruno." in refused.text
    assert ">Celui de Nadia.</textarea>" in refused.text
    told = tell(nadia, monde, "synthese", True, tour=1, version=0, synthese="Celui de Nadia.")
    assert told.get_json()["actuel"] == {"version": 1, "texte": "Celui de Bruno."}
    both = tell(nadia, monde, "synthese", True, tour=1, version=1, synthese="Les deux.")
    assert both.get_json() == {"version": 2}
    hands = tell(nadia, monde, "synthese/approuver", tour=1, version=1)
    assert hands.status_code == 409


def test_a_device_shut_out_is_told_and_the_page_still_holds_its_words(
    nadia: FlaskClient, monde: Monde, cafe: Cafe
) -> None:
    token = token_in(nadia.get(base(monde)))
    from cafe.models import Acces

    revoke_acces(par=monde.bruno, acces_id=db.session.scalars(select(Acces.id)).one())
    sent = nadia.post(
        f"{base(monde)}/idees", data={"csrf_token": token, "texte": "Un banc"}, headers=JSON
    )
    # The script keeps what had this answer, and says so.
    assert sent.status_code == 401
    assert words() == []


def test_before_and_after_the_meeting_the_page_says_so(
    nadia: FlaskClient, monde: Monde, cafe: Cafe
) -> None:
    def phase(wanted: Phase) -> None:
        def job(session: object) -> None:
            session.get(Seance, monde.seance).phase = wanted  # type: ignore[attr-defined]

        factories.build(job)

    for wanted, said, writes in (
        (Phase.PREPARATION, "n’a pas encore commencé", False),
        (Phase.TERMINEE, "Vous pouvez encore finir d’écrire", True),
        (Phase.CLOSE, "La rencontre est close", False),
    ):
        phase(wanted)
        page = nadia.get(base(monde)).text
        assert said in page
        assert ("data-dire" in page) is writes


def test_a_seance_without_tours_has_a_page_without_synthese(
    app: Flask, bruno: FlaskClient, monde: Monde, device: Callable[..., FlaskClient]
) -> None:
    table = factories.build(lambda session: _one_table(session, monde.seance))
    page = device(RoleAcces.HOTE, table).get(base(monde)).text
    assert "La synthèse du tour" not in page
    assert "Une idée de la table" in page
    assert bruno.get(base(monde) + "?table=9").status_code == 404


def _one_table(session: object, seance_id: str) -> str:
    row = Tablee(seance_id=seance_id, numero=1)
    session.add(row)  # type: ignore[attr-defined]
    session.flush()  # type: ignore[attr-defined]
    return row.id


def test_the_lead_erases_what_a_table_wrote(
    app: Flask, bruno: FlaskClient, monde: Monde, cafe: Cafe
) -> None:
    from tests.clients import sign_in

    save_synthese(
        par=monde.bruno,
        tablee_id=cafe.tables[0],
        tour_id=cafe.tours[0],
        texte="Madame Untel dit non.",
        version=0,
    )
    db.session.rollback()
    said = db.session.scalars(select(SyntheseTablee.id)).one()
    approve_synthese(par=monde.bruno, synthese_id=said, version=1)
    address = f"/animer/{monde.seance}/syntheses/{said}/effacer"
    assert bruno.get(address).status_code == 403
    chloe = sign_in(strict_client(app), monde.chloe.id or "")
    page = chloe.get(address)
    assert "Madame Untel" in page.text
    assert send(chloe, page, motif="demande").status_code == 422
    assert send(chloe, page, motif="demande", compris="oui").status_code == 303
    assert "Propos retiré" in chloe.get(address).text


@pytest.mark.parametrize("tape", ["12a", "", "n°", "-3", "١٢", "99999999999"])
def test_what_is_no_badge_number_is_said_beside_its_field(
    nadia: FlaskClient, monde: Monde, tape: str
) -> None:
    answer = tell(nadia, monde, "badge", json=True, badge=tape)
    assert answer.status_code == 422
    assert answer.get_json()["erreur"] == "badge_invalide"
    assert answer.get_json()["champ"] == "badge"
    said = tell(nadia, monde, "badge", json=True, badge="n° 12").get_json()["erreur"]
    assert said == "badge_inconnu_ici"
