"""Encodings: UTF-8 is read, the rest is refused with what to do, never guessed."""

from __future__ import annotations

import pytest

from cafe.formats.fiches import read_fiches
from tests.formats.exemples import as_csv, as_json, codes, warnings_of

LIGNES = ("N°;Intitulé", "1;Réussite éducative", "2;Œuvre à l'école")


@pytest.mark.parametrize("encodage", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_files_are_read_with_or_without_their_mark(encodage: str) -> None:
    lecture = read_fiches(as_csv(*LIGNES, encodage=encodage), "f.csv")
    assert [fiche.intitule for fiche in lecture.fiches] == [
        "Réussite éducative",
        "Œuvre à l'école",
    ]


def test_a_windows_file_is_refused_with_the_line_and_what_to_do() -> None:
    lecture = read_fiches(as_csv("num;titre", "1;Une", "2;Réussite", encodage="cp1252"), "f.csv")
    (erreur,) = lecture.erreurs
    assert (erreur.code, erreur.ligne) == ("encodage_windows", 3)
    assert "CSV UTF-8" in erreur.message
    assert lecture.fiches == ()


def test_a_windows_file_is_read_when_asked_and_shows_words_to_check() -> None:
    data = as_csv(*LIGNES, encodage="cp1252")
    lecture = read_fiches(data, "f.csv", encodage="windows-1252")
    assert lecture.fiches[0].intitule == "Réussite éducative"
    assert "\ufffd" not in str(lecture.fiches)
    assert warnings_of(lecture) == ["encodage_windows"]
    assert "« Réussite »" in lecture.avertissements[0].message


def test_asking_for_windows_does_not_spoil_a_file_that_is_in_utf_8() -> None:
    lecture = read_fiches(as_csv(*LIGNES), "f.csv", encodage="windows-1252")
    assert lecture.fiches[0].intitule == "Réussite éducative"
    assert warnings_of(lecture) == []


@pytest.mark.parametrize("encodage", ["utf-8", "windows-1252"])
@pytest.mark.parametrize(
    "data", [b"num;titre\n1;\x81\x8d", b"num;titre\n1;\xe9\x00", b"\xff\xfea\x00\x00\xd8"]
)
def test_bytes_that_are_no_text_are_refused(data: bytes, encodage: str) -> None:
    assert codes(read_fiches(data, "f.csv", encodage=encodage)) == ["encodage_illisible"]


def test_json_in_windows_1252_is_refused_too() -> None:
    data = as_json({"numero": "1", "intitule": "Été"}).decode().encode("cp1252")
    assert codes(read_fiches(data, "f.json")) == ["encodage_windows"]
    assert read_fiches(data, "f.json", encodage="windows-1252").fiches[0].intitule == "Été"
