"""A séance prepared on one page, without script: in three minutes, and nothing typed is lost."""

from __future__ import annotations

from datetime import date, time

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from cafe.actions.conduite import set_phase
from cafe.extensions import db
from cafe.models import Format, Moderation, Phase, Seance
from cafe.models.question import questions_of, tablees_of
from tests import factories
from tests.conftest import Monde
from tests.main_form import main_form, send


def new(monde: Monde, format_: str = "atelier") -> str:
    return f"/piloter/demarches/{monde.demarche}/seances/nouvelle?format={format_}"


def seance(id_: str) -> Seance:
    db.session.rollback()
    return db.session.get_one(Seance, id_)


def made_by(answer: object) -> str:
    location: str = answer.location  # type: ignore[attr-defined]
    return location.rpartition("/")[2]


def questions(id_: str) -> list[str]:
    db.session.rollback()
    return [q.texte for q in questions_of(db.session(), id_)]


def test_a_title_and_a_question_make_a_world_cafe_ready_to_print(
    chloe: FlaskClient, monde: Monde
) -> None:
    choice = chloe.get(f"/piloter/demarches/{monde.demarche}/seances/nouvelle")
    assert "format=world_cafe" in choice.text
    page = chloe.get(new(monde, "world_cafe"))
    answer = send(chloe, page, titre="Café du Clos-Vert", questions__0__texte="Que changer ?")
    assert answer.status_code == 303
    row = seance(made_by(answer))
    assert (row.format, row.phase) == (Format.WORLD_CAFE, Phase.PREPARATION)
    assert row.code
    assert [e.nature.value for e in row.etapes] == [
        *("accueil", "presentation", "tour", "tour", "tour", "tour", "tour", "tour"),
        *("synthese", "vote", "pleniere", "cloture"),
    ]
    # Talk comes first: phones write for three minutes of each tour, and lie down for the rest.
    assert [e.duree_minutes for e in row.etapes if "contribuer" in e.droits] == [3, 3, 3]
    assert [e.titre for e in row.etapes if "voter" in e.droits] == ["Vote"]
    assert len({e.tour_id for e in row.etapes if e.tour_id}) == 3
    assert len(tablees_of(db.session(), row.id)) == 7
    assert row.redacteur == "Chloe"


def test_everything_on_the_page_is_kept(chloe: FlaskClient, monde: Monde) -> None:
    answer = send(
        chloe,
        chloe.get(new(monde)),
        titre="Atelier emploi",
        objet="Le premier emploi",
        jour="2026-12-03",
        heure_debut="18:00",
        heure_fin="19:30",
        lieu="Maison de quartier",
        redacteur="Farid",
        moderation="a_priori",
        tables="4",
        questions__0__texte="Que faut-il ?",
        questions__0__categories=["mon_idee", "temoignage"],
        etapes__1__titre="On écrit",
        etapes__1__minutes="25",
    )
    row = seance(made_by(answer))
    assert (row.jour, row.heure_debut, row.heure_fin) == (date(2026, 12, 3), time(18), time(19, 30))
    assert (row.lieu, row.redacteur, row.objet) == (
        "Maison de quartier",
        "Farid",
        "Le premier emploi",
    )
    assert row.moderation is Moderation.A_PRIORI
    assert (row.etapes[1].titre, row.etapes[1].duree_minutes) == ("On écrit", 25)
    (question,) = questions_of(db.session(), row.id)
    assert question.categories == ["mon_idee", "temoignage"]
    again = main_form(chloe.get(f"/piloter/seances/{row.id}/preparer"))[1]
    assert again["heure_debut"] == "18:00"
    assert again["etapes-1-minutes"] == "25"


def test_a_list_of_questions_pasted_at_once_becomes_one_question_a_line(
    chloe: FlaskClient, monde: Monde
) -> None:
    answer = send(
        chloe,
        chloe.get(new(monde)),
        titre="Atelier",
        questions__0__texte="Une ?\nDeux ?\n\nTrois ?",
    )
    assert questions(made_by(answer)) == ["Une ?", "Deux ?", "Trois ?"]


