"""Fiches in XLSX: what a spreadsheet does to cells is told, and archives are looked at first."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from cafe.formats.fiches import read_fiches
from cafe.formats.fiches_tableau import write_fiches_xlsx
from cafe.models.fiche_contenu import ContenuFiche
from tests.formats.exemples import as_xlsx, codes, fictional_fiches, saved, warnings_of, with_member

TETE = ["N°", "Intitulé", "Date de début", "Année de début", "Objectifs"]


def test_a_workbook_is_read_with_lists_dates_and_years_as_typed_in_it() -> None:
    data = as_xlsx(
        ["Contrat de ville"],
        [],
        TETE,
        ["1.1", "Une", date(2022, 3, 1), 2022, "a › b\nc"],
        [],
        ["1.2", "Deux", "durée du contrat", 2023.0, None],
    )
    lecture = read_fiches(data, "fiches.xlsx")
    assert lecture.erreurs == ()
    assert [fiche.to_dict() for fiche in lecture.fiches] == [
        {
            "numero": "1.1",
            "intitule": "Une",
            "objectifs": ["a › b", "c"],
            "date_debut": "01/03/2022",
            "annee_debut": 2022,
        },
        {
            "numero": "1.2",
            "intitule": "Deux",
            "objectifs": [],
            "date_debut": "durée du contrat",
            "annee_debut": 2023,
        },
    ]


def test_numbers_that_the_spreadsheet_holds_as_numbers_are_shown_for_a_check() -> None:
    classeur = Workbook()
    feuille = classeur.active
    feuille.append(TETE[:2])
    feuille.append([1.1, "Une"])
    feuille.append([1.1, "Dix"])
    feuille["A3"].number_format = "0.00"
    lecture = read_fiches(saved(classeur), "f.xlsx")
    assert [fiche.numero for fiche in lecture.fiches] == ["1.1", "1.10"]
    assert warnings_of(lecture) == ["numero_nombre"]
    assert "(2, 3)" in lecture.avertissements[0].message


def test_a_number_turned_into_a_date_is_an_error_on_its_line() -> None:
    (erreur,) = read_fiches(as_xlsx(TETE[:2], [date(2024, 10, 1), "Une"]), "f.xlsx").erreurs
    assert (erreur.code, erreur.ligne, erreur.colonne) == ("numero_date", 2, "N°")


def test_formulas_and_spreadsheet_errors_are_not_read() -> None:
    classeur = Workbook()
    classeur.active.append([*TETE[:2], "Publics visés", "Prix"])
    classeur.active.append(["1", "=1+1", "#REF!", "=2+2"])
    lecture = read_fiches(saved(classeur), "f.xlsx")
    assert [(str(e.code), e.colonne) for e in lecture.erreurs if e.code != "intitule_vide"] == [
        ("formule", "Intitulé"),
        ("erreur_tableur", "Publics visés"),
    ]


def test_the_sheet_that_has_the_columns_is_the_one_read() -> None:
    classeur = Workbook()
    classeur.active.append(["Notes"])
    feuille = classeur.create_sheet("Annexe 3")
    feuille.append(TETE[:2])
    feuille.append(["1", "Une"])
    lecture = read_fiches(saved(classeur), "f.xlsx")
    assert [fiche.numero for fiche in lecture.fiches] == ["1"]
    assert "« Annexe 3 »" in lecture.avertissements[0].message


def test_errors_name_the_line_and_the_title_of_the_column() -> None:
    (erreur,) = read_fiches(as_xlsx(TETE, ["1", "Une", "", "bientôt", ""]), "f.xlsx").erreurs
    assert (erreur.code, erreur.ligne, erreur.colonne) == ("type", 2, "Année de début")


def test_the_export_holds_texts_only_even_where_a_formula_would_start() -> None:
    classeur = load_workbook(io.BytesIO(write_fiches_xlsx(fictional_fiches())))
    cellules = [c for rang in classeur["Fiches"].iter_rows() for c in rang if c.value is not None]
    assert {c.data_type for c in cellules} == {"s", "n"}
    assert all(isinstance(c.value, int) for c in cellules if c.data_type == "n")
    (lien,) = [c for c in cellules if str(c.value).startswith("=HYPERLINK")]
    assert lien.quotePrefix


@pytest.mark.parametrize("texte", ["x" * 32_768, "a\x01"])
def test_a_text_that_no_cell_can_hold_is_refused_rather_than_cut(texte: str) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        write_fiches_xlsx([ContenuFiche({"numero": "1", "intitule": texte})])


def _bomb() -> bytes:
    return with_member(as_xlsx(TETE[:2], ["1", "Une"]), "xl/media/x.bin", b"\0" * 41_000_000)


def _many_members() -> bytes:
    sortie = io.BytesIO(as_xlsx(TETE[:2], ["1", "Une"]))
    with zipfile.ZipFile(sortie, "a") as archive:
        for rang in range(500):
            archive.writestr(f"xl/x{rang}.bin", b"")
    return sortie.getvalue()


def _dense() -> bytes:
    return with_member(as_xlsx(TETE[:2], ["1", "Une"]), "xl/x.bin", b"\0" * 4_000_000)


@pytest.mark.parametrize("make", [_bomb, _many_members, _dense])
def test_an_archive_made_to_fill_the_memory_is_refused_before_it_is_opened(
    make: Callable[[], bytes],
) -> None:
    data = make()
    assert len(data) < 200_000
    lecture = read_fiches(data, "f.xlsx")
    assert codes(lecture) == ["xlsx_demesure"]
    assert " Mo " in lecture.erreurs[0].message


def test_macros_are_refused() -> None:
    data = as_xlsx(TETE[:2], ["1", "Une"])
    assert codes(read_fiches(with_member(data, "xl/vbaProject.bin", b"x"), "f.xlsm")) == [
        "xlsx_macros"
    ]
    types = zipfile.ZipFile(io.BytesIO(data)).read("[Content_Types].xml")
    types = types.replace(b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main")
    assert codes(read_fiches(with_member(data, "[Content_Types].xml", types), "f.xlsx")) == [
        "xlsx_macros"
    ]


def test_xml_that_declares_entities_is_refused() -> None:
    mechant = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    data = with_member(as_xlsx(TETE[:2], ["1", "Une"]), "xl/worksheets/sheet1.xml", mechant)
    assert codes(read_fiches(data, "f.xlsx")) == ["xlsx_abime"]


def test_rows_numbered_to_the_end_of_the_sheet_cost_nothing() -> None:
    feuille = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<dimension ref="A1:XFD1048576"/><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>num</t></is></c>'
        b'<c r="B1" t="inlineStr"><is><t>titre</t></is></c></row>'
        b'<row r="2"><c r="A2" t="inlineStr"><is><t>1</t></is></c>'
        b'<c r="B2" t="inlineStr"><is><t>Une</t></is></c></row>'
        b'<row r="999999999999"><c r="A999999999999"><v>1</v></c></row></sheetData></worksheet>'
    )
    data = with_member(as_xlsx(["x"]), "xl/worksheets/sheet1.xml", feuille)
    lecture = read_fiches(data, "f.xlsx")
    assert [fiche.numero for fiche in lecture.fiches] == ["1"]
    assert warnings_of(lecture) == ["lignes_non_lues"]


@pytest.mark.parametrize(
    ("data", "nom", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "f.xls", "xlsx_ancien"),
        (b"N;Titre", "f.xlsx", "xlsx_inconnu"),
        (b"PK\x03\x04" + b"x" * 50, "f.xlsx", "xlsx_abime"),
        (as_xlsx(["N°", "Intitulé"], ["1", "a"])[:-40], "f.xlsx", "xlsx_abime"),
        (as_xlsx(), "f.xlsx", "fichier_vide"),
        (as_xlsx(["N°", "Intitulé"]), "f.xlsx", "aucune_fiche"),
        (as_xlsx(["N°"], ["1"]), "f.xlsx", "colonne_manquante"),
    ],
)
def test_what_is_not_a_workbook_of_fiches_says_so(data: bytes, nom: str, code: str) -> None:
    assert codes(read_fiches(data, nom)) == [code]


def test_an_opendocument_sheet_says_how_to_save_it() -> None:
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    (erreur,) = read_fiches(sortie.getvalue(), "f.ods").erreurs
    assert erreur.code == "xlsx_inconnu"
    assert ".xlsx" in erreur.message


def test_a_workbook_is_known_by_its_bytes_whatever_its_name() -> None:
    data = as_xlsx(TETE[:2], ["1", "Une"])
    assert read_fiches(data, "fiches.csv").format == "xlsx"
    assert read_fiches(data, "").fiches[0].intitule == "Une"
