"""Fiches: imported through the page, shown in the order of their form, exported as they came."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from cafe.extensions import db
from cafe.formats.fiches import read_fiches
from cafe.formats.fiches_tableau import write_fiches_csv, write_fiches_xlsx
from cafe.models import Evenement, Fiche, Plan, Role
from cafe.models.fiche_contenu import ContenuFiche
from tests import chaine, factories
from tests.clients import sign_in
from tests.conftest import Monde
from tests.pages import strict_client, token_in

FICTIVES = Path(__file__).parent.parent / "formats" / "fiches_fictives.json"


@pytest.fixture
def chloe(app: Flask, monde: Monde) -> FlaskClient:
    """Chloé, at her desk."""
    return sign_in(strict_client(app), monde.chloe.id or "")


def send(
    client: FlaskClient, demarche: str, nom: str, data: bytes, plan: str = "Avenant"
) -> TestResponse:
    """Choose a file on the page and ask for a dry run."""
    base = f"/piloter/demarches/{demarche}/fiches/importer"
    texts = {"csrf_token": token_in(client.get(base)), "plan": plan}
    parts = [
        f'--limite\r\nContent-Disposition: form-data; name="{cle}"\r\n\r\n{texte}\r\n'.encode()
        for cle, texte in texts.items()
    ]
    head = f'--limite\r\nContent-Disposition: form-data; name="fichier"; filename="{nom}"\r\n\r\n'
    # Written by hand: the test client would leave a temporary file open for a large body.
    body = b"".join([*parts, head.encode(), data, b"\r\n--limite--\r\n"])
    return client.post(base, data=body, content_type="multipart/form-data; boundary=limite")


def fields_of(page: TestResponse) -> dict[str, list[str]]:
    """What a browser would send back of the dry run's form."""
    root = html5lib.parse(page.text, namespaceHTMLElements=False)
    form = next(f for f in root.iter("form") if "essai" in (f.get("action") or ""))
    found: dict[str, list[str]] = {}
    for element in form.iter():
        if element.tag == "input" and element.get("name"):
            found.setdefault(element.get("name") or "", []).append(element.get("value") or "")
        if element.tag == "select":
            options = list(element.iter("option"))
            chosen = next((o for o in options if o.get("selected") is not None), options[0])
            found.setdefault(element.get("name") or "", []).append(chosen.get("value") or "")
    return found


def confirm(client: FlaskClient, demarche: str, page: TestResponse) -> TestResponse:
    """Press « Importer » on the dry run."""
    address = f"/piloter/demarches/{demarche}/fiches/importer/enregistrer"
    return client.post(address, data=fields_of(page))


def import_all(
    client: FlaskClient, demarche: str, nom: str, data: bytes, plan: str = "Avenant"
) -> None:
    page = send(client, demarche, nom, data, plan)
    assert page.status_code == 200, errors_of(page)
    assert confirm(client, demarche, page).status_code == 303


def errors_of(page: TestResponse) -> list[str]:
    return re.findall(r'<tr data-code="([a-z_]+)">', page.text)


def exported(client: FlaskClient, demarche: str, extension: str = "json") -> bytes:
    answer = client.get(f"/piloter/demarches/{demarche}/fiches.{extension}")
    assert answer.status_code == 200
    return answer.data


def count(model: type) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def texts_of(page: TestResponse, champ: str) -> list[str]:
    """The entries of a list field of the page, in their order, each « heading › bullet »."""
    root = html5lib.parse(page.text, namespaceHTMLElements=False)
    zone = next((e for e in root.iter() if e.get("data-champ") == champ), None)
    if zone is None:
        return []

    def walk(ul: Any, path: tuple[str, ...]) -> list[str]:
        found = []
        for li in ul.findall("li"):
            inner = li.find("ul")
            here = (*path, (li.text or "").strip())
            found += walk(inner, here) if inner is not None else [" › ".join(here)]
        return found

    return [text for ul in zone.findall("ul") for text in walk(ul, ())]


def test_the_fictional_plan_goes_in_by_the_page_and_comes_out_the_same(
    chloe: FlaskClient, monde: Monde
) -> None:
    data = FICTIVES.read_bytes()
    given = json.loads(data)["fiches"]
    page = send(chloe, monde.demarche, "fiches.json", data)
    assert f"{len(given)} fiches lues" in page.text
    assert count(Fiche) == 0
    assert confirm(chloe, monde.demarche, page).status_code == 303
    back = json.loads(exported(chloe, monde.demarche))
    assert back["plan"] == "Avenant"
    assert json.dumps(back["fiches"]) == json.dumps(given)


def test_every_objective_result_and_indicator_is_on_the_page_in_order(
    chloe: FlaskClient, monde: Monde
) -> None:
    data = FICTIVES.read_bytes()
    import_all(chloe, monde.demarche, "fiches.json", data)
    seen = 0
    for given in json.loads(data)["fiches"]:
        fiche = db.session.query(Fiche).filter_by(numero=given["numero"]).one()
        page = chloe.get(f"/piloter/fiches/{fiche.id}")
        assert page.status_code == 200
        for champ in (
            "objectifs",
            "resultats_attendus",
            "indicateurs_realisation",
            "indicateurs_resultat",
            "indicateurs_non_categorises",
        ):
            expected = [" › ".join(t.split(" › ")) for t in given.get(champ) or []]
            assert [" ".join(t.split()) for t in texts_of(page, champ)] == [
                " ".join(t.split()) for t in expected
            ], (given["numero"], champ)
            seen += len(expected)
    assert seen > 50


