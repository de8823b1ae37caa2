"""Two groups become one, as a plain form: what is shown, what is refused, what is kept."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from cafe.actions.annulation import undo
from cafe.actions.fusions import merge_regroupements
from cafe.actions.regroupements import (
    close_regroupement,
    create_regroupement,
    rename_regroupement,
)
from cafe.actions.suites import Reponse, give_suite
from cafe.extensions import db
from cafe.models import NatureSuite
from cafe.models.evenement import last_numero
from tests import factories
from tests.conftest import Monde
from tests.facilitation.conftest import board
from tests.facilitation.test_gestes import press


@pytest.fixture
def groupes(monde: Monde) -> tuple[str, str]:
    """« Bus » with two words, « Tram » with one."""
    cards = [factories.post(monde.ana, monde.question, f"Idée {n}").id for n in range(3)]
    bus, tram = (
        create_regroupement(
            par=monde.bruno, question_id=monde.question, titre=titre, contributions=some
        )
        for titre, some in (("Bus", cards[:2]), ("Tram", cards[2:]))
    )
    return bus, tram


def page_of(client: FlaskClient, monde: Monde, group: str) -> str:
    answer = client.get(f"/animer/{monde.seance}/regroupements/{group}")
    assert answer.status_code == 200
    return answer.text


def test_both_titles_and_counts_are_shown_before(
    bruno: FlaskClient, monde: Monde, groupes: tuple[str, str]
) -> None:
    bus, tram = groupes
    page = page_of(bruno, monde, bus)
    assert "Les paroles de « Bus » (2 paroles) passent dans le groupe choisi" in page
    assert f'name="dans" id="r-{tram}"' in page
    assert "1 parole</span>" in page
    assert f'id="r-{bus}"' not in page


def test_all_words_are_in_the_group_chosen_and_it_can_be_undone(
    bruno: FlaskClient, monde: Monde, groupes: tuple[str, str]
) -> None:
    bus, tram = groupes
    before = board(bruno, monde)
    answer = press(bruno, monde, f"regroupements/{bus}/reunir", dans=tram, version=1)
    assert answer.status_code == 303
    assert answer.location.endswith(f"#groupe-{tram}")
    (left,) = board(bruno, monde)["groupes"]
    assert (left["titre"], len(left["cartes"])) == ("Tram", 3)
    gone = page_of(bruno, monde, bus)
    assert "Bruno a réuni le groupe « Bus » avec « Tram »" in gone
    assert f"#groupe-{tram}" in gone
    # Sent again: nothing more happens.
    assert press(bruno, monde, f"regroupements/{bus}/reunir", dans=tram).status_code == 303
    undo(par=monde.bruno, seance_id=monde.seance, numero=last_numero(db.session()))
    assert board(bruno, monde) == before


def test_alone_a_group_has_nothing_to_be_merged_with(bruno: FlaskClient, monde: Monde) -> None:
    seul = create_regroupement(par=monde.bruno, question_id=monde.question, titre="Seul")
    assert "Réunir avec un autre groupe" not in page_of(bruno, monde, seul)


@pytest.mark.parametrize(
    ("dans", "code", "said"),
    [
        ("", 422, "Choisissez le groupe dans lequel tout ira."),
        ("soi", 422, "ne peut pas être réuni avec lui-même"),
        ("invente", 404, ""),
    ],
)
def test_a_choice_that_is_none_is_refused(
    bruno: FlaskClient,
    monde: Monde,
    groupes: tuple[str, str],
    dans: str,
    code: int,
    said: str,
) -> None:
    bus, _tram = groupes
    wished = bus if dans == "soi" else dans
    answer = press(bruno, monde, f"regroupements/{bus}/reunir", dans=wished, version=1)
    assert answer.status_code == code
    assert said in answer.text
    assert len(board(bruno, monde)["groupes"]) == 2


def test_a_group_of_another_question_or_board_is_not_merged_with(
    bruno: FlaskClient, monde: Monde, groupes: tuple[str, str]
) -> None:
    bus, _tram = groupes
    autre = factories.make_question(monde.seance, "Et la nuit ?")
    nuit = create_regroupement(par=monde.bruno, question_id=autre, titre="Nuit")
    answer = press(bruno, monde, f"regroupements/{bus}/reunir", dans=nuit, version=1)
    assert answer.status_code == 422
    seance = factories.make_seance(monde.demarche)
    question = factories.make_question(seance)
    loin = create_regroupement(par=monde.bruno, question_id=question, titre="Loin")
    answer = press(bruno, monde, f"regroupements/{bus}/reunir", dans=loin, version=1)
    assert answer.status_code == 404


def test_a_group_closed_a_moment_ago_is_said_with_who_and_where_it_went(
    bruno: FlaskClient, monde: Monde, groupes: tuple[str, str]
) -> None:
    bus, tram = groupes
    neuf = create_regroupement(par=monde.chloe, question_id=monde.question, titre="Neuf")
    merge_regroupements(par=monde.chloe, regroupement_id=tram, dans=neuf, version=1)
    answer = press(bruno, monde, f"regroupements/{bus}/reunir", dans=tram, version=1)
    assert answer.status_code == 409
    assert "Chloe a réuni le groupe « Tram » avec « Neuf »" in answer.text
    close_regroupement(par=monde.chloe, regroupement_id=neuf, version=1)
    answer = press(bruno, monde, f"regroupements/{bus}/reunir", dans=neuf, version=1)
    assert "Chloe a défait le groupe « Neuf »" in answer.text


def test_a_group_renamed_meanwhile_is_shown_before_it_is_merged_with(
    bruno: FlaskClient, monde: Monde, groupes: tuple[str, str]
) -> None:
    bus, tram = groupes
    rename_regroupement(
        par=monde.chloe, regroupement_id=tram, titre="Tout sauf le bus", resume="", version=1
    )
    asked = {"dans": tram, "version": 1, f"version-{tram}": 1}
    answer = press(bruno, monde, f"regroupements/{bus}/reunir", **asked)
    assert answer.status_code == 409
    assert "Chloe a donné à ce groupe le titre « Tout sauf le bus »" in answer.text
    # What was chosen is still chosen, on the version of now.
    assert f'value="{tram}" required checked' in answer.text
    assert f'name="version-{tram}" value="2"' in answer.text
    assert "Deux personnes ont renommé" not in answer.text
    assert len(board(bruno, monde)["groupes"]) == 2


def test_a_group_that_a_suite_rests_on_stays_and_the_other_way_is_told(
    bruno: FlaskClient, monde: Monde, groupes: tuple[str, str]
) -> None:
    bus, tram = groupes
    give_suite(
        par=monde.chloe,
        demarche_id=monde.demarche,
        reponse=Reponse(nature=NatureSuite.SANS_SUITE, texte="Déjà étudié"),
        regroupements=(bus,),
    )
    answer = press(bruno, monde, f"regroupements/{bus}/reunir", dans=tram, version=1)
    assert answer.status_code == 409
    assert "Ouvrez l’autre groupe, et réunissez-le avec celui-ci." in answer.text
    assert press(bruno, monde, f"regroupements/{tram}/reunir", dans=bus).status_code == 303


def test_a_title_without_end_or_with_html_is_kept_as_typed_or_refused(
    bruno: FlaskClient, monde: Monde, groupes: tuple[str, str]
) -> None:
    bus, _tram = groupes
    long = "Mot " * 1250
    answer = press(bruno, monde, f"regroupements/{bus}/renommer", titre=long, version=1)
    assert answer.status_code == 422
    assert "200" in answer.text
    assert long.strip() in answer.text
    html = "<script>alert(1)</script> & <b>bus</b>"
    assert press(bruno, monde, f"regroupements/{bus}/renommer", titre=html).status_code == 303
    page = bruno.get(f"/animer/{monde.seance}/tableau").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;bus&lt;/b&gt;" in page
