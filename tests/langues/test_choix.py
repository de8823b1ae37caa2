"""Which language a phone speaks, and that nothing else speaks it."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from babel.support import Translations
from flask import Flask, render_template_string
from flask.testing import FlaskClient
from flask_babel import force_locale, get_domain, ngettext, pgettext
from jinja2 import nodes

from cafe.extensions import db
from cafe.langues.catalogue import read_source
from cafe.langues.choix import registre
from cafe.langues.langue import CodeInconnu, check_code, direction_of, locale_of, own_name
from cafe.langues.registre import LangueAbsente, PasRelue
from cafe.live.pieces import Pieces
from cafe.models import Seance
from cafe.models.tableau import cards_by_id
from cafe.resources import resource
from tests import factories
from tests.conftest import Monde
from tests.pages import strict_client, token_in

ARABE = {"Accept-Language": "ar-DZ,ar;q=0.9,fr;q=0.5"}


@pytest.fixture
def code(monde: Monde) -> str:
    found = db.session.get_one(Seance, monde.seance).code
    assert found
    return found


@pytest.fixture
def langues(app: Flask) -> None:
    """All shipped languages on, as someone who knows that nobody re-read them."""
    for code in ("fr-simple", "en", "ar"):
        registre().activate(code, sans_relecture=True)


@pytest.fixture
def phone(app: Flask) -> FlaskClient:
    return strict_client(app)


def test_a_language_nobody_reread_is_off_until_someone_knowingly_switches_it_on(
    app: Flask, phone: FlaskClient, code: str
) -> None:
    page = phone.get(f"/s/{code}", headers=ARABE).text
    assert '<html lang="fr" dir="ltr"' in page
    assert "العربية" not in page
    with pytest.raises(PasRelue):
        registre().activate("ar")
    registre().activate("ar", sans_relecture=True)
    page = phone.get(f"/s/{code}", headers=ARABE).text
    assert '<html lang="ar" dir="rtl"' in page
    assert "هذه الترجمة لم تُراجَع بعد." in page
    registre().deactivate("ar")
    assert '<html lang="fr"' in phone.get(f"/s/{code}", headers=ARABE).text


def test_a_language_without_a_catalogue_cannot_be_switched_on(app: Flask) -> None:
    with pytest.raises(LangueAbsente):
        registre().activate("tr", sans_relecture=True)


@pytest.mark.usefixtures("langues")
def test_the_address_wins_over_the_cookie_and_the_cookie_over_the_browser(
    phone: FlaskClient, code: str
) -> None:
    assert '<html lang="ar"' in phone.get(f"/s/{code}", headers=ARABE).text
    assert '<html lang="en"' in phone.get(f"/s/{code}?lang=en", headers=ARABE).text
    assert '<html lang="en"' in phone.get(f"/s/{code}/mes-mots", headers=ARABE).text
    assert '<html lang="fr"' in phone.get(f"/s/{code}?lang=fr", headers=ARABE).text
    assert '<html lang="fr"' in phone.get(f"/s/{code}", headers=ARABE).text


@pytest.mark.usefixtures("langues")
def test_a_language_that_is_not_there_is_ignored(phone: FlaskClient, code: str) -> None:
    answer = phone.get(f"/s/{code}?lang=../../x", headers={"Accept-Language": "tr,zz;q=0.2"})
    assert '<html lang="fr"' in answer.text
    assert "cafe_langue" not in "".join(answer.headers.getlist("Set-Cookie"))


@pytest.mark.usefixtures("langues")
def test_simple_french_is_offered_and_spoken_as_french(phone: FlaskClient, code: str) -> None:
    page = phone.get(f"/s/{code}?lang=fr-simple").text
    assert '<html lang="fr" dir="ltr"' in page
    assert "Mes idées" in page
    assert "Mes mots" not in page


@pytest.mark.usefixtures("langues")
def test_the_switch_keeps_the_question_one_was_on(
    phone: FlaskClient, code: str, monde: Monde
) -> None:
    page = phone.get(f"/s/{code}?question={monde.question}&lang=en").text
    assert f'href="?question={monde.question}&amp;lang=ar"' in page
    assert '<details class="langues">' in page, "someone who has chosen sees one line"


@pytest.mark.usefixtures("langues")
def test_a_refusal_and_a_wrong_code_are_said_in_the_phones_language(
    phone: FlaskClient, code: str
) -> None:
    assert "No meeting has the code" in phone.get("/r/ZZZZZZ?lang=en").text
    answer = phone.post("/suivi", data={"recu": "x"})
    assert answer.status_code == 400, "no token"
    assert "The page has expired" in answer.text


@pytest.mark.usefixtures("langues")
def test_an_address_that_leads_nowhere_is_told_in_the_phones_language(phone: FlaskClient) -> None:
    page = phone.get("/quelque-part", headers=ARABE)
    assert page.status_code == 404
    assert '<html lang="ar" dir="rtl"' in page.text
    for team in ("/piloter/quelque-part", "/animer/x/y/z"):
        assert '<html lang="fr"' in phone.get(team, headers=ARABE).text


@pytest.mark.usefixtures("langues")
@pytest.mark.parametrize(
    ("cookies", "said"),
    [(True, "The page was open for a long time"), (False, "This browser blocks cookies")],
)
def test_an_old_page_and_blocked_cookies_are_told_in_the_phones_language(
    app: Flask, phone: FlaskClient, code: str, monde: Monde, cookies: bool, said: str
) -> None:
    if cookies:
        phone.get(f"/s/{code}?lang=en")
    sent = {"question": monde.question, "categorie": "mon_idee", "texte": "Kept"}
    answer = phone.post(f"/s/{code}/contributions?lang=en", data=sent)
    assert answer.status_code == 400
    assert said in answer.text
    assert "Kept" in answer.text


@pytest.mark.usefixtures("langues")
def test_what_the_team_wrote_is_french_on_a_page_that_is_not(
    app: Flask, phone: FlaskClient, monde: Monde, code: str
) -> None:
    holder = phone.get(f"/s/{code}?lang=ar")
    sent = {
        "csrf_token": token_in(holder),
        "client_id": str(uuid.uuid4()),
        "question": monde.question,
        "categorie": "mon_idee",
        "texte": "مقاعد",
    }
    phone.post(f"/s/{code}/contributions", data=sent)
    page = phone.get(f"/s/{code}/mes-mots").text
    assert '<bdi lang="fr">Réunion de retour</bdi>' in page


@pytest.mark.usefixtures("langues")
def test_categories_and_state_speak_the_phones_language(phone: FlaskClient, code: str) -> None:
    phone.get(f"/s/{code}?lang=en")
    state = phone.get(f"/s/{code}/etat.json").get_json()
    labels = [c["libelle"] for q in state["questions"] for c in q["categories"]]
    assert "My idea" in labels


@pytest.mark.usefixtures("langues")
def test_the_teams_pages_stay_french(phone: FlaskClient) -> None:
    phone.get("/?lang=ar")
    page = phone.get("/connexion?lang=ar", headers=ARABE)
    assert page.status_code == 200
    assert '<html lang="fr" dir="ltr"' in page.text


@pytest.mark.usefixtures("langues")
def test_live_pieces_stay_french_even_when_first_drawn_after_an_arabic_phone(
    app: Flask, phone: FlaskClient, code: str, monde: Monde
) -> None:
    word = factories.post(monde.ana, monde.question).id
    phone.get(f"/s/{code}?lang=ar")
    card = cards_by_id(db.session(), [word])[0]
    with app.test_request_context():  # as the announcer draws
        drawn = Pieces(app).carte(card)
    assert "Mettre au frigo" in drawn
    assert not any("\u0600" <= sign <= "\u06ff" for sign in drawn)


def test_no_word_that_a_piece_keeps_between_drawings_is_the_phones(app: Flask) -> None:
    """What stands at the top of a piece is read once: it must have one language only."""
    kept: set[str] = set()
    for path in resource("templates/pieces").glob("*.html"):
        tree = app.jinja_env.parse(path.read_text(encoding="utf-8"))
        for top in (node for node in tree.body if isinstance(node, nodes.Assign)):
            for call in top.find_all(nodes.Call):
                if isinstance(call.node, nodes.Name) and call.node.name == "_":
                    kept |= {arg.value for arg in call.args if isinstance(arg, nodes.Const)}
    assert "Mettre au frigo" in kept
    assert {word for word in kept if read_source().get(word)} == set()


@pytest.mark.parametrize(
    ("nombre", "said"), [(0, "0 voix unie"), (1, "1 voix unie"), (2, "2 voix unies")]
)
def test_our_own_sentences_agree_as_french_does(app: Flask, nombre: int, said: str) -> None:
    with app.test_request_context("/piloter/"):
        assert ngettext("%(num)s voix unie", "%(num)s voix unies", nombre) == said
        template = "{{ ngettext('%(num)s voix unie', '%(num)s voix unies', nombre) }}"
        assert render_template_string(template, nombre=nombre) == said


def test_a_sentence_told_apart_by_its_context_may_be_in_no_catalogue(app: Flask) -> None:
    with app.test_request_context():
        assert pgettext("siège", "Titulaire de rien") == "Titulaire de rien"


@pytest.mark.parametrize(
    ("code", "locale", "direction"),
    [
        ("fr-simple", "fr@simple", "ltr"),
        ("ar", "ar", "rtl"),
        ("ur", "ur", "rtl"),
        ("prs", "fr@prs", "rtl"),
        ("tr", "tr", "ltr"),
        ("pt-BR", "pt_BR", "ltr"),
        ("zdj", "fr@zdj", "ltr"),
        ("fr-longue", "fr@longue", "ltr"),
        ("ar-maghreb", "ar@maghreb", "rtl"),
    ],
)
def test_the_code_alone_gives_locale_and_direction(code: str, locale: str, direction: str) -> None:
    assert (locale_of(check_code(code)), direction_of(code)) == (locale, direction)


def test_a_language_is_called_by_its_own_name() -> None:
    assert (own_name("tr"), own_name("ar"), own_name("zdj")) == ("Türkçe", "العربية", "")


@pytest.mark.parametrize("code", ["", "français", "../ar", "AR", "a", "fr_FR", "ar-"])
def test_what_is_not_a_code_is_refused(code: str) -> None:
    with pytest.raises(CodeInconnu):
        check_code(code)


@pytest.mark.parametrize(
    ("langue", "dits"),
    [
        ("fr", ("0 gommette", "1 gommette", "2 gommettes")),
        ("en", ("0 dots", "1 dot", "2 dots")),
        ("ar", ("0 نقطة", "نقطة واحدة (1)", "نقطتان (2)")),
    ],
)
def test_each_language_counts_in_its_own_way(
    app: Flask, langues: None, langue: str, dits: tuple[str, ...]
) -> None:
    with app.test_request_context(), force_locale(langue):
        said = tuple(ngettext("%(num)s gommette", "%(num)s gommettes", n) for n in range(3))
        assert said == dits
        # What no catalogue says is French, and counted as such.
        assert ngettext("%(num)s machin", "%(num)s machins", 0) == "0 machin"


def test_french_counts_the_same_where_the_languages_change_as_it_is_read(
    app: Flask, langues: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = Translations.load

    def load_as_they_change(*asked: Any) -> Any:
        get_domain().cache.clear()
        return load(*asked)

    with app.test_request_context():
        get_domain().cache.clear()
        with force_locale("en"):
            ngettext("%(num)s machin", "%(num)s machins", 0)
        monkeypatch.setattr(Translations, "load", load_as_they_change)
        with force_locale("fr"):
            assert ngettext("%(num)s machin", "%(num)s machins", 0) == "0 machin"
