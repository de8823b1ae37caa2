"""A typed list: shown first, created at once or not at all, known again, taken back."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import Workbook
from sqlalchemy import select
from werkzeug.test import TestResponse

from cafe.extensions import db
from cafe.formats.tableau_xlsx import LIGNES_MAX as FEUILLE_MAX
from cafe.models import Contribution, Evenement, Origine, Phase, Role, RoleAcces, Statut, Tour
from tests import factories
from tests.conftest import Monde
from tests.facilitation.conftest import board, make_table
from tests.pages import strict_client, token_in

TABLEAU = "Texte;Question;Catégorie;Table\nDes bancs;1;Ça va;3\n\nDe l’ombre;Le soir;Mon idée;\n"


def _path(monde: Monde) -> str:
    return f"/animer/{monde.seance}/saisie/liste"


def read(client: FlaskClient, monde: Monde, texte: str = "", **fields: Any) -> TestResponse:
    """Ask for the preview; a file is ``fichier=(bytes, name)``."""
    page = client.get(_path(monde))
    data: dict[str, Any] = {"csrf_token": token_in(page), "client_id": _field(page, "client_id")}
    data |= {"texte": texte} | fields
    if "fichier" in fields:
        content, name = fields["fichier"]
        data["fichier"] = (io.BytesIO(content), name)
    answer = client.post(_path(monde), data=data, content_type="multipart/form-data")
    # A large form is a file on the disk, which the test client leaves open.
    answer.request.environ["wsgi.input"].close()
    return answer


def create(client: FlaskClient, monde: Monde, shown: TestResponse, **fields: Any) -> TestResponse:
    """Press « Créer » on a preview."""
    data = {name: _field(shown, name) for name in ("csrf_token", "client_id", "vu")}
    data |= {
        name: _chosen(shown, name) for name in ("question", "categorie", "source", "tablee", "tour")
    }
    texte = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", shown.text, re.DOTALL)
    assert texte
    data["texte"] = _plain(texte[1])
    return client.post(f"{_path(monde)}/creer", data=data | fields)


def _field(page: TestResponse, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.text)
    return found[1] if found else ""


def _chosen(page: TestResponse, name: str) -> str:
    select_ = re.search(rf'<select[^>]* name="{name}">(.*?)</select>', page.text, re.DOTALL)
    options = re.findall(r'<option value="([^"]*)"( selected)?', select_[1]) if select_ else []
    return next((v for v, chosen in options if chosen), options[0][0] if options else "")


def _plain(html: str) -> str:
    for sign, code in (("<", "&lt;"), (">", "&gt;"), ('"', "&#34;"), ("'", "&#39;")):
        html = html.replace(code, sign)
    return html.replace("&amp;", "&")


def words() -> list[Contribution]:
    db.session.rollback()
    return list(db.session.scalars(select(Contribution).order_by(Contribution.ordre)))


def events(nature: str) -> list[Evenement]:
    db.session.rollback()
    return list(db.session.scalars(select(Evenement).where(Evenement.nature == nature)))


def test_pasted_lines_are_shown_then_created_in_their_order(
    bruno: FlaskClient, monde: Monde
) -> None:
    shown = read(
        bruno,
        monde,
        "Des bancs, à l’ombre\n\nUn marché ; le soir\n",
        question=monde.question,
        categorie="mon_idee",
    )
    assert shown.status_code == 200
    assert "2 paroles seront créées" in shown.text
    assert "1 ligne vide laissée de côté" in shown.text
    assert words() == []
    assert create(bruno, monde, shown).status_code == 303
    assert [word.texte for word in words()] == ["Des bancs, à l’ombre", "Un marché ; le soir"]
    assert {(w.source, w.statut, w.saisie_par) for w in words()} == {
        (Origine.PAPIER, Statut.PUBLIEE, monde.bruno.id)
    }
    assert len({word.participant_id for word in words()}) == 2
    assert board(bruno, monde)["libres"] == [word.id for word in words()]


def test_a_table_says_question_category_and_table_by_its_titles(
    bruno: FlaskClient, monde: Monde
) -> None:
    table = make_table(monde.seance, 3)
    evening = factories.make_question(monde.seance, "Le soir")
    assert create(bruno, monde, read(bruno, monde, TABLEAU)).status_code == 303
    first, second = words()
    assert (first.question_id, first.categorie, first.tablee_id) == (
        monde.question,
        "ca_va",
        table,
    )
    assert (second.question_id, second.categorie, second.tablee_id) == (evening, "mon_idee", None)


def test_one_event_brings_them_all_and_holds_no_text(bruno: FlaskClient, monde: Monde) -> None:
    fields = {"question": monde.question, "categorie": "ca_va"}
    create(bruno, monde, read(bruno, monde, "Un\nDeux\nTrois", **fields))
    (event,) = events("ContributionsImported")
    assert set(event.ids("contribution")) == {word.id for word in words()}
    assert "Deux" not in str(event.details)
    places = [word.ordre for word in words()]
    assert places == sorted(set(places))
    assert max(places) < event.numero
    # The next word of a phone comes after them.
    factories.post(factories.participant(monde.seance), monde.question, "Ensuite")
    assert words()[-1].texte == "Ensuite"


def test_bad_lines_are_said_by_number_and_nothing_is_created(
    bruno: FlaskClient, monde: Monde
) -> None:
    texte = (
        "Texte;Question;Catégorie;Table;Tour\nBancs;1;Ça va;;\nOmbre;7;Ça va;;\n"
        "Eau;1;Rêverie;;\nJeux;1;Frein;9;4\n;1;Ça va;;\n" + "x" * 2001 + ";1;Ça va;;\n"
    )
    shown = read(bruno, monde, texte)
    assert shown.status_code == 422
    for said in (
        "Cette rencontre n’a pas de question « 7 »",
        "Aucune catégorie « Rêverie »",
        "La question 1 ne prend pas « Frein »",
        "Il n’y a pas de table « 9 »",
        "Il n’y a pas de tour « 4 »",
        "Cette ligne n’a pas de texte",
        "2001 caractères ; la limite est de 2000",
    ):
        assert said in shown.text
    assert re.findall(r'<td data-titre="Ligne">(\d+)</td>', shown.text) == list("3455567")
    assert "Jeux ; 1 ; Frein ; 9 ; 4" in shown.text
    # What was typed is all there, to be put right.
    assert "Ombre;7;Ça va" in shown.text
    assert "/creer" not in shown.text
    assert create(bruno, monde, shown, vu="").status_code == 422
    assert words() == []


def test_a_name_that_nobody_knows_is_given_its_meaning_once(
    bruno: FlaskClient, monde: Monde
) -> None:
    texte = "Texte;Catégorie\nBancs;Souhait\nOmbre;souhait\nEau;SOUHAIT\n"
    fields = {"question": monde.question}
    assert "(1 ligne)" in read(bruno, monde, texte, **fields).text
    given = fields | {"genre": "categorie", "nom": "Souhait", "sens": "mon_idee"}
    shown = read(bruno, monde, texte, **given)
    assert "3 paroles seront créées" in shown.text
    create(bruno, monde, shown, genre="categorie", nom="Souhait", sens="mon_idee")
    assert {word.categorie for word in words()} == {"mon_idee"}


def test_the_same_list_again_creates_nothing_and_says_so(bruno: FlaskClient, monde: Monde) -> None:
    fields = {"question": monde.question, "categorie": "ca_va"}
    shown = read(bruno, monde, "Des bancs\nDes bancs\nDe l’ombre", **fields)
    create(bruno, monde, shown)
    assert len(words()) == 3  # said twice, it is two words
    create(bruno, monde, shown)  # the same press again
    assert len(words()) == 3
    assert len(events("ContributionsImported")) == 1
    again = read(bruno, monde, "Des bancs\nDe l’ombre\nDe l’eau", **fields)
    assert "2 lignes déjà importées" in again.text
    assert "1 parole sera créée" in again.text
    create(bruno, monde, again)
    assert [word.texte for word in words()][3:] == ["De l’eau"]


def test_a_line_with_its_own_number_is_known_by_it(bruno: FlaskClient, monde: Monde) -> None:
    fields = {"question": monde.question, "categorie": "ca_va"}
    create(bruno, monde, read(bruno, monde, "id;texte\n12;Des bancs", **fields))
    shown = read(bruno, monde, "id;texte\n12;Des bancs verts\n13;Des bancs", **fields)
    assert "1 parole sera créée" in shown.text
    twice = read(bruno, monde, "id;texte\n14;Un\n14;Deux", **fields)
    assert "déjà à la ligne 2" in twice.text


def test_a_list_changed_after_its_preview_is_shown_again(bruno: FlaskClient, monde: Monde) -> None:
    fields = {"question": monde.question, "categorie": "ca_va"}
    shown = read(bruno, monde, "Des bancs", **fields)
    answer = create(bruno, monde, shown, texte="Des bancs\nDe l’ombre")
    assert "La liste a changé" in answer.text
    assert words() == []


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_a_file_is_read_whatever_its_encoding_and_its_separator(
    bruno: FlaskClient, monde: Monde, codec: str, sign: str
) -> None:
    texte = f'Idée{sign}Catégorie\r\n"Été{sign} ""ombre"" et\nbancs"{sign}Mon idée\r\n'
    shown = read(bruno, monde, fichier=(texte.encode(codec), "liste.csv"), question=monde.question)
    assert "1 parole sera créée" in shown.text
    assert ("Windows-1252" in shown.text) is (codec == "cp1252")
    create(bruno, monde, shown)
    assert words()[0].texte == f'Été{sign} "ombre" et\nbancs'.replace("\t", " ")


def _workbook(*rows: tuple[str, ...]) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_read_from_its_titles_and_stays_to_be_put_right(
    bruno: FlaskClient, monde: Monde
) -> None:
    book = _workbook(("Feuilles du 12 mars",), ("Parole", "Catégorie"), ("Des\nbancs", "Ça va"))
    shown = read(bruno, monde, fichier=(book, "liste.xlsx"), question=monde.question)
    assert "1 parole sera créée" in shown.text
    create(bruno, monde, shown)
    assert words()[0].texte == "Des\nbancs"


def test_a_formula_is_refused_with_what_to_do(bruno: FlaskClient, monde: Monde) -> None:
    book = _workbook(("Parole",), ('=HYPERLINK("http://exemple.fr")',))
    shown = read(bruno, monde, fichier=(book, "liste.xlsx"), question=monde.question)
    assert shown.status_code == 422
    assert "Ligne 2, colonne 1" in shown.text
    assert "Collage spécial" in shown.text


def test_a_workbook_made_to_fill_the_memory_is_not_opened(bruno: FlaskClient, monde: Monde) -> None:
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", " " * 45_000_000)
    shown = read(bruno, monde, fichier=(out.getvalue(), "liste.xlsx"))
    assert shown.status_code == 422
    assert "c&#39;est trop" in shown.text


@pytest.mark.parametrize("kind", ["pasted", "csv", "xlsx"])
def test_fifty_thousand_lines_are_refused_with_what_to_do(
    bruno: FlaskClient, monde: Monde, kind: str
) -> None:
    line = "Il faudrait plus de bancs à l’ombre près du marché"
    many = "\n".join([line] * 50_000)
    if kind == "pasted":
        shown = read(bruno, monde, many)
    elif kind == "csv":
        shown = read(bruno, monde, fichier=(many.encode(), "liste.csv"))
    else:
        book = _workbook(*[(line,)] * (FEUILLE_MAX + 1))
        shown = read(bruno, monde, fichier=(book, "liste.xlsx"))
    assert shown.status_code == 422
    assert "lignes ; la limite est de 2\u202f000 à la fois. Découpez-la en" in shown.text
    assert len(shown.text) < 100_000
    assert words() == []


def test_html_stays_text(bruno: FlaskClient, monde: Monde) -> None:
    shown = read(
        bruno, monde, "<script>alert(1)</script>", question=monde.question, categorie="ca_va"
    )
    assert "<script>alert" not in shown.text
    create(bruno, monde, shown)
    assert words()[0].texte == "<script>alert(1)</script>"
    assert "<script>alert" not in bruno.get(f"/animer/{monde.seance}/tableau").text


def test_a_list_nobody_touched_is_taken_back_whole(bruno: FlaskClient, monde: Monde) -> None:
    fields = {"question": monde.question, "categorie": "ca_va"}
    shown = read(bruno, monde, "Des bancs\nDe l’ombre", **fields)
    create(bruno, monde, shown)
    (event,) = events("ContributionsImported")
    page = bruno.get(_path(monde))
    data = {"csrf_token": token_in(page)}
    path = f"{_path(monde)}/{event.numero}/retirer"
    assert path in page.text
    for _ in range(2):
        assert bruno.post(path, data=data).status_code == 303
    assert {(word.statut, word.texte) for word in words()} == {(Statut.RETIREE, None)}
    assert len(events("ImportWithdrawn")) == 1
    # What was taken back may come again.
    again = read(bruno, monde, "Des bancs\nDe l’ombre", **fields)
    assert "2 paroles seront créées" in again.text
    create(bruno, monde, again)
    assert [w.texte for w in words() if w.statut is Statut.PUBLIEE] == ["Des bancs", "De l’ombre"]


def test_a_list_somebody_worked_on_stays(bruno: FlaskClient, monde: Monde) -> None:
    fields = {"question": monde.question, "categorie": "ca_va"}
    create(bruno, monde, read(bruno, monde, "Des bancs\nDe l’ombre", **fields))
    word, (event,) = words()[0], events("ContributionsImported")
    token = {"csrf_token": token_in(bruno.get(_path(monde)))}
    chill = bruno.post(
        f"/animer/{monde.seance}/contributions/{word.id}/frigo", data=token | {"version": "1"}
    )
    assert chill.status_code in (200, 303)
    refused = bruno.post(f"{_path(monde)}/{event.numero}/retirer", data=token)
    assert refused.status_code == 409
    assert "travaillé sur 1 des 2 paroles" in refused.text
    assert words()[1].statut is Statut.PUBLIEE


def test_only_who_imported_a_list_takes_it_back(
    bruno: FlaskClient, monde: Monde, colleague: Callable[[Role], FlaskClient]
) -> None:
    fields = {"question": monde.question, "categorie": "ca_va"}
    create(bruno, monde, read(bruno, monde, "Des bancs", **fields))
    (event,) = events("ContributionsImported")
    other = colleague(Role.ANIMATEUR)
    page = other.get(_path(monde))
    assert "Listes déjà importées" in page.text
    assert "/retirer" not in page.text
    answer = other.post(
        f"{_path(monde)}/{event.numero}/retirer", data={"csrf_token": token_in(page)}
    )
    assert answer.status_code == 403
    assert words()[0].statut is Statut.PUBLIEE


def test_it_is_of_those_who_type_and_of_no_hosts_device(
    app: Flask,
    monde: Monde,
    colleague: Callable[[Role], FlaskClient],
    device: Callable[..., FlaskClient],
) -> None:
    assert colleague(Role.RAPPORTEUR).get(_path(monde)).status_code == 200
    assert colleague(Role.LECTEUR).get(_path(monde)).status_code == 403
    assert device(RoleAcces.TABLETTE).get(_path(monde)).status_code == 200
    assert device(RoleAcces.HOTE, make_table(monde.seance, 4)).get(_path(monde)).status_code == 403
    assert device(RoleAcces.ECRAN).get(_path(monde)).status_code == 403
    assert "/connexion" in strict_client(app).get(_path(monde)).location


@pytest.mark.parametrize(
    ("phase", "said"), [(Phase.PREPARATION, "pas ouverte"), (Phase.CLOSE, "close")]
)
def test_it_waits_for_the_opening_and_ends_with_the_compte_rendu(
    bruno: FlaskClient, monde: Monde, phase: Phase, said: str
) -> None:
    shown = read(bruno, monde, "Des bancs", question=monde.question, categorie="ca_va")
    _set_phase(monde.seance, phase)
    refused = create(bruno, monde, shown)
    assert refused.status_code in (403, 409)
    assert said in refused.text
    assert "Des bancs" in refused.text
    assert words() == []


def _set_phase(seance_id: str, phase: Phase) -> None:
    from cafe.models import Seance

    def job(session: Any) -> None:
        session.get_one(Seance, seance_id).phase = phase

    factories.build(job)


def test_two_thousand_lines_come_in_at_once(bruno: FlaskClient, monde: Monde) -> None:
    def job(session: Any) -> None:
        session.add(Tour(seance_id=monde.seance, numero=1))

    factories.build(job)
    texte = "\n".join(f"Une idée, la {n}e de la pile" for n in range(2000))
    fields = {"question": monde.question, "categorie": "mon_idee", "tour": "1"}
    shown = read(bruno, monde, texte, **fields)
    assert "2000 paroles seront créées" in shown.text
    assert create(bruno, monde, shown).status_code == 303
    assert len(words()) == 2000
    assert all(word.tour_id for word in words())
