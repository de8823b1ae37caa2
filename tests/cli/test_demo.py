"""`cafe demo`: the contract it prints, built once and only printed again."""

from __future__ import annotations

import json
import re
import stat
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from cafe.cli import demo as demo_command
from cafe.extensions import db
from cafe.models import Evenement, Format, Phase, Plan, Role, Seance
from tests.cli.conftest import Commande
from tests.demonstration import Demonstration
from tests.pages import strict_client, token_in


def test_the_summary_has_the_keys_of_the_contract_in_their_order(
    demonstration: Demonstration,
) -> None:
    resume = demonstration.resume
    assert list(resume) == ["url", "demarches", "comptes", "seances", "recus"]
    assert {tuple(d) for d in resume["demarches"]} == {("id", "nom")}
    assert {tuple(c) for c in resume["comptes"]} == {("email", "mot_de_passe", "role")}
    assert {tuple(s) for s in resume["seances"]} == {("code", "format", "phase")}
    assert resume["url"] == "http://127.0.0.1:8000"
    assert {c["role"] for c in resume["comptes"]} == {*Role, "admin"}
    assert {s["format"] for s in resume["seances"]} <= set(Format)
    assert resume["seances"][0]["phase"] == Phase.OUVERTE
    assert resume["recus"]
    assert all(re.fullmatch(r"[a-z2-7]{26}", recu) for recu in resume["recus"])


def test_passwords_are_long_random_and_kept_where_only_the_owner_reads(
    demonstration: Demonstration,
) -> None:
    passwords = [c["mot_de_passe"] for c in demonstration.resume["comptes"]]
    assert len(set(passwords)) == len(passwords)
    assert all(len(p) >= 12 for p in passwords)
    kept = demonstration.instance / "demo.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    base = (demonstration.instance / "cafe.sqlite3").read_bytes()
    assert not any(p.encode() in base for p in passwords)


def test_the_first_demarche_is_empty_and_the_second_is_full(demonstration: Demonstration) -> None:
    empty, full = (d["id"] for d in demonstration.resume["demarches"])

    def count(model: type[Plan] | type[Seance], demarche: str) -> int:
        query = select(func.count()).select_from(model).where(model.demarche_id == demarche)
        return db.session.scalar(query) or 0

    with demonstration.app().app_context():
        assert [count(model, empty) for model in (Plan, Seance)] == [0, 0]
        assert [count(model, full) for model in (Plan, Seance)] == [1, 6]
        db.engine.dispose()


def test_a_second_time_it_only_prints_again(copie: Demonstration, cafe: Commande) -> None:
    before = _last_event(copie)
    again = cafe("demo", "--json", sur=copie.instance)
    assert json.loads(again.sortie) == copie.resume
    assert again.erreur == ""
    told = cafe("demo", sur=copie.instance)
    for compte in copie.resume["comptes"]:
        assert compte["email"] in told.sortie
        assert compte["mot_de_passe"] in told.sortie
    assert _last_event(copie) == before


def _last_event(copie: Demonstration) -> int | None:
    with copie.app().app_context():
        found = db.session.scalar(select(func.max(Evenement.numero)))
        db.engine.dispose()
    return found


def test_a_base_that_is_in_use_is_not_turned_into_a_demo(cafe: Commande, instance: Path) -> None:
    assert cafe("commencer", "--email", "chloe@exemple.fr", "--nom", "Chloé").code == 0
    refused = cafe("demo", "--json")
    assert refused.code == 1
    assert refused.sortie == ""
    assert "n’est pas une démonstration" in refused.erreur
    assert not (instance / "demo.json").exists()


def test_the_summary_of_another_base_is_not_shown(
    demonstration: Demonstration, cafe: Commande, instance: Path
) -> None:
    cafe("commencer", "--email", "chloe@exemple.fr", "--nom", "Chloé")
    (instance / "demo.json").write_bytes((demonstration.instance / "demo.json").read_bytes())
    assert cafe("demo", "--json").code == 1


def test_a_build_that_fails_leaves_an_empty_base(
    cafe: Commande, instance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(part: float) -> None:
        if part > 0.2:
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(demo_command, "_tell", stop)
        patched.setattr("sys.stderr.isatty", lambda: True, raising=False)
        assert cafe("demo", "--json").code == 130
    assert not (instance / "demo.json").exists()
    assert cafe("commencer", "--email", "chloe@exemple.fr", "--nom", "Chloé").code == 0


@pytest.fixture
def browser(copie: Demonstration) -> FlaskClient:
    return strict_client(copie.app())


@pytest.mark.parametrize("role", ["chef_de_projet", "animateur", "rapporteur", "lecteur", "admin"])
def test_each_account_of_the_summary_signs_in(
    role: str, copie: Demonstration, browser: FlaskClient
) -> None:
    (compte,) = [c for c in copie.resume["comptes"] if c["role"] == role]
    page = browser.get("/connexion")
    sent = {"email": compte["email"], "password": compte["mot_de_passe"]}
    answer = browser.post("/connexion", data=sent | {"csrf_token": token_in(page)})
    assert answer.status_code == 302
    assert browser.get("/piloter/").status_code == 200


def test_a_receipt_of_the_summary_tells_what_was_decided_and_answered(
    copie: Demonstration, browser: FlaskClient
) -> None:
    page = browser.get(f"/suivi/{copie.resume['recus'][0]}", follow_redirects=True)
    for said in ("Retenue", "COPIL", "La réponse", "Promis par", "Et maintenant ?"):
        assert said in page.text
