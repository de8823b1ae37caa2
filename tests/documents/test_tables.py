"""A CSV that opens in a French spreadsheet, and never runs what someone typed."""

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafe.documents.tables import csv_bytes


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
    ((entete,), (cellule,)) = read(csv_bytes([piege], [[piege]]))
    assert cellule == entete == f"'{piege}"


def test_words_that_only_contain_such_signs_are_left_alone() -> None:
    assert read(csv_bytes(["a"], [["1+1=2 @ midi - 14 h"]]))[1] == ["1+1=2 @ midi - 14 h"]


def test_a_negative_number_stays_a_number() -> None:
    assert read(csv_bytes(["a"], [[-3]]))[1] == ["-3"]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2))
def test_whatever_is_typed_comes_back_whole(cellules: list[str]) -> None:
    lues = read(csv_bytes(["a", "b"], [cellules]))[1]
    assert [lue.removeprefix("'") for lue in lues] == [c.removeprefix("'") for c in cellules]
    assert not any(lue.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for lue in lues)


def test_a_half_sign_does_not_break_the_file() -> None:
    assert read(csv_bytes(["a"], [["\ud800 !"]]))[1] == ["? !"]


def test_a_row_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="ligne 2 : 1 cellules pour 2 colonnes"):
        csv_bytes(["a", "b"], [["1", "2"], ["3"]])


def read(fichier: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(fichier.decode("utf-8-sig"), newline=""), delimiter=";"))
