"""Calendar files, read back by a strict reader."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

from hypothesis import given
from hypothesis import strategies as st

from cafe.documents.agenda import render_ics
from cafe.documents.convocation import Convocation, DocumentPrevu, PointPrevu
from tests.documents.lecture_ics import Valeur, read_ics

LE = datetime(2027, 1, 2, 10, 5, 7, tzinfo=UTC)
REUNION = Convocation(
    demarche="Contrat de ville",
    titre="Groupe « Emploi »",
    jour=date(2027, 1, 15),
    debut=time(9, 30),
    fin=time(11, 0),
    lieu="12, rue des Tanneurs ; salle 2",
    points=(PointPrevu(numero=1, titre="Bilan\\fin"), PointPrevu(numero=2, titre="Suite")),
    documents=(DocumentPrevu(lettre="A", titre="Carte"),),
)


def read(said: Convocation, sequence: int = 0) -> dict[str, Valeur]:
    data = render_ics(said, uid="réunion-1", sequence=sequence, edite_le=LE)
    assert data is not None
    return read_ics(data)


def test_a_meeting_is_read_back_as_it_was_said() -> None:
    found = read(REUNION, sequence=3)
    assert found == {
        "UID": "réunion-1",
        "DTSTAMP": LE,
        "SEQUENCE": 3,
        "DTSTART": datetime(2027, 1, 15, 8, 30, tzinfo=UTC),
        "DTEND": datetime(2027, 1, 15, 10, 0, tzinfo=UTC),
        "SUMMARY": "Groupe « Emploi »",
        "LOCATION": "12, rue des Tanneurs ; salle 2",
        "DESCRIPTION": ("Contrat de ville\n\n1. Bilan\\fin\n2. Suite\n\nDocument A\u00a0: Carte"),
    }


def test_a_meeting_past_midnight_ends_the_next_day() -> None:
    found = read(replace(REUNION, debut=time(22), fin=time(0, 30)))
    assert found["DTEND"] == datetime(2027, 1, 15, 23, 30, tzinfo=UTC)
    found = read(replace(REUNION, debut=time(23), fin=time(1, 30)))
    assert found["DTEND"] == datetime(2027, 1, 16, 0, 30, tzinfo=UTC)


def test_a_day_without_an_hour_is_a_whole_day_and_no_day_is_no_file() -> None:
    found = read(replace(REUNION, debut=None, fin=None))
    assert (found["DTSTART"], found["DTEND"]) == (date(2027, 1, 15), date(2027, 1, 16))
    nowhen = replace(REUNION, jour=None)
    assert render_ics(nowhen, uid="u", sequence=0, edite_le=LE) is None


def test_a_meeting_without_an_end_has_only_a_start() -> None:
    assert "DTEND" not in read(replace(REUNION, fin=None))


@given(st.text(max_size=400), st.text(max_size=400))
def test_any_words_travel_unchanged_but_for_control_characters(titre: str, lieu: str) -> None:
    found = read(replace(REUNION, titre=titre, lieu=lieu, points=()))
    assert found["SUMMARY"] == _kept(titre)
    assert found.get("LOCATION", "") == _kept(lieu)


def _kept(texte: str) -> str:
    unified = texte.replace("\r\n", "\n").replace("\r", "\n")
    return (
        "".join(c for c in unified if c in "\n\t" or (c >= " " and not "\x7f" <= c <= "\x9f"))
        .encode("utf-8", "replace")
        .decode()
    )
