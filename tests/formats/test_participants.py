"""People read from a table: what is taken, what is wrong and where."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook

from cafe.formats.participants import PersonneLue, read_participants

CSV = (
    "Nom;Prénom;Structure;Collège;Hôte de la table;Ensemble;À part;Téléphone\r\n"
    "Benali;Ana;Mission locale;institution;;couple;;06\r\n"
    "Roux;Bruno;;habitant;3;;fâchés;\r\n"
)


def test_each_row_is_a_person_whatever_the_order_and_case_of_titles() -> None:
    lue = read_participants(CSV.encode("utf-8-sig"), "liste.csv")
    assert lue.erreurs == ()
    assert lue.personnes == (
        PersonneLue("Ana Benali", "Mission locale", "institution", None, "couple", ""),
        PersonneLue("Bruno Roux", "", "habitant", 3, "", "fâchés"),
    )
    assert [one.message for one in lue.avertissements] == [
        "La colonne « Téléphone » n’est pas lue."
    ]


def test_a_workbook_and_an_old_csv_are_read_too() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["NOM", "Qualité", "Hôte"], ["Ana", "habitante", 2]):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    assert read_participants(out.getvalue(), "liste.xlsx").personnes == (
        PersonneLue("Ana", "", "habitante", 2),
    )
    old = "nom,structure\nZoé,Régie\n".encode("cp1252")
    assert read_participants(old, "liste.csv").personnes == (PersonneLue("Zoé", "Régie"),)


@pytest.mark.parametrize(
    ("texte", "ligne", "colonne", "dit"),
    [
        ("", None, None, "vide"),
        ("Age;Ville\n3;Lyon\n", None, None, "Aucune colonne « Nom »"),
        ("Nom\n", None, None, "aucune personne"),
        ("Nom;Structure\n;Ville\n", 2, "Nom", "il manque le nom"),
        ("Nom;Hôte\nAna;deux\n", 2, "Hôte de la table", "un numéro de table"),
        ("Nom;Structure\nAna;Ville\n\nANA;ville\n", 4, "Nom", "déjà à la ligne 2"),
        (f"Nom;Collège\nAna;{'x' * 81}\n", 2, "Collège", "la limite est de 80"),
    ],
)
def test_what_is_wrong_is_told_by_line_and_column(
    texte: str, ligne: int | None, colonne: str | None, dit: str
) -> None:
    lue = read_participants(texte.encode(), "liste.csv")
    assert lue.personnes == ()
    (faute,) = lue.erreurs
    assert (faute.ligne, faute.colonne) == (ligne, colonne)
    assert dit in faute.message


def test_bytes_of_anything_else_are_refused_not_raised() -> None:
    for data in (b"PK\x03\x04rien", b"\x00\x01\x02", b"%PDF-1.4"):
        assert read_participants(data, "liste.xlsx").erreurs