def test_buttons_add_move_and_take_away_and_keep_even_what_is_not_valid_yet(
    chloe: FlaskClient, monde: Monde
) -> None:
    page = chloe.get(new(monde))
    page = send(
        chloe,
        page,
        titre="Atelier",
        jour="demain",
        questions__0__texte="A",
        geste="questions:ajouter",
    )
    assert page.status_code == 200
    assert 'name="questions-1-texte" autofocus' in page.text
    page = send(chloe, page, questions__1__texte="B", geste="questions:1:monter")
    page = send(chloe, page, geste="etapes:0:retirer")
    fields = main_form(page)[1]
    assert (fields["titre"], fields["jour"]) == ("Atelier", "demain")
    assert [fields["questions-0-texte"], fields["questions-1-texte"]] == ["B", "A"]
    assert fields["etapes-0-titre"] == "Chacun écrit"
    answer = send(chloe, page, jour="")
    assert questions(made_by(answer)) == ["B", "A"]


def test_the_short_title_of_a_question_outlives_a_saved_form(
    chloe: FlaskClient, monde: Monde
) -> None:
    answer = send(
        chloe,
        chloe.get(new(monde)),
        titre="Atelier",
        questions__0__texte="Une ?",
        questions__0__theme="Place",
    )
    seance = made_by(answer)
    page = chloe.get(f"/piloter/seances/{seance}/preparer")
    assert main_form(page)[1]["questions-0-theme"] == "Place"
    send(chloe, page, titre="Autre titre")
    [row] = questions_of(db.session(), seance)
    assert (row.texte, row.theme) == ("Une ?", "Place")


def test_the_enter_key_saves_and_moves_nothing(chloe: FlaskClient, monde: Monde) -> None:
    import html5lib

    page = chloe.get(new(monde))
    root = html5lib.parse(page.text, namespaceHTMLElements=False)
    form = root.find(".//main").find(".//form")
    first = next(form.iter("button"))
    assert first.get("name") is None


def test_another_format_changes_what_is_proposed(chloe: FlaskClient, monde: Monde) -> None:
    page = send(
        chloe,
        chloe.get(new(monde)),
        format="groupe_de_travail",
        questions__0__texte="Quels freins ?",
        geste="format",
    )
    fields = main_form(page)[1]
    assert "frein" in fields.getlist("questions-0-categories")
    assert fields["questions-0-texte"] == "Quels freins ?"
    answer = send(chloe, page, titre="GT emploi")
    assert "frein" in questions_of(db.session(), made_by(answer))[0].categories


def test_residents_are_offered_four_answers_at_most_and_professionals_more(
    chloe: FlaskClient, monde: Monde
) -> None:
    five = ["ca_va", "ca_ne_va_pas", "mon_idee", "question", "constat"]
    typed = {"titre": "T", "questions__0__texte": "Q ?", "questions__0__categories": five}
    refused = send(chloe, chloe.get(new(monde)), **typed)
    assert refused.status_code == 422
    assert "Gardez 4 réponses au plus" in refused.text
    assert 'id="questions-0-categories-erreur"' in refused.text
    assert send(chloe, chloe.get(new(monde, "groupe_de_travail")), **typed).status_code == 303


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"titre": " "}, "Donnez un titre à la rencontre."),
        ({"questions__0__texte": " "}, "Écrivez la question, ou retirez-la."),
        ({"etapes__0__titre": ""}, "Donnez un titre à l’étape, ou retirez-la."),
        ({"heure_debut": "14:00", "heure_fin": "14:00"}, "doit être différente du début"),
        ({"jour": "9999-12-31"}, "Cette année n’est pas possible : vérifiez la date."),
        ({"jour": "0001-01-01"}, "Cette année n’est pas possible : vérifiez la date."),
        ({"tables": "999"}, "tables-erreur"),
        ({"format": "pirate"}, "format-erreur"),
    ],
)
def test_a_refusal_is_said_beside_its_field_and_makes_nothing(
    chloe: FlaskClient, monde: Monde, typed: dict[str, str], said: str
) -> None:
    before = len(db.session.scalars(select(Seance)).all())
    sent = {"titre": "Atelier", "questions__0__texte": "Que changer ?", "lieu": "Gymnase"} | typed
    refused = send(chloe, chloe.get(new(monde)), **sent)
    assert refused.status_code == 422
    assert said in refused.text
    assert 'value="Gymnase"' in refused.text
    db.session.rollback()
    assert len(db.session.scalars(select(Seance)).all()) == before


