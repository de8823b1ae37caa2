"""Votes and plenary on the room screen, and the page from which the plenary is walked through."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from cafe.actions.conduite import go_to_etape
from cafe.actions.ecran import set_vue
from cafe.actions.gommettes import set_points
from cafe.actions.moderation import chill_contribution
from cafe.actions.mur import set_mur
from cafe.actions.papier_scrutin import set_papier
from cafe.actions.scrutins import (
    Bulletin,
    close_scrutin,
    create_scrutin,
    open_scrutin,
    reveal_scrutin,
)
from cafe.actions.syntheses import approve_synthese, save_synthese
from cafe.extensions import db
from cafe.models import (
    Mur,
    Role,
    RoleAcces,
    Seance,
    Suite,
    SyntheseTablee,
    Tour,
    VisibiliteScrutin,
    VueEcran,
)
from cafe.models.etape import NatureEtape
from cafe.models.regroupement import members_of
from cafe.models.scrutin_lecture import cards_of
from tests import factories
from tests.conftest import Monde
from tests.facilitation.conftest import make_table
from tests.pages import token_in
from tests.votes import Urne, make_etape, make_groupes, make_urne

SECRET = "Synthèse que personne n’a approuvée"


@pytest.fixture
def screen(device: Callable[..., FlaskClient]) -> FlaskClient:
    return device(RoleAcces.ECRAN)


def shown(client: FlaskClient, monde: Monde) -> str:
    page = client.get(f"/animer/{monde.seance}/ecran")
    assert page.status_code == 200
    return page.text


def give(monde: Monde, urne: Urne, card: int, people: int) -> None:
    for _ in range(people):
        par = factories.participant(monde.seance)
        set_points(par=par, scrutin_id=urne.scrutin, cible=urne.cles[card], points=1)


def say(monde: Monde, texte: str, numero: int, *, approved: bool) -> str:
    """A table's synthèse on the question, approved or not."""
    table = make_table(monde.seance, numero)

    def job(session: Session) -> str:
        tour = session.scalar(select(Tour).where(Tour.seance_id == monde.seance))
        if tour is None:
            tour = Tour(seance_id=monde.seance, numero=1)
            session.add(tour)
            session.flush()
        return tour.id

    tour = factories.build(job)
    save_synthese(par=monde.bruno, tablee_id=table, tour_id=tour, texte=texte, version=0)
    db.session.rollback()
    found = select(SyntheseTablee.id).where(SyntheseTablee.tablee_id == table)
    id_ = db.session.scalars(found).one()

    def about(session: Session) -> None:
        session.get_one(SyntheseTablee, id_).question_id = monde.question

    factories.build(about)
    if approved:
        approve_synthese(par=monde.bruno, synthese_id=id_, version=1)
    return id_


class TestTheVote:
    def test_a_hidden_vote_shows_its_cards_and_how_many_voted_and_no_total(
        self, screen: FlaskClient, monde: Monde
    ) -> None:
        urne = make_urne(monde)
        give(monde, urne, 1, 3)
        page = shown(screen, monde)
        assert 'data-etat="votes"' in page
        assert "3 votants" in page
        assert page.index("Des bancs à l’ombre") < page.index("Le bus du soir")
        assert "ecran-total-barre" not in page
        assert "gommettes par téléphone" not in page
        close_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, version=2, presents=12)
        page = shown(screen, monde)
        assert "montrés dans un instant" in page
        assert "ecran-total-barre" not in page
        reveal_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, version=3)
        page = shown(screen, monde)
        assert "3 votants sur 12 présents" in page
        assert page.index("Le bus du soir") < page.index("Des bancs à l’ombre")
        assert page.count("ecran-total-barre") == 3

    def test_a_live_vote_shows_phone_and_paper_as_they_come(
        self, screen: FlaskClient, monde: Monde
    ) -> None:
        urne = make_urne(monde, visibilite=VisibiliteScrutin.DIRECT)
        give(monde, urne, 0, 2)
        db.session.rollback()
        card = cards_of(db.session(), urne.scrutin)[0].id
        set_papier(par=monde.bruno, cible_id=card, total=61)
        page = shown(screen, monde)
        assert "2 gommettes par téléphone + 61 sur papier" in page.replace("\n", " ")
        assert "<td>63<" in page

    def test_the_screen_follows_the_step_and_what_is_asked_of_it(
        self, screen: FlaskClient, monde: Monde
    ) -> None:
        etapes = {
            nature: make_etape(monde.seance, ["lire"], nature)
            for nature in (NatureEtape.VOTE, NatureEtape.PLENIERE, NatureEtape.CLOTURE)
        }
        seen = []
        for etape in etapes.values():
            go_to_etape(par=monde.bruno, seance_id=monde.seance, etape_id=etape)
            page = shown(screen, monde)
            seen.append(page.partition('data-etat="')[2].partition('"')[0])
        assert seen == ["votes", "syntheses", "mur"]
        set_vue(par=monde.bruno, seance_id=monde.seance, vue=VueEcran.VOTES)
        assert "Le vote va s’ouvrir" in shown(screen, monde)
        set_mur(par=monde.bruno, seance_id=monde.seance, mur=Mur.MASQUE)
        assert "Le vote va s’ouvrir" not in shown(screen, monde)

    def test_while_tables_write_what_they_keep_the_room_sees_the_time(
        self, screen: FlaskClient, monde: Monde
    ) -> None:
        seen = []
        for droits in (["lire"], ["lire", "contribuer"]):
            etape = make_etape(monde.seance, droits, NatureEtape.SYNTHESE)
            go_to_etape(par=monde.bruno, seance_id=monde.seance, etape_id=etape)
            page = shown(screen, monde)
            seen.append(page.partition('data-etat="')[2].partition('"')[0])
        assert seen == ["minuteur", "mur"]

    def test_a_word_taken_off_the_wall_leaves_the_vote_on_the_screen(
        self, screen: FlaskClient, monde: Monde
    ) -> None:
        word = factories.post(monde.ana, monde.question, "Des mots qui blessent").id
        kept = make_groupes(monde)[0]
        bulletin = Bulletin("Oui ?", 2, 2, VisibiliteScrutin.DIRECT, [f"c:{word}", kept])
        made = create_scrutin(par=monde.bruno, seance_id=monde.seance, bulletin=bulletin)
        open_scrutin(par=monde.bruno, scrutin_id=made, version=1)
        set_vue(par=monde.bruno, seance_id=monde.seance, vue=VueEcran.VOTES)
        assert "Des mots qui blessent" in shown(screen, monde)
        chill_contribution(par=monde.bruno, contribution_id=word, version=None)
        page = shown(screen, monde)
        assert "Des mots qui blessent" not in page
        assert "Des bancs à l’ombre" in page


