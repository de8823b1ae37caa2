"""The page of suggestions: proposed, accepted, refused, taken back; without any script."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from cafe.actions.lots import move_contributions
from cafe.actions.moderation import chill_contribution
from cafe.actions.regroupements import create_regroupement
from cafe.models import EmpreinteTexte
from tests import factories
from tests.conftest import Monde
from tests.facilitation.conftest import board
from tests.suggestions.test_propositions import ARBRES, BUS, MEDECINS

SALLE = [*BUS, *ARBRES, *MEDECINS]
PAIRE = ("Planter des arbres sur la place", "Il faut planter des arbres sur la place !")


@dataclass
class Formulaire:
    """A form as a browser without script sends it."""

    action: str
    bouton: str
    champs: MultiDict[str, str]


def forms(answer: TestResponse) -> list[Formulaire]:
    root = html5lib.parse(answer.get_data(as_text=True), namespaceHTMLElements=False)
    return [_form(form) for form in root.iter("form") if form.get("method") == "post"]


def _form(form: Element) -> Formulaire:
    fields = [
        (str(field.get("name")), field.get("value") or "")
        for field in form.iter("input")
        if field.get("name")
        and (field.get("type") != "checkbox" or field.get("checked") is not None)
    ]
    (button,) = [" ".join("".join(b.itertext()).split()) for b in form.iter("button")]
    return Formulaire(str(form.get("action")), button, MultiDict(fields))


def look(client: FlaskClient, monde: Monde, moment: str = "jour") -> TestResponse:
    url = f"/animer/{monde.seance}/suggestions?question={monde.question}&moment={moment}"
    answer = client.get(url)
    assert answer.status_code == 200
    return answer


def offered(answer: TestResponse, bouton: str) -> list[Formulaire]:
    return [form for form in forms(answer) if form.bouton.startswith(bouton)]


def press(client: FlaskClient, form: Formulaire) -> TestResponse:
    return client.post(form.action, data=form.champs, follow_redirects=True)


@pytest.fixture
def salle(monde: Monde) -> dict[str, str]:
    """Twelve words on three subjects, by text."""
    return {texte: factories.post(monde.ana, monde.question, texte).id for texte in SALLE}


def groups(client: FlaskClient, monde: Monde) -> list[set[str]]:
    return [set(group["cartes"]) for group in board(client, monde)["groupes"]]


def test_the_page_is_one_step_from_the_board_and_moves_nothing(
    bruno: FlaskClient, monde: Monde, salle: dict[str, str]
) -> None:
    before = board(bruno, monde)
    assert (
        f"/animer/{monde.seance}/suggestions" in bruno.get(f"/animer/{monde.seance}/tableau").text
    )
    page = look(bruno, monde, "apres").text
    assert "Créer les 3 groupes" in page
    assert "mots communs : bus" in page
    assert board(bruno, monde) == before


def test_a_first_grouping_is_accepted_at_once_and_undone_in_one_step(
    bruno: FlaskClient, monde: Monde, salle: dict[str, str]
) -> None:
    (tout,) = offered(look(bruno, monde, "apres"), "Créer les 3 groupes")
    after = press(bruno, tout)
    assert {frozenset(group) for group in groups(bruno, monde)} == {
        frozenset(salle[texte] for texte in sujet) for sujet in (BUS, ARBRES, MEDECINS)
    }
    (retour,) = offered(after, "Annuler ce que je viens")
    press(bruno, retour)
    assert groups(bruno, monde) == []
    assert len(board(bruno, monde)["libres"]) == len(SALLE)


def test_one_is_accepted_without_the_word_that_was_unticked_and_the_others_stay(
    bruno: FlaskClient, monde: Monde, salle: dict[str, str]
) -> None:
    first, *others = offered(look(bruno, monde, "apres"), "Créer ce groupe")
    cards = first.champs.getlist("cartes-a")
    first.champs.setlist("cartes-a", cards[1:])
    first.champs["titre-a"] = "Avec leurs mots"
    after = press(bruno, first)
    assert groups(bruno, monde) == [set(cards[1:])]
    assert "Avec leurs mots" in bruno.get(f"/animer/{monde.seance}/tableau").text
    left = offered(after, "Créer ce groupe")
    assert [set(form.champs.getlist("cartes-a")) for form in left] == [
        set(form.champs.getlist("cartes-a")) for form in others
    ]


def test_a_lone_word_is_offered_the_likeliest_groups_first(
    bruno: FlaskClient, monde: Monde, salle: dict[str, str]
) -> None:
    for titre, sujet in (("Bus", BUS), ("Arbres", ARBRES)):
        create_regroupement(
            par=monde.bruno,
            question_id=monde.question,
            titre=titre,
            contributions=[salle[texte] for texte in sujet],
        )
    lone = factories.post(monde.ana, monde.question, "Un bus le samedi soir").id
    places = [
        form
        for form in offered(look(bruno, monde, "apres"), "Mettre dans")
        if form.champs["cartes-a"] == lone
    ]
    assert places[0].bouton == "Mettre dans « Bus »"
    press(bruno, places[0])
    assert lone in groups(bruno, monde)[0]


def test_what_is_refused_is_proposed_no_more_until_it_is_asked_for(
    bruno: FlaskClient, monde: Monde, salle: dict[str, str]
) -> None:
    page = look(bruno, monde, "apres")
    (tout,) = offered(page, "Tout écarter")
    after = press(bruno, tout)
    assert "3 suggestions écartées." in after.text
    assert "Aucune suggestion" in look(bruno, monde, "apres").text
    # Nearly the same groups, with a word more, are not proposed either.
    factories.post(monde.ana, monde.question, "Le bus du soir passe trop peu")
    assert not offered(look(bruno, monde, "apres"), "Créer ce groupe")
    (retour,) = offered(after, "Annuler")
    press(bruno, retour)
    assert len(offered(look(bruno, monde, "apres"), "Créer ce groupe")) == 3


def test_a_word_that_moved_since_the_page_was_read_is_said_with_who(
    bruno: FlaskClient, monde: Monde, salle: dict[str, str]
) -> None:
    (tout,) = offered(look(bruno, monde, "apres"), "Créer les 3 groupes")
    chill_contribution(par=monde.chloe, contribution_id=salle[BUS[0]], version=None)
    answer = press(bruno, tout)
    assert answer.status_code == 409
    assert "Chloe a touché à 1 de ces paroles" in answer.text
    assert groups(bruno, monde) == []
    # The same page, read again, offers what is left.
    assert offered(answer, "Créer les 3 groupes")


def test_nothing_alike_is_said_so(bruno: FlaskClient, monde: Monde) -> None:
    assert "Aucune suggestion" in look(bruno, monde).text
    for texte in ("bancs", "piscine", "…"):
        factories.post(monde.ana, monde.question, texte)
    for moment in ("jour", "apres"):
        assert "Aucune suggestion" in look(bruno, monde, moment).text


def test_opposite_opinions_are_never_shown_as_nearly_the_same(
    bruno: FlaskClient, monde: Monde, salle: dict[str, str]
) -> None:
    factories.post(monde.ana, monde.question, "Il ne faut pas planter des arbres sur la place")
    assert not offered(look(bruno, monde), "Rapprocher")


def test_words_without_what_was_kept_of_them_are_compared_all_the_same(
    bruno: FlaskClient, monde: Monde, salle: dict[str, str]
) -> None:
    before = [form.champs.getlist("cartes-a") for form in forms(look(bruno, monde, "apres"))]
    factories.build(lambda session: session.execute(delete(EmpreinteTexte)))
    after = [form.champs.getlist("cartes-a") for form in forms(look(bruno, monde, "apres"))]
    assert before == after != []


def test_words_that_came_since_are_counted_and_a_new_search_is_offered(
    bruno: FlaskClient, monde: Monde, salle: dict[str, str]
) -> None:
    first, *_ = offered(look(bruno, monde, "apres"), "Créer ce groupe")
    factories.post(monde.ana, monde.question, "Une fontaine")
    after = press(bruno, first)
    assert "1 parole est arrivée depuis." in after.text
    assert "1 parole est arrivée depuis." not in look(bruno, monde, "apres").text


def test_an_empty_or_unknown_choice_changes_nothing(
    bruno: FlaskClient, monde: Monde, salle: dict[str, str]
) -> None:
    first, *_ = offered(look(bruno, monde, "apres"), "Créer ce groupe")
    first.champs.setlist("cartes-a", [])
    assert press(bruno, first).status_code == 422
    (tout,) = offered(look(bruno, monde, "apres"), "Tout écarter")
    tout.champs.setlist("proposition", ["autre/chose/x"])
    assert press(bruno, tout).status_code == 409
    assert groups(bruno, monde) == []


def test_a_group_half_taken_apart_meanwhile_offers_the_rest(
    bruno: FlaskClient, monde: Monde, salle: dict[str, str]
) -> None:
    page = look(bruno, monde, "apres")
    (tout,) = offered(page, "Créer les 3 groupes")
    group = create_regroupement(par=monde.bruno, question_id=monde.question, titre="À part")
    move_contributions(
        par=monde.bruno,
        seance_id=monde.seance,
        cartes={salle[BUS[0]]: None},
        regroupement_id=group,
    )
    url = f"/animer/{monde.seance}/suggestions?question={monde.question}&moment=apres"
    again = bruno.get(f"{url}&base={tout.champs['base']}")
    sizes = sorted(len(f.champs.getlist("cartes-a")) for f in offered(again, "Créer ce groupe"))
    assert sizes == [3, 4, 4]
