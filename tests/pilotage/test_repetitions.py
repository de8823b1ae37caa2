"""Rehearsing from the page of a séance: marked everywhere, outside of everything, then gone."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from cafe.actions.conduite import set_phase
from cafe.extensions import db
from cafe.models import Phase, Seance
from cafe.models.seance import rehearsals_of, seances_of
from tests.actions.test_programme import make
from tests.conftest import Monde
from tests.pages import strict_client, token_in


def press(client: FlaskClient, seance_id: str, suffix: str, **fields: str) -> str:
    page = client.get(f"/piloter/seances/{seance_id}")
    data = {"csrf_token": token_in(page)} | fields
    answer = client.post(f"/piloter/seances/{seance_id}/{suffix}", data=data)
    assert answer.status_code == 303
    return str(answer.location)


def test_a_rehearsal_is_marked_on_every_screen_and_erased_in_one_tap(
    app: Flask, chloe: FlaskClient, monde: Monde
) -> None:
    source = make(monde, tables=2, questions=2, tours=1)
    conduct = press(chloe, source, "repetition")
    assert "Répétition : rien de ce qui s’y dit ne compte" in chloe.get(conduct).text
    db.session.rollback()
    (made,) = rehearsals_of(db.session(), source)
    id_, code = made.id, made.code
    set_phase(par=monde.bruno, seance_id=id_, phase=Phase.OUVERTE)
    phone = strict_client(app)
    assert "Répétition : ce que vous écrivez sera effacé." in phone.get(f"/s/{code}").text
    assert "ecran-repetition" in chloe.get(f"/animer/{id_}/ecran").text
    listed = chloe.get(f"/piloter/demarches/{monde.demarche}/seances").text
    assert "Café du parc" in listed
    assert "Répétition :" not in listed
    assert "Répétition :" not in strict_client(app).get(f"/d/{monde.demarche}").text
    assert "Répétition du" in chloe.get(f"/piloter/seances/{source}").text
    assert press(chloe, id_, "repetition/effacer") == f"/piloter/seances/{source}"
    db.session.rollback()
    assert db.session.get(Seance, id_) is None
    assert phone.get(f"/s/{code}").status_code == 404


def test_the_next_one_is_prepared_with_the_same_script(chloe: FlaskClient, monde: Monde) -> None:
    source = make(monde, tables=2, questions=2, tours=1)
    address = press(chloe, source, "dupliquer", titre="Café du lac")
    assert 'value="Café du lac"' in chloe.get(address).text
    db.session.rollback()
    assert "Café du lac" in {s.titre for s in seances_of(db.session(), monde.demarche)}
    assert press(chloe, source, "dupliquer", titre=" ") == f"/piloter/seances/{source}"