def test_questions_are_reordered_without_losing_their_words(
    chloe: FlaskClient, monde: Monde
) -> None:
    factories.make_question(monde.seance, "Que garder ?")
    factories.post(monde.ana, monde.question)
    address = f"/piloter/seances/{monde.seance}/preparer"
    page = send(chloe, chloe.get(address), geste="questions:0:descendre")
    assert send(chloe, page).status_code == 303
    db.session.rollback()
    rows = questions_of(db.session(), monde.seance)
    assert [q.texte for q in rows] == ["Que garder ?", "Que changer dans le quartier ?"]
    assert rows[1].id == monde.question


def test_a_question_with_words_that_is_taken_away_comes_back_with_the_reason(
    chloe: FlaskClient, monde: Monde
) -> None:
    factories.post(monde.ana, monde.question)
    address = f"/piloter/seances/{monde.seance}/preparer"
    page = send(chloe, chloe.get(address), geste="questions:0:retirer")
    refused = send(chloe, page)
    assert refused.status_code == 409
    assert "a déjà reçu des paroles" in refused.text
    assert questions(monde.seance) == ["Que changer dans le quartier ?"]


def test_an_old_form_shows_both_versions_question_by_question(
    chloe: FlaskClient, monde: Monde
) -> None:
    address = f"/piloter/seances/{monde.seance}/preparer"
    old = chloe.get(address)
    send(chloe, chloe.get(address), titre="Atelier du jeudi", questions__0__texte="Que garder ?")
    both = send(chloe, old, lieu="Gymnase")
    assert both.status_code == 409
    assert "Chloe a enregistré autre chose" in both.text
    table = both.text.split("<table")[1].split("</table>")[0]
    for version in ("Atelier du jeudi", "Atelier du mercredi", "Question 1", "Que garder ?"):
        assert version in table
    assert "Format" not in table
    assert seance(monde.seance).lieu == ""
    assert send(chloe, both).status_code == 303
    assert seance(monde.seance).lieu == "Gymnase"


def test_a_closed_seance_can_be_read_and_no_longer_changed(
    chloe: FlaskClient, monde: Monde
) -> None:
    page = chloe.get(f"/piloter/seances/{monde.seance}/preparer")
    for phase in (Phase.TERMINEE, Phase.CLOSE):
        set_phase(par=monde.chloe, seance_id=monde.seance, phase=phase)
    assert "/preparer" not in chloe.get(f"/piloter/seances/{monde.seance}").text
    form = main_form(page)[1]
    form["version"] = str(seance(monde.seance).version)
    refused = chloe.post(f"/piloter/seances/{monde.seance}/preparer", data=form)
    assert refused.status_code == 409
    assert "son compte rendu est parti" in refused.text


def test_the_list_says_where_each_seance_stands(chloe: FlaskClient, monde: Monde) -> None:
    factories.post(monde.ana, monde.question)
    page = chloe.get(f"/piloter/demarches/{monde.demarche}/seances")
    for said in ("Atelier du mercredi", "Ouverte", "1 question, 1 parole reçue"):
        assert said in page.text