@pytest.mark.parametrize(
    ("extension", "write"), [("csv", write_fiches_csv), ("xlsx", write_fiches_xlsx)]
)
def test_a_table_goes_in_and_comes_out_with_the_published_keys(
    chloe: FlaskClient, monde: Monde, extension: str, write: Any
) -> None:
    data = write([ContenuFiche.from_dict(f) for f in json.loads(FICTIVES.read_bytes())["fiches"]])
    fiches = read_fiches(data, f"fiches.{extension}").fiches
    import_all(chloe, monde.demarche, f"fiches.{extension}", data)
    assert exported(chloe, monde.demarche, "csv") == write_fiches_csv(fiches)
    again = send(chloe, monde.demarche, f"fiches.{extension}", data)
    figures = re.findall(r"<dd>(\d+)</dd>", again.text)
    assert figures[:4] == ["0", "0", str(len(fiches)), "0"]


def test_blank_in_the_source_and_not_imported_are_told_apart(
    chloe: FlaskClient, monde: Monde
) -> None:
    fiche = chaine.make_fiche(monde.demarche, "1.1", diagnostic="", publics="Tous")
    page = chloe.get(f"/piloter/fiches/{fiche}").text
    blank = re.search(r'data-champ="diagnostic".*?</div>', page, re.DOTALL)
    absent = re.search(r'data-champ="descriptif".*?</div>', page, re.DOTALL)
    assert blank
    assert "Non renseigné dans la source" in blank[0]
    assert absent
    assert "Non importé" in absent[0]
    assert "Non importé" not in blank[0]


def test_columns_can_be_read_otherwise_and_the_dry_run_is_shown_again(
    chloe: FlaskClient, monde: Monde
) -> None:
    data = "N°;Intitulé;Ce qui bloque\n1.1;Des bancs;Rien pour s’asseoir\n".encode("utf-8-sig")
    page = send(chloe, monde.demarche, "fiches.csv", data)
    fields = fields_of(page)
    assert dict(zip(fields["titre"], fields["cle"], strict=True)) == {
        "N°": "numero",
        "Intitulé": "intitule",
        "Ce qui bloque": "",
    }
    fields["cle"][2] = "diagnostic"
    base = f"/piloter/demarches/{monde.demarche}/fiches/importer"
    unseen = chloe.post(f"{base}/enregistrer", data=fields)
    assert unseen.status_code == 200
    assert "vérifiez ce nouvel essai" in unseen.text
    assert count(Fiche) == 0
    assert confirm(chloe, monde.demarche, unseen).status_code == 303
    back = json.loads(exported(chloe, monde.demarche))["fiches"]
    assert back == [{"numero": "1.1", "intitule": "Des bancs", "diagnostic": "Rien pour s’asseoir"}]


def test_the_dry_run_says_which_fields_change_and_what_stays(
    chloe: FlaskClient, monde: Monde
) -> None:
    chaine.make_fiche(monde.demarche, "1.1", intitule="Des bancs", diagnostic="Rien")
    chaine.make_fiche(monde.demarche, "1.2", intitule="Un square")
    data = "N°;Intitulé;Diagnostic;Publics visés\n1.1;Des bancs;Peu;Tous\n".encode()
    page = send(chloe, monde.demarche, "fiches.csv", data, "Contrat initial")
    assert "1.1 Des bancs : Diagnostic, Publics visés" in page.text
    assert re.findall(r"<dd>(\d+)</dd>", page.text)[:4] == ["0", "1", "0", "1"]
    assert db.session.query(Fiche).filter_by(numero="1.1").one().version == 1


def test_an_old_encoding_is_read_only_when_asked(chloe: FlaskClient, monde: Monde) -> None:
    data = "N°;Intitulé\n1.1;Éclairer la montée\n".encode("cp1252")
    page = send(chloe, monde.demarche, "fiches.csv", data)
    assert page.status_code == 422
    assert errors_of(page) == ["encodage_windows"]
    fields = fields_of(page)
    fields["encodage"] = ["windows-1252"]
    base = f"/piloter/demarches/{monde.demarche}/fiches/importer"
    again = chloe.post(f"{base}/essai", data=fields)
    assert again.status_code == 200
    assert "Éclairer" in again.text
    assert confirm(chloe, monde.demarche, again).status_code == 303
    assert db.session.query(Fiche).one().intitule == "Éclairer la montée"


