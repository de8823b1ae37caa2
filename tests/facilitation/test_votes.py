"""The page of the votes: one form prepares, a gesture opens, closes, shows, counts the paper."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select
from werkzeug.test import TestResponse

from cafe.actions.gommettes import set_points
from cafe.actions.scrutins import close_scrutin, discard_scrutin, open_scrutin, update_scrutin
from cafe.extensions import db
from cafe.facilitation import votes
from cafe.models import EtatScrutin, PhotoScrutin, Role, RoleAcces, Scrutin, VisibiliteScrutin
from cafe.models.scrutin_lecture import cards_of, papers_of
from tests import factories
from tests.clients import sign_in
from tests.conftest import Monde
from tests.facilitation.conftest import JSON
from tests.pages import token_in
from tests.votes import Urne, make_groupes, make_urne


def url(monde: Monde, *path: str) -> str:
    return "/".join((f"/animer/{monde.seance}/votes", *path))


def send(client: FlaskClient, monde: Monde, *path: str, **form: Any) -> TestResponse:
    """A form of the page, with its token."""
    headers = form.pop("headers", None)
    token = token_in(client.get(url(monde)))
    data = {"csrf_token": token, **form}
    return client.post(url(monde, *path), data=data, headers=headers)


def scrutin() -> Scrutin:
    db.session.rollback()
    return db.session.scalars(select(Scrutin)).one()


def vote_once(monde: Monde, urne: Urne, card: int = 0) -> None:
    par = factories.participant(monde.seance)
    set_points(par=par, scrutin_id=urne.scrutin, cible=urne.cles[card], points=1)


def test_one_form_prepares_a_vote_from_the_groups_of_the_board(
    bruno: FlaskClient, monde: Monde
) -> None:
    cles = make_groupes(monde)
    page = bruno.get(url(monde, "preparer")).text
    assert page.count(' value="r:') == 3
    assert page.count("checked") == 4
    answer = send(
        bruno, monde, "preparer",
        titre="Que faire d’abord ?", points=4, par_carte=2, visibilite="direct",
        cibles=[cles[2], cles[0]],
    )  # fmt: skip
    assert answer.status_code == 303
    row = scrutin()
    assert (row.points, row.par_carte, row.visibilite) == (4, 2, VisibiliteScrutin.DIRECT)
    assert [card.cle for card in cards_of(db.session(), row.id)] == [cles[2], cles[0]]
    assert "Que faire d’abord ?" in bruno.get(url(monde)).text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"titre": ""}, "Donnez un titre au vote"),
        ({"points": "beaucoup"}, "de 1 à 20 gommettes"),
        ({"par_carte": "9"}, "permettez de 1 à 4 gommettes"),
        ({"cibles": []}, "Choisissez les cartes"),
    ],
)
def test_a_form_refused_comes_back_as_it_was_filled(
    bruno: FlaskClient, monde: Monde, wrong: dict[str, Any], said: str
) -> None:
    cles = make_groupes(monde)
    form = {"titre": "Un titre à garder", "points": "4", "par_carte": "2", "cibles": [cles[1]]}
    answer = send(bruno, monde, "preparer", **(form | wrong))
    assert answer.status_code == 422
    assert said in answer.text
    if "titre" not in wrong:
        assert "Un titre à garder" in answer.text
    assert answer.text.count("checked") == (1 if wrong == {"cibles": []} else 2)
    assert db.session.scalars(select(Scrutin)).all() == []


def test_a_vote_is_put_right_opened_closed_and_shown(bruno: FlaskClient, monde: Monde) -> None:
    urne = make_urne(monde, ouvert=False)
    page = bruno.get(url(monde, urne.scrutin, "preparer")).text
    assert "Que faire d’abord ?" in page
    form = {"titre": "Deux cartes", "points": 2, "par_carte": 1, "cibles": list(urne.cles[:2])}
    send(bruno, monde, urne.scrutin, "preparer", version=1, **form)
    send(bruno, monde, urne.scrutin, "ouvrir", version=2)
    assert (scrutin().titre, scrutin().etat) == ("Deux cartes", EtatScrutin.OUVERT)
    vote_once(monde, urne)
    page = bruno.get(url(monde)).text
    assert "1 votant par téléphone" in page
    assert "Les totaux restent cachés" in page
    assert '<svg class="graphique"' not in page
    send(bruno, monde, urne.scrutin, "fermer", version=3, presents=104)
    page = bruno.get(url(monde)).text
    assert "1 votant par téléphone sur 104 présents" in page
    assert '<svg class="graphique"' in page
    assert "<table" in page
    assert "Montrer les résultats" in page
    send(bruno, monde, urne.scrutin, "montrer", version=4)
    assert scrutin().revele_le is not None
    assert "Montrer les résultats" not in bruno.get(url(monde)).text


def test_the_second_tab_is_told_who_was_faster(bruno: FlaskClient, monde: Monde) -> None:
    urne = make_urne(monde)
    close_scrutin(par=monde.chloe, scrutin_id=urne.scrutin, version=2)
    answer = send(bruno, monde, urne.scrutin, "fermer", version=2)
    assert answer.status_code == 409
    assert "Entre-temps, Chloe a fermé le vote" in answer.text
    answer = send(bruno, monde, urne.scrutin, "fermer", version=2, headers=JSON)
    assert answer.status_code == 409
    assert answer.get_json()["actuel"]["qui"] == "Chloe"


def test_a_vote_never_opened_is_discarded_from_its_page(bruno: FlaskClient, monde: Monde) -> None:
    urne = make_urne(monde, ouvert=False)
    assert "Oui, écarter ce vote" in bruno.get(url(monde)).text
    answer = send(bruno, monde, urne.scrutin, "ecarter", version=1)
    assert answer.status_code == 303
    page = bruno.get(url(monde)).text
    assert "Le vote est écarté" in page
    assert "Aucun vote préparé" in page


def test_a_vote_opened_meanwhile_stays_and_one_says_who(bruno: FlaskClient, monde: Monde) -> None:
    urne = make_urne(monde, ouvert=False)
    open_scrutin(par=monde.chloe, scrutin_id=urne.scrutin, version=1)
    answer = send(bruno, monde, urne.scrutin, "ecarter", version=1)
    assert answer.status_code == 409
    assert "Entre-temps, Chloe a ouvert le vote" in answer.text
    assert "Écarter ce vote" not in answer.text


def test_what_was_typed_for_a_vote_discarded_meanwhile_is_kept(
    bruno: FlaskClient, monde: Monde
) -> None:
    urne = make_urne(monde, ouvert=False)
    discard_scrutin(par=monde.chloe, scrutin_id=urne.scrutin, version=1)
    form = {"titre": "Un titre à garder", "points": 2, "par_carte": 1, "cibles": urne.cles[0]}
    answer = send(bruno, monde, urne.scrutin, "preparer", version=1, **form)
    assert answer.status_code == 409
    assert "Entre-temps, Chloe a écarté ce vote." in answer.text
    assert "Un titre à garder" in answer.text
    assert f'action="{url(monde, "preparer")}"' in answer.text  # it can be kept as a new one
    assert send(bruno, monde, urne.scrutin, "ouvrir", version=1).status_code == 409
    assert send(bruno, monde, urne.scrutin, "papier").status_code == 404
    assert send(bruno, monde, "nulle-part", "ouvrir", version=1).status_code == 404


def test_what_was_typed_while_the_vote_is_being_discarded_is_kept_too(
    bruno: FlaskClient, monde: Monde, monkeypatch: pytest.MonkeyPatch
) -> None:
    urne = make_urne(monde, ouvert=False)

    def discarded_just_before(**asked: Any) -> object:
        discard_scrutin(par=monde.chloe, scrutin_id=urne.scrutin, version=1)
        return update_scrutin(**asked)

    monkeypatch.setattr(votes, "update_scrutin", discarded_just_before)
    form = {"titre": "Un titre à garder", "points": 2, "par_carte": 1, "cibles": urne.cles[0]}
    answer = send(bruno, monde, urne.scrutin, "preparer", version=1, **form)
    assert answer.status_code == 409
    assert "Entre-temps, Chloe a écarté ce vote." in answer.text
    assert "Un titre à garder" in answer.text
    assert f'action="{url(monde, "preparer")}"' in answer.text


def test_nobody_is_counted_in_the_singular(bruno: FlaskClient, monde: Monde) -> None:
    make_urne(monde)
    assert "0 votant par téléphone" in bruno.get(url(monde)).text


def test_paper_is_counted_for_all_cards_at_once(bruno: FlaskClient, monde: Monde) -> None:
    urne = make_urne(monde)
    vote_once(monde, urne)
    close_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, version=2)
    first, second, third = (card.id for card in cards_of(db.session(), urne.scrutin))
    form = {f"papier-{first}": "61", f"papier-{second}": "", f"papier-{third}": "0"}
    assert send(bruno, monde, urne.scrutin, "papier", **form).status_code == 303
    db.session.rollback()
    assert papers_of(db.session(), urne.scrutin) == {first: 61}
    assert "1 gommette par téléphone + 61 sur papier" in bruno.get(url(monde)).text.replace(
        "\n", " "
    )
    answer = send(bruno, monde, urne.scrutin, "papier", **{f"papier-{second}": "douze"})
    assert answer.status_code == 422
    assert "de 0 à 9999" in answer.text
    assert 'value="douze"' in answer.text


def test_a_photo_of_the_poster_is_drawn_anew_kept_and_taken_away(
    bruno: FlaskClient, monde: Monde
) -> None:
    urne = make_urne(monde)
    out = io.BytesIO()
    Image.new("RGB", (3000, 2000), "teal").save(out, "PNG")
    sent = (io.BytesIO(out.getvalue()), "affiche.png")
    assert send(bruno, monde, urne.scrutin, "photos", photo=sent).status_code == 303
    db.session.rollback()
    photo = db.session.scalars(select(PhotoScrutin)).one()
    assert (photo.type_mime, photo.largeur) == ("image/jpeg", 1600)
    address = url(monde, "photos", photo.id)
    assert bruno.get(address).data.startswith(b"\xff\xd8")
    assert address in bruno.get(url(monde)).text
    send(bruno, monde, "photos", photo.id, "retirer")
    assert bruno.get(address).status_code == 404
    bad = (io.BytesIO(b"pas une image"), "affiche.png")
    assert send(bruno, monde, urne.scrutin, "photos", photo=bad).status_code == 422
    assert send(bruno, monde, urne.scrutin, "photos").status_code == 422


def test_totals_fetched_again_hide_what_is_hidden(app: Flask, monde: Monde) -> None:
    urne = make_urne(monde)
    vote_once(monde, urne, 1)
    # A script asks for the totals alone: no page, so not for the strict client.
    plain = sign_in(FlaskClient(app), monde.bruno.id or "")
    part = plain.get(url(monde, urne.scrutin, "resultats"))
    assert part.status_code == 200
    assert "1 votant" in part.text
    assert "Le bus du soir" not in part.text
    assert "<html" not in part.text


def test_who_may_look_and_who_may_lead(
    colleague: Callable[[Role], FlaskClient],
    device: Callable[..., FlaskClient],
    monde: Monde,
) -> None:
    urne = make_urne(monde)
    reader = colleague(Role.RAPPORTEUR)
    page = reader.get(url(monde))
    assert page.status_code == 200
    assert "Fermer le vote" not in page.text
    assert reader.get(url(monde, "preparer")).status_code == 403
    assert colleague(Role.LECTEUR).get(url(monde)).status_code == 403
    assert device(RoleAcces.ECRAN).get(url(monde)).status_code == 403
    tablet = device(RoleAcces.TABLETTE)
    assert send(tablet, monde, urne.scrutin, "fermer", version=2).status_code == 303


def test_a_vote_of_another_meeting_is_not_found(bruno: FlaskClient, monde: Monde) -> None:
    urne = make_urne(monde)
    elsewhere = factories.make_seance(monde.demarche)
    address = f"/animer/{elsewhere}/votes/{urne.scrutin}"
    token = token_in(bruno.get(url(monde)))
    form = {"csrf_token": token, "version": 2}
    for gesture in ("ouvrir", "fermer", "montrer", "ecarter", "papier", "photos", "preparer"):
        assert bruno.post(f"{address}/{gesture}", data=form).status_code == 404
    assert bruno.get(f"{address}/resultats").status_code == 404
