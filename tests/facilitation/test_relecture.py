"""The queue: what waits for an eye, decided one at a time, by several people at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from cafe.actions.moderation import publish_contribution, refuse_contribution
from cafe.actions.objections import post_objection
from cafe.extensions import db
from cafe.models import (
    Contribution,
    Evenement,
    Moderation,
    MotifModeration,
    Objection,
    Role,
    RoleAcces,
    Seance,
    Statut,
)
from tests import factories
from tests.conftest import Monde
from tests.pages import token_in


def read_before(monde: Monde) -> None:
    """The séance shows nothing unread."""

    def job(session: Session) -> None:
        session.get_one(Seance, monde.seance).moderation = Moderation.A_PRIORI

    factories.build(job)


def posted(monde: Monde, *textes: str) -> list[str]:
    return [
        factories.post(factories.participant(monde.seance), monde.question, texte).id
        for texte in textes
    ]


def post_form(client: FlaskClient, address: str, typed: dict[str, Any]) -> TestResponse:
    token = token_in(client.get(f"{address.split('/relecture')[0]}/relecture"))
    return client.post(address, data={**typed, "csrf_token": token})


def path(monde: Monde, *rest: str) -> str:
    return "/".join((f"/animer/{monde.seance}/relecture", *rest))


def shown(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def row(carte: str) -> Contribution:
    db.session.rollback()
    return db.session.get_one(Contribution, carte)


def test_words_wait_in_the_order_in_which_they_came(bruno: FlaskClient, monde: Monde) -> None:
    read_before(monde)
    first, second = posted(monde, "Des bancs", "De l’ombre")
    page = shown(bruno, path(monde))
    assert "2 paroles attendent votre regard." in page
    assert f'data-parole="{first}"' in page
    assert "Relue avant affichage" in page
    after = post_form(bruno, path(monde, first, "publier"), {"version": 1})
    assert after.status_code == 303
    page = shown(bruno, after.location)
    assert f'data-parole="{second}"' in page
    assert row(first).statut is Statut.PUBLIEE


def test_a_flagged_word_is_in_the_queue_with_its_passage_marked(
    bruno: FlaskClient, monde: Monde
) -> None:
    (carte,) = posted(monde, "Karim fait du bruit <b>la nuit</b>")
    page = shown(bruno, path(monde))
    assert "<mark>Karim</mark> fait du bruit &lt;b&gt;la nuit&lt;/b&gt;" in page
    assert "Nom d’une personne ?" in page
    assert "Laisser affichée" in page
    post_form(bruno, path(monde, carte, "publier"), {"version": 1})
    assert row(carte).statut is Statut.PUBLIEE
    assert row(carte).signalement_vu_le is not None
    assert "Rien n’attend votre regard." in shown(bruno, path(monde))


def test_each_part_of_the_queue_is_seen_alone(bruno: FlaskClient, monde: Monde) -> None:
    read_before(monde)
    (waiting,) = posted(monde, "Des bancs")

    def job(session: Session) -> None:
        session.get_one(Seance, monde.seance).moderation = Moderation.A_POSTERIORI

    factories.build(job)
    (flagged,) = posted(monde, "Appelez le 06 12 34 56 78")
    assert f'data-parole="{waiting}"' in shown(bruno, f"{path(monde)}?filtre=attente")
    assert f'data-parole="{flagged}"' in shown(bruno, f"{path(monde)}?filtre=signalees")
    assert "Tout est relu" in shown(bruno, f"{path(monde)}?filtre=desaccords")


def test_a_reason_is_asked_and_what_was_typed_stays(bruno: FlaskClient, monde: Monde) -> None:
    read_before(monde)
    (carte,) = posted(monde, "Des bancs")
    answer = post_form(bruno, path(monde, carte, "refuser"), {"version": 1, "motif": "autre"})
    assert answer.status_code == 422
    assert "écrivez pourquoi" in answer.get_data(as_text=True)
    typed = {"version": 1, "motif": "autre", "precision": "Déjà dit hier"}
    assert post_form(bruno, path(monde, carte, "refuser"), typed).status_code == 303
    assert (row(carte).motif, row(carte).precision) == (MotifModeration.AUTRE, "Déjà dit hier")


def test_whoever_comes_second_reads_who_decided_and_goes_on(
    bruno: FlaskClient, monde: Monde
) -> None:
    read_before(monde)
    first, second = posted(monde, "Des bancs", "De l’ombre")
    refuse_contribution(
        par=monde.chloe,
        contribution_id=first,
        motif=MotifModeration.HORS_SUJET,
        precision="",
        version=1,
    )
    answer = post_form(bruno, path(monde, first, "publier"), {"version": 1})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Déjà décidé par Chloe : pas affichée (hors du sujet)." in page
    assert f'action="{path(monde, first, "publier")}"' not in page
    (onward,) = re.findall(r'href="([^"]+)" data-geste="suivante"', page)
    assert f'data-parole="{second}"' in shown(bruno, onward.replace("&amp;", "&"))
    assert row(first).statut is Statut.NON_PUBLIEE


def test_the_same_decision_taken_twice_says_that_it_was(bruno: FlaskClient, monde: Monde) -> None:
    read_before(monde)
    (carte,) = posted(monde, "Des bancs")
    publish_contribution(par=monde.chloe, contribution_id=carte, version=1)
    answer = post_form(bruno, path(monde, carte, "publier"), {"version": 1})
    assert answer.status_code == 409
    assert "Déjà décidé par Chloe : affichée." in answer.get_data(as_text=True)


def test_one_s_last_gesture_is_taken_back_from_the_queue(bruno: FlaskClient, monde: Monde) -> None:
    read_before(monde)
    (carte,) = posted(monde, "Des bancs")
    done = post_form(bruno, path(monde, carte, "frigo"), {"version": 1})
    (numero,) = re.findall(r'name="numero" value="(\d+)"', shown(bruno, done.location))
    back = post_form(bruno, path(monde, "annuler"), {"numero": numero})
    assert back.status_code == 303
    assert f'data-parole="{carte}"' in shown(bruno, back.location)
    assert row(carte).statut is Statut.EN_ATTENTE


def test_another_s_gesture_is_not_offered_to_be_taken_back(
    bruno: FlaskClient, monde: Monde
) -> None:
    read_before(monde)
    (carte,) = posted(monde, "Des bancs")
    publish_contribution(par=monde.chloe, contribution_id=carte, version=1)
    db.session.rollback()
    numero = max(event.numero for event in db.session.query(Evenement))
    assert 'name="numero"' not in shown(bruno, f"{path(monde)}?fait={numero}")
    post_form(bruno, path(monde, "annuler"), {"numero": numero})
    assert row(carte).statut is Statut.PUBLIEE


def test_a_disagreement_waits_in_the_queue_and_is_answered_there(
    bruno: FlaskClient, monde: Monde
) -> None:
    carte = factories.post(monde.ana, monde.question, "Le gardien dort").id
    refuse_contribution(
        par=monde.bruno,
        contribution_id=carte,
        motif=MotifModeration.PERSONNE_NOMMEE,
        precision="",
        version=None,
    )
    assert "Tout est relu" in shown(bruno, path(monde))
    made = post_objection(par=monde.ana, contribution_id=carte, texte="Je n’ai nommé personne")
    page = shown(bruno, path(monde))
    assert "Je n’ai nommé personne" in page
    assert "Motif : une personne est nommée." in page
    typed = {"version": 2, "objection": made, "reponse": ""}
    assert post_form(bruno, path(monde, carte, "repondre"), typed).status_code == 422
    typed["reponse"] = "Vous avez raison, la voici"
    assert post_form(bruno, path(monde, carte, "repondre"), typed).status_code == 303
    db.session.rollback()
    assert db.session.get_one(Objection, made).reponse == "Vous avez raison, la voici"
    assert "Tout est relu" in shown(bruno, path(monde))


def test_an_answer_is_given_to_the_objection_of_that_word_alone(
    bruno: FlaskClient, monde: Monde
) -> None:
    (carte,) = posted(monde, "Karim crie")
    other = factories.post(monde.ana, monde.question, "Le gardien dort").id
    made = post_objection(par=monde.ana, contribution_id=other, texte="Non")
    typed = {"objection": made, "reponse": "Si"}
    assert post_form(bruno, path(monde, carte, "repondre"), typed).status_code == 404


def test_nothing_of_a_person_is_in_the_queue(bruno: FlaskClient, monde: Monde) -> None:
    def job(session: Session) -> None:
        session.get_one(Seance, monde.seance).moderation = Moderation.A_PRIORI

    factories.build(job)
    (carte,) = posted(monde, "Des bancs")

    def trait(session: Session) -> str:
        from cafe.models import Participant

        who = session.get_one(Participant, session.get_one(Contribution, carte).participant_id)
        who.qualite, who.quartier = "élue secrète", "Les Tilleuls secrets"
        return who.id

    who = factories.build(trait)
    page = shown(bruno, path(monde))
    assert "Des bancs" in page
    assert not any(word in page for word in ("secret", who))


def test_the_queue_is_of_those_who_facilitate(
    colleague: Callable[[Role], FlaskClient],
    device: Callable[..., FlaskClient],
    monde: Monde,
) -> None:
    assert device(RoleAcces.TABLETTE).get(path(monde)).status_code == 200
    for client in (colleague(Role.RAPPORTEUR), colleague(Role.LECTEUR), device(RoleAcces.ECRAN)):
        assert client.get(path(monde)).status_code in (302, 403, 404)
        assert client.get(path(monde, "corps")).status_code in (302, 403, 404)


@pytest.mark.parametrize("where", ["?parole=inconnue", "/inconnue/publier"])
def test_a_word_of_elsewhere_is_not_found(bruno: FlaskClient, monde: Monde, where: str) -> None:
    if where.startswith("?"):
        assert bruno.get(path(monde) + where).status_code == 404
    else:
        assert post_form(bruno, path(monde) + where, {}).status_code == 404
