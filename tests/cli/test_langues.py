"""A town brings a language: one spreadsheet out, filled, back in, each wrong row told."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cafe.config import load
from cafe.langues.catalogue import read_source
from cafe.langues.choix import registre
from tests.cli.conftest import Commande
from tests.factories import make_demarche, make_seance
from tests.pages import strict_client

Ligne = dict[str, str]


def fill(path: Path, change: Callable[[int, Ligne], Ligne | None], column: str) -> None:
    """Rewrite a CSV, each row through ``change`` (None drops it)."""
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig")), delimiter=";"))
    kept = [done for n, row in enumerate(rows, start=2) if (done := change(n, row)) is not None]
    assert column in rows[0]
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(kept)
    path.write_text(out.getvalue(), encoding="utf-8")


def translated(_: int, row: Ligne) -> Ligne:
    return row | {"Traduction : tr": "Tr " + row["Français"]}


@pytest.fixture
def feuille(cafe: Commande, tmp_path: Path) -> Path:
    path = tmp_path / "turc.csv"
    assert cafe("langues", "exporter", "tr", str(path)).code == 0
    return path


def test_turkish_travels_through_a_spreadsheet_and_is_spoken(
    cafe: Commande, feuille: Path, instance: Path
) -> None:
    fill(feuille, translated, "Traduction : tr")
    said = cafe("langues", "importer", str(feuille), "--relu-par", "Elif D.")
    assert said.code == 0, said.erreur
    assert "relue par Elif D." in said.sortie
    assert cafe("langues", "activer", "tr").code == 0, "re-read: nothing more to know"
    listed = cafe("langues").sortie
    (line,) = [line for line in listed.splitlines() if line.startswith("tr ")]
    assert "Türkçe" in line
    assert "allumée" in line
    assert "Elif D." in line


def test_a_running_server_speaks_what_was_imported(app, cafe: Commande, feuille: Path) -> None:  # type: ignore[no-untyped-def]
    code = "AAAATR"
    make_seance(make_demarche(), code=code)
    phone = strict_client(app)
    assert "Türkçe" not in phone.get(f"/s/{code}").text
    fill(feuille, translated, "Traduction : tr")
    here = app.config["REGLAGES"].instance
    assert cafe("langues", "importer", str(feuille), "--relu-par", "Elif", sur=here).code == 0
    assert cafe("langues", "activer", "tr", sur=here).code == 0
    assert registre().actives()["tr"].relu_par == "Elif"
    page = phone.get("/", headers={"Accept-Language": "tr"})
    assert "Tr Rejoindre une rencontre" in page.text
    assert '<html lang="tr" dir="ltr"' in page.text


def test_every_wrong_row_is_told_and_nothing_is_kept(
    cafe: Commande, feuille: Path, instance: Path
) -> None:
    wrong: dict[str, int] = {}

    def spoil(n: int, row: Ligne) -> Ligne | None:
        done = translated(n, row)
        match row["Français"]:
            case "Envoyer":
                wrong["blank"] = n
                done["Traduction : tr"] = " "
            case "Table %(n)s":
                wrong["field"] = n
                done["Traduction : tr"] = "Masa %(numara)s"
            case "Bienvenue":
                wrong["mark"] = n
                done["Repère"] = "tffffffff"
        return done

    fill(feuille, spoil, "Traduction : tr")
    said = cafe("langues", "importer", str(feuille), "--relu-par", "Elif")
    assert said.code == 1
    assert f"Ligne {wrong['blank']} : la traduction manque (« Envoyer »)" in said.erreur
    assert f"Ligne {wrong['field']} : il manque %(n)s" in said.erreur
    assert f"Ligne {wrong['mark']} : le repère « tffffffff »" in said.erreur
    assert "La ligne de « Bienvenue » manque" in said.erreur
    assert not list((instance / "langues").glob("tr*"))


def test_a_workbook_holds_what_is_translated_already(cafe: Commande, tmp_path: Path) -> None:
    path = tmp_path / "arabe.xlsx"
    assert cafe("langues", "exporter", "ar", str(path)).code == 0
    rows = list(load_workbook(path).worksheets[0].iter_rows(values_only=True))
    assert rows[0] == ("Repère", "Forme", "Français", "Traduction : ar")
    assert all(row[3] for row in rows[1:])
    counted = sum(isinstance(message.id, tuple) for message in read_source())
    forms = sum(str(row[1] or "").startswith("nombre") for row in rows)
    assert forms == 6 * counted > 0, "six Arabic plurals of each sentence that counts"
    said = cafe("langues", "importer", str(path), "--relu-par", "Nadia")
    assert said.code == 0, said.erreur
    assert cafe("langues", "activer", "ar").code == 0


def test_a_language_without_dates_of_its_own_asks_for_its_name(
    cafe: Commande, tmp_path: Path
) -> None:
    path = tmp_path / "comorien.csv"
    cafe("langues", "exporter", "zdj", str(path))
    fill(
        path,
        lambda _, row: row | {"Traduction : zdj": row["Français"]},
        "Traduction : zdj",
    )
    assert "--nom" in cafe("langues", "importer", str(path)).erreur
    said = cafe("langues", "importer", str(path), "--nom", "Shikomori")
    assert said.code == 0, said.erreur
    refused = cafe("langues", "activer", "zdj")
    assert refused.code == 1
    assert "Personne n’a encore relu" in refused.erreur


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("exporter", "Turc", "x.csv"), "n’est pas un code"),
        (("exporter", "tr", "x.ods"), ".xlsx ou .csv"),
        (("activer", "tr"), "Aucune langue"),
        (("activer", "en"), "Personne n’a encore relu"),
        (("desactiver", "fr"), "reste toujours"),
    ],
)
def test_a_refusal_says_what_to_do(cafe: Commande, words: tuple[str, ...], why: str) -> None:
    said = cafe("langues", *words)
    assert said.code == 1
    assert why in said.erreur


def test_a_file_that_is_no_spreadsheet_is_refused(cafe: Commande, tmp_path: Path) -> None:
    for name, data in (("a.xlsx", b"PK\x03\x04trash"), ("b.csv", b"\xff\xfe\x00"), ("c.csv", b"")):
        path = tmp_path / name
        path.write_bytes(data)
        said = cafe("langues", "importer", str(path))
        assert said.code == 1, name
        assert "Rien n’a été gardé" in said.erreur


def test_the_settings_survive_a_broken_file(instance: Path) -> None:
    from cafe.langues.registre import Registre

    folder = load({"CAFE_INSTANCE": str(instance)}).instance / "langues"
    folder.mkdir(parents=True)
    (folder / "reglages.json").write_text("{")
    (folder / "tr").mkdir()
    (folder / "tr" / "langue.json").write_text('{"code": 3')
    assert list(Registre(instance).actives()) == ["fr"]
