"""My words: their way, their correction, their withdrawal, and the receipt."""

from __future__ import annotations

import re
import uuid

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from cafe import clock
from cafe.access.jetons import mots_of, new_jeton, normalise_recu, recu_of
from cafe.extensions import db
from cafe.models import (
    Appartenance,
    Contribution,
    ContributionVersion,
    Regroupement,
    Seance,
    Statut,
)
from tests import factories
from tests.conftest import Monde
from tests.pages import strict_client, token_in


@pytest.fixture
def phone(app: Flask) -> FlaskClient:
    return strict_client(app)


@pytest.fixture
def address(monde: Monde) -> str:
    seance = db.session.get(Seance, monde.seance)
    assert seance is not None
    return f"/s/{seance.code}"


def send(phone: FlaskClient, monde: Monde, address: str, texte: str) -> str:
    page = phone.get(address)
    answer = phone.post(
        f"{address}/contributions",
        data={
            "csrf_token": token_in(page),
            "client_id": str(uuid.uuid4()),
            "question": monde.question,
            "categorie": "ca_ne_va_pas",
            "texte": texte,
        },
        headers={"Accept": "application/json"},
    )
    assert answer.json is not None
    found: str = answer.json["id"]
    return found


def group(contribution_id: str, titre: str = "Souffler") -> None:
    def job(session: object) -> None:
        row = session.get(Contribution, contribution_id)  # type: ignore[attr-defined]
        made = Regroupement(
            seance_id=row.seance_id,
            question_id=row.question_id,
            titre=titre,
            ordre=1,
            cree_le=clock.now(),
        )
        session.add(made)  # type: ignore[attr-defined]
        session.flush()  # type: ignore[attr-defined]
        session.add(  # type: ignore[attr-defined]
            Appartenance(contribution_id=row.id, regroupement_id=made.id, rang=1.0, le=clock.now())
        )

    factories.build(job)


def test_while_nothing_is_decided_the_page_says_the_next_step_and_its_date(
    phone: FlaskClient, monde: Monde, address: str
) -> None:
    send(phone, monde, address, "Il fait noir le soir")
    page = phone.get(f"{address}/mes-mots")
    assert "Il fait noir le soir" in page.text
    assert "Réunion de retour" in page.text
    assert "15 janvier 2027" in page.text


def test_ana_corrects_her_word_and_the_first_text_is_kept(
    phone: FlaskClient, monde: Monde, address: str
) -> None:
    sent = send(phone, monde, address, "Il fait noir")
    form = phone.get(f"{address}/contributions/{sent}/corriger")
    data = {"csrf_token": token_in(form), "version": "1", "texte": "Il fait noir après 21 h"}
    answer = phone.post(
        f"{address}/contributions/{sent}/corriger", data=data, follow_redirects=True
    )
    assert "Votre correction est gardée" in answer.text
    db.session.rollback()
    versions = db.session.scalars(select(ContributionVersion.texte)).all()
    assert sorted(versions, key=str) == ["Il fait noir", "Il fait noir après 21 h"]


def test_a_correction_refused_keeps_what_was_typed(
    phone: FlaskClient, monde: Monde, address: str
) -> None:
    sent = send(phone, monde, address, "Il fait noir")
    form = phone.get(f"{address}/contributions/{sent}/corriger")
    group(sent)
    data = {"csrf_token": token_in(form), "version": "1", "texte": "Trop tard, mais écrit"}
    answer = phone.post(f"{address}/contributions/{sent}/corriger", data=data)
    assert answer.status_code == 409
    assert "déjà regroupée" in answer.text
    assert "Trop tard, mais écrit" in answer.text


def test_a_withdrawn_word_leaves_a_marked_gap_and_no_text(
    phone: FlaskClient, monde: Monde, address: str
) -> None:
    sent = send(phone, monde, address, "Je regrette déjà")
    form = phone.get(f"{address}/contributions/{sent}/corriger")
    answer = phone.post(
        f"{address}/contributions/{sent}/retirer",
        data={"csrf_token": token_in(form)},
        follow_redirects=True,
    )
    assert "propos retiré" in answer.text
    assert "Je regrette" not in answer.text
    db.session.rollback()
    row = db.session.get(Contribution, sent)
    assert row is not None
    assert row.statut is Statut.RETIREE
    assert db.session.scalars(select(ContributionVersion.texte)).all() == [None]


def test_nobody_corrects_or_withdraws_someone_elses_word(
    app: Flask, phone: FlaskClient, monde: Monde, address: str
) -> None:
    sent = send(phone, monde, address, "À moi")
    eve = strict_client(app)
    token = token_in(eve.get(address))
    assert eve.get(f"{address}/contributions/{sent}/corriger").status_code == 404
    stolen = eve.post(f"{address}/contributions/{sent}/retirer", data={"csrf_token": token})
    assert stolen.status_code == 404
    db.session.rollback()
    row = db.session.get(Contribution, sent)
    assert row is not None
    assert row.texte == "À moi"


def test_the_receipt_opens_the_follow_up_on_another_phone_and_leaves_the_address(
    app: Flask, phone: FlaskClient, monde: Monde, address: str
) -> None:
    send(phone, monde, address, "Un banc")
    shown = phone.get(f"{address}/mes-mots").text
    words = re.findall(r"<li>([a-z]+)</li>", shown)
    assert len(words) == 6
    other = strict_client(app)
    token = token_in(other.get("/suivi"))
    answer = other.post("/suivi", data={"csrf_token": token, "recu": " ".join(words).upper()})
    assert answer.status_code == 303
    assert answer.location.endswith("/suivi")
    page = other.get("/suivi")
    assert "Un banc" in page.text
    assert "Corriger" not in page.text
    assert page.headers["Cache-Control"] == "private, no-store"


def test_a_wrong_receipt_is_told_and_kept(phone: FlaskClient, monde: Monde) -> None:
    page = phone.get("/suivi/nimportequoi")
    assert page.status_code == 404
    assert "Ce reçu n’existe pas" in page.text
    assert 'value="nimportequoi"' in page.text


def test_a_receipt_does_not_reveal_the_secret_it_comes_from() -> None:
    jeton = new_jeton()
    assert jeton not in recu_of(jeton)
    assert len(recu_of(jeton)) == 26
    assert normalise_recu(f"  {mots_of(jeton).upper().replace('-', ' ')} ") == mots_of(jeton)
    assert normalise_recu(recu_of(jeton).upper()) == recu_of(jeton)