@pytest.mark.parametrize(
    ("nom", "data", "code"),
    [
        ("fiches.csv", b"Titre\nDes bancs\n", "colonne_manquante"),
        ("fiches.csv", "N°;Intitulé\n1.1;A\n1.1;B\n".encode(), "numero_en_double"),
        ("fiches.csv", "N°;Intitulé\n1.1;\n".encode(), "intitule_vide"),
        ("fiches.json", b'{"fiches": [', "json_invalide"),
        ("fiches.json", b"\xff\xfe\x00", "encodage_illisible"),
        ("fiches.xlsx", b"ceci n'est pas un classeur", "xlsx_inconnu"),
        ("fiches.csv", b"", "fichier_vide"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_changes_nothing(
    chloe: FlaskClient, monde: Monde, nom: str, data: bytes, code: str
) -> None:
    before = count(Evenement)
    page = send(chloe, monde.demarche, nom, data)
    assert page.status_code == 422
    assert code in errors_of(page)
    assert "Rien n’a été enregistré" in page.text
    assert "Importer 0" not in page.text
    refused = confirm(chloe, monde.demarche, page)
    assert refused.status_code == 422
    assert count(Fiche) == count(Plan) == 0
    assert count(Evenement) == before


def test_fifty_megabytes_are_refused_in_words_without_being_kept(
    chloe: FlaskClient, monde: Monde, reglages: Any
) -> None:
    page = send(chloe, monde.demarche, "fiches.json", b"[" + b" " * 50_000_000 + b"]")
    assert page.status_code == 422
    assert "50,0 Mo" in page.text
    assert not list((reglages.instance / "imports").glob("*"))


def test_a_file_may_be_confirmed_only_by_who_sent_it_where_it_was_sent(
    app: Flask, chloe: FlaskClient, monde: Monde
) -> None:
    page = send(chloe, monde.demarche, "f.csv", "N°;Intitulé\n1.1;A\n".encode())
    other = factories.make_compte("Chef2", Role.CHEF_DE_PROJET, monde.demarche)
    colleague = sign_in(strict_client(app), other)
    base = f"/piloter/demarches/{monde.demarche}/fiches/importer"
    fields = fields_of(page) | {"csrf_token": [token_in(colleague.get(base))]}
    lost = colleague.post(f"{base}/enregistrer", data=fields)
    assert lost.status_code == 303
    assert "importer" in lost.headers["Location"]
    fields = fields_of(page)
    fields["jeton"] = ["faux"]
    assert chloe.post(f"{base}/enregistrer", data=fields).status_code == 303
    assert count(Fiche) == 0


def test_files_that_wait_are_few_and_leave_once_imported(
    chloe: FlaskClient, monde: Monde, reglages: Any
) -> None:
    for n in range(23):
        page = send(chloe, monde.demarche, "f.csv", f"N°;Intitulé\n1.{n};A\n".encode())
    folder = reglages.instance / "imports"
    assert len(list(folder.iterdir())) == 20
    confirm(chloe, monde.demarche, page)
    assert len(list(folder.iterdir())) == 19


def test_the_list_goes_by_enjeu_and_is_searched_without_accents(
    chloe: FlaskClient, monde: Monde
) -> None:
    enjeu = [{"numero": 3, "libelle": "Se déplacer"}]
    chaine.make_fiche(monde.demarche, "3.1", intitule="Éclairer les arrêts", enjeux=enjeu)
    chaine.make_fiche(monde.demarche, "3.2", intitule="Des bus le soir", enjeux=enjeu)
    chaine.make_fiche(monde.demarche, "9.1", intitule="Autre")
    base = f"/piloter/demarches/{monde.demarche}/fiches"
    page = chloe.get(base).text
    assert page.index("3. Se déplacer") < page.index("Éclairer") < page.index("Sans enjeu")
    found = chloe.get(f"{base}?q=eclairer").text
    assert "Éclairer les arrêts" in found
    assert "Des bus le soir" not in found
    assert "Aucune fiche ne correspond" in chloe.get(f"{base}?q=zzz").text


def test_an_old_version_can_be_read_again(chloe: FlaskClient, monde: Monde) -> None:
    fiche = chaine.make_fiche(monde.demarche, "1.1", descriptif="Avant")
    chaine.make_fiche(monde.demarche, "1.1", descriptif="Après")
    assert "Après" in chloe.get(f"/piloter/fiches/{fiche}").text
    old = chloe.get(f"/piloter/fiches/{fiche}?version=1").text
    assert "Avant" in old
    assert "ce n’est plus celle en vigueur" in old
    assert chloe.get(f"/piloter/fiches/{fiche}?version=7").status_code == 404


def test_a_reader_exports_and_does_not_import_and_dan_finds_nothing(
    app: Flask, monde: Monde
) -> None:
    fiche = chaine.make_fiche(monde.demarche)
    lea = sign_in(strict_client(app), factories.make_compte("Lea", Role.LECTEUR, monde.demarche))
    base = f"/piloter/demarches/{monde.demarche}"
    assert lea.get(f"{base}/fiches.xlsx").data.startswith(b"PK")
    assert lea.get(f"{base}/fiches/importer").status_code == 403
    assert "Importer" not in lea.get(f"{base}/fiches").text
    dan = sign_in(strict_client(app), monde.dan.id or "")
    for path in (f"{base}/fiches", f"{base}/fiches.json", f"/piloter/fiches/{fiche}"):
        assert dan.get(path).status_code == 404