class TestThePlenary:
    @pytest.fixture
    def walk(self, monde: Monde) -> Monde:
        urne = make_urne(monde)
        give(monde, urne, 2, 4)
        close_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, version=None)
        reveal_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, version=None)
        say(monde, "Des bancs et de l’ombre avant tout", 1, approved=True)
        say(monde, SECRET, 2, approved=False)
        return monde

    @staticmethod
    def send(client: FlaskClient, monde: Monde, action: str, **form: str) -> TestResponse:
        token = token_in(client.get(f"/animer/{monde.seance}/pleniere"))
        data = {"csrf_token": token, **form}
        return client.post(f"/animer/{monde.seance}/pleniere/{action}", data=data)

    def test_the_room_reads_approved_syntheses_and_the_strongest_groups_side_by_side(
        self, screen: FlaskClient, walk: Monde
    ) -> None:
        set_vue(par=walk.bruno, seance_id=walk.seance, vue=VueEcran.SYNTHESES)
        page = shown(screen, walk)
        assert "Des bancs et de l’ombre avant tout" in page
        assert SECRET not in page
        assert page.index("Un local pour les jeunes") < page.index("Le bus du soir")
        assert "4\u00a0gommettes" in page

    def test_questions_are_walked_through_from_the_staff_page(
        self, screen: FlaskClient, bruno: FlaskClient, walk: Monde
    ) -> None:
        second = factories.make_question(walk.seance, "Et demain ?")
        page = bruno.get(f"/animer/{walk.seance}/pleniere").text
        assert SECRET in page
        assert "pas encore approuvée" in page
        answer = self.send(bruno, walk, "afficher", question=second)
        assert answer.status_code == 303
        assert answer.location.endswith(f"question={second}")
        assert "Et demain ?" in shown(screen, walk)
        self.send(bruno, walk, "afficher", question=walk.question)
        assert "Des bancs et de l’ombre avant tout" in shown(screen, walk)
        db.session.rollback()
        row = db.session.get_one(Seance, walk.seance)
        assert (row.vue, row.vue_cible) == (VueEcran.SYNTHESES, walk.question)
        self.send(bruno, walk, "afficher", question="")
        db.session.rollback()
        assert db.session.get_one(Seance, walk.seance).vue is VueEcran.AUTO
        assert self.send(bruno, walk, "afficher", question="ailleurs").status_code == 404

    def test_an_answer_given_on_the_spot_is_a_suite_of_the_group(
        self, bruno: FlaskClient, walk: Monde
    ) -> None:
        page = bruno.get(f"/animer/{walk.seance}/pleniere").text
        group = page.partition('name="regroupement" value="')[2].partition('"')[0]
        form = {"regroupement": group, "question": walk.question}
        answer = self.send(
            bruno, walk, "reponse",
            texte="Dix bancs au printemps", repondant="Mme Diallo", service="Espaces verts", **form,
        )  # fmt: skip
        assert answer.status_code == 303
        db.session.rollback()
        suite = db.session.scalars(select(Suite)).one()
        assert (suite.regroupement_id, suite.texte) == (group, "Dix bancs au printemps")
        assert suite.repondant == "Mme Diallo, Espaces verts"
        assert suite.jour is not None
        assert "Dix bancs au printemps" in bruno.get(f"/animer/{walk.seance}/pleniere").text
        again = self.send(bruno, walk, "reponse", texte="Autre", repondant="X", **form)
        assert again.status_code == 409
        empty = self.send(bruno, walk, "reponse", texte="", repondant="X", service="", **form)
        assert empty.status_code == 422
        assert members_of(db.session(), group)

    def test_who_may_walk_and_who_may_answer(
        self,
        colleague: Callable[[Role], FlaskClient],
        device: Callable[..., FlaskClient],
        walk: Monde,
    ) -> None:
        address = f"/animer/{walk.seance}/pleniere"
        assert colleague(Role.LECTEUR).get(address).status_code == 403
        assert device(RoleAcces.ECRAN).get(address).status_code == 403
        tablet = device(RoleAcces.TABLETTE)
        assert "Garder cette réponse" not in tablet.get(address).text
        done = self.send(tablet, walk, "afficher", question=walk.question)
        assert done.status_code == 303
        group = {"regroupement": "x", "question": walk.question}
        refused = self.send(tablet, walk, "reponse", texte="Non", repondant="X", **group)
        assert refused.status_code == 403
