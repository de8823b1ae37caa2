"""A CSV that opens in a French spreadsheet, and never runs what someone typed."""

import csv
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from cafe.formats.cellules import rearm
from cafe.formats.table import Colonne, Table, Valeur, Variante, write_csv
from cafe.formats.table_xlsx import write_xlsx


def csv_bytes(
    titres: Sequence[str],
    rangs: Sequence[Sequence[Valeur]],
    variante: Variante = Variante.FRANCAISE,
) -> bytes:
    """A table whose keys are its titles in small letters, written."""
    colonnes = tuple(Colonne(titre.lower(), titre) for titre in titres)
    return write_csv(Table("Essai", colonnes, tuple(map(tuple, rangs))), variante)


def test_the_file_is_marked_utf8_with_semicolons_and_crlf() -> None:
    fichier = csv_bytes(["N°", "Idée"], [["1", "Où ça ? À l’arrêt ; « là »"]])
    assert fichier == (b"\xef\xbb\xbf" + 'N°;Idée\r\n1;"Où ça ? À l’arrêt ; « là »"\r\n'.encode())


def test_each_kind_of_value_has_its_french_form() -> None:
    fichier = csv_bytes(
        list("abcdefghi"),
        [
            [
                None,
                True,
                False,
                -12,
                1.5,
                Decimal("2.50"),
                date(2026, 7, 1),
                datetime(2026, 7, 1, 22, 30, tzinfo=UTC),
                0.0000001,
            ]
        ],
    )
    ligne = fichier.decode("utf-8-sig").splitlines()[1]
    assert ligne == ";oui;non;-12;1,5;2,50;2026-07-01;2026-07-02 00:30:00+02:00;0,0000001"


@pytest.mark.parametrize("amorce", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_a_formula_is_disarmed(amorce: str) -> None:
    piege = f"{amorce}HYPERLINK(1)"
    for variante in Variante:
        ((_,), (cellule,)) = read(csv_bytes(["a"], [[piege]], variante), variante)
        assert cellule == f"'{piege}"


def test_words_that_only_contain_such_signs_are_left_alone() -> None:
    assert read(csv_bytes(["a"], [["1+1=2 @ midi - 14 h"]]))[1] == ["1+1=2 @ midi - 14 h"]


def test_a_negative_number_stays_a_number() -> None:
    assert read(csv_bytes(["a"], [[-3]]))[1] == ["-3"]


KEPT = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")


@given(st.lists(st.text(KEPT), min_size=2, max_size=2))
def test_whatever_is_typed_comes_back_whole(cellules: list[str]) -> None:
    lues = read(csv_bytes(["a", "b"], [cellules]))[1]
    assert [rearm(lue, formules=True) for lue in lues] == cellules
    assert not any(lue.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for lue in lues)


def test_a_half_sign_does_not_break_the_file() -> None:
    assert read(csv_bytes(["a"], [["\ud800 !"]]))[1] == ["\ufffd !"]


def test_a_row_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="ligne 2 : 1 valeurs pour 2 colonnes"):
        csv_bytes(["a", "b"], [["1", "2"], ["3"]])


def read(fichier: bytes, variante: Variante = Variante.FRANCAISE) -> list[list[str]]:
    signe = "," if variante is Variante.MACHINE else ";"
    return list(csv.reader(StringIO(fichier.decode("utf-8-sig"), newline=""), delimiter=signe))


def test_a_program_gets_keys_commas_points_and_no_mark() -> None:
    le = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    fichier = csv_bytes(["Idée", "Vrai", "Part", "Le"], [["là", True, 1.5, le]], Variante.MACHINE)
    assert fichier == "idée,vrai,part,le\r\nlà,true,1.5,2026-07-02T00:30:00+02:00\r\n".encode()


def workbook(*rangs: Sequence[Valeur]) -> Worksheet:
    """The one sheet of a table of those rows, opened again."""
    colonnes = tuple(Colonne(str(n), f"Titre {n}") for n in range(len(rangs[0])))
    data = write_xlsx([Table("Essai : a/b", colonnes, tuple(map(tuple, rangs)))])
    (feuille,) = load_workbook(BytesIO(data)).worksheets
    return feuille


def test_a_workbook_keeps_days_numbers_and_texts_as_such() -> None:
    le = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    feuille = workbook([date(2026, 7, 1), le, 12, "là", None, True])
    assert feuille.title == "Essai   a b"
    assert feuille.freeze_panes == "A2"
    jour, instant, nombre, texte, vide, vrai = feuille[2]
    assert (jour.value, jour.number_format) == (datetime(2026, 7, 1), "dd/mm/yyyy")  # noqa: DTZ001
    assert instant.value == datetime(2026, 7, 2, 0, 30)  # noqa: DTZ001
    assert (nombre.value, texte.value, vide.value, vrai.value) == (12, "là", None, "oui")


@pytest.mark.parametrize("piege", ["=1+1", "+1", "-1", "@A1", "#REF!", "_x0041_"])
def test_nothing_typed_computes_in_a_workbook(piege: str) -> None:
    cellule = workbook([piege])["A2"]
    assert cellule.data_type == "s"
    assert str(cellule.value).replace("_x005F_", "_") == piege


def test_a_text_too_long_for_a_cell_is_cut_and_says_so() -> None:
    texte = str(workbook(["mot " * 10_000])["A2"].value)
    assert len(texte) < 32_767
    assert texte.endswith(" […]")


def test_signs_that_no_file_may_hold_are_dropped() -> None:
    assert workbook(["a\x00b\ufffec"])["A2"].value == "abc"
    assert read(csv_bytes(["a"], [["a\x00b"]]))[1] == ["ab"]
