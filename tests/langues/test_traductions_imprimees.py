"""A translation in documents and files: French to read, what was said under it, both erasable."""

from __future__ import annotations

import csv
import io
import json
import unicodedata

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cafe.actions.contributions import post_contribution
from cafe.actions.retouches import erase_contribution
from cafe.actions.traductions import translate_contribution
from cafe.documents.compte_rendu.contenu import CompteRendu as Contenu
from cafe.documents.compte_rendu.contenu import Verbatim
from cafe.documents.compte_rendu.html import render_html
from cafe.documents.compte_rendu.paroles import original
from cafe.documents.compte_rendu.pdf import render_pdf
from cafe.documents.francais import traduit_de
from cafe.extensions import db
from cafe.formats.seance_json import read_seance
from cafe.models import CompteRendu, Phase, Seance
from cafe.models.compte_rendu import versions_of
from cafe.pilotage.compte_rendu.contenu import content_of
from tests import factories
from tests.clients import sign_in
from tests.comptes_rendus import make_validated
from tests.conftest import Monde
from tests.documents.lecture import read_text
from tests.langues.conftest import ARABE, FRANCAIS
from tests.pages import strict_client
from tests.reunions import set_phase

MENTION = "(traduit de l’arabe)"


@pytest.fixture
def traduite(monde: Monde, parole: str) -> str:
    """The word in Arabic, put into French."""
    translate_contribution(
        par=monde.bruno, contribution_id=parole, langue="ar", traduction=FRANCAIS, version=None
    )
    return parole


def content(app: Flask, monde: Monde, row: CompteRendu | None = None) -> Contenu:
    db.session.rollback()
    with app.test_request_context():
        found = content_of(db.session(), db.session.get_one(Seance, monde.seance), row)
    assert isinstance(found, Contenu)
    return found


def words(contenu: Contenu) -> list[Verbatim]:
    return [v for q in contenu.questions for v in q.paroles_isolees]


@pytest.fixture
def chloe(app: Flask, monde: Monde) -> FlaskClient:
    return sign_in(strict_client(app), monde.chloe.id or "")


def test_a_document_prints_the_french_and_whence_it_comes_then_the_original(
    app: Flask, monde: Monde, traduite: str
) -> None:
    contenu = content(app, monde)
    said = read_text(render_pdf(contenu))
    assert said.count(FRANCAIS) == 2, "in the synthesis and in the annexe"
    assert said.count(MENTION) == 2
    letters = unicodedata.normalize("NFKC", said)
    assert letters.count("مقاعد في الظل") == 1, "what was said is in the annexe only"
    page = render_html(contenu)
    assert page.count(MENTION) == 2
    assert page.count(ARABE) == 1


def test_a_script_that_the_fonts_lack_is_told_in_words() -> None:
    tamoul = Verbatim(categorie="Mon idée", texte="நிழலில்", langue="ta", traduction="De l’ombre")
    (line,) = original(tamoul)
    assert "Texte d’origine en tamoul" in line.text
    assert list(original(Verbatim(categorie="Mon idée", texte="De l’ombre"))) == []


@pytest.mark.parametrize(
    ("code", "dit"),
    [
        ("ar", "traduit de l’arabe"),
        ("tr", "traduit du turc"),
        ("he", "traduit de l’hébreu"),
        ("hu", "traduit du hongrois"),
        ("zdj", "traduit du comorien"),
        ("pt-BR", "traduit du portugais"),
        ("xx", "traduit d’une autre langue"),
    ],
)
def test_the_language_is_named_in_french(code: str, dit: str) -> None:
    assert traduit_de(code) == dit


def test_a_frozen_version_names_the_translation_and_keeps_the_one_that_was_signed(
    app: Flask, monde: Monde, traduite: str
) -> None:
    first = make_validated(monde.chloe, monde.seance)
    db.session.rollback()
    row = db.session.get_one(CompteRendu, first)
    kept = json.dumps(row.contenu, ensure_ascii=False)
    assert FRANCAIS not in kept
    assert ARABE not in kept
    set_phase(monde.seance, Phase.TERMINEE)
    translate_contribution(
        par=monde.bruno, contribution_id=traduite, langue="ar", traduction="Autre", version=None
    )
    (word,) = words(content(app, monde, db.session.get_one(CompteRendu, first)))
    assert (word.texte, word.traduction, word.langue) == (ARABE, FRANCAIS, "ar")


def test_an_erasure_leaves_neither_in_the_frozen_version(
    app: Flask, monde: Monde, traduite: str
) -> None:
    make_validated(monde.chloe, monde.seance)
    erase_contribution(par=monde.chloe, contribution_id=traduite, motif="demande")
    for row in versions_of(db.session(), monde.seance):
        contenu = content(app, monde, row)
        (word,) = words(contenu)
        assert (word.texte, word.traduction) == (None, None)
        said = read_text(render_pdf(contenu))
        assert "propos retiré" in said
        assert FRANCAIS not in said
        assert "arabe" not in said


def test_tables_hold_the_translation_and_no_language_of_other_words(
    chloe: FlaskClient, monde: Monde, traduite: str
) -> None:
    other = factories.envoi(monde.question, "Une fontaine", langue="tr")
    post_contribution(par=monde.ana, envoi=other)
    data = chloe.get(f"/piloter/seances/{monde.seance}/contributions.csv").data
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    said = {row["Parole"]: (row["Langue d’origine"], row["Traduction en français"]) for row in rows}
    assert said == {ARABE: ("arabe", FRANCAIS), "Une fontaine": ("", "")}


def test_a_file_of_the_first_version_is_still_read(
    chloe: FlaskClient, monde: Monde, parole: str
) -> None:
    file = json.loads(chloe.get(f"/piloter/seances/{monde.seance}/seance.json").data)
    file["version"] = 1
    del file["traductions"]
    lue = read_seance(json.dumps(file).encode())
    assert lue.erreurs == ()
    assert lue.sections["traductions"] == ()
