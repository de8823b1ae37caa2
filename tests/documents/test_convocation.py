"""The words of a convocation, and its hours as instants."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from cafe.documents.convocation import (
    Convocation,
    DocumentPrevu,
    PointPrevu,
    bounds,
    mail_text,
    subject,
)

COMPLETE = Convocation(
    demarche="Contrat de ville de Vauclaire",
    titre="Groupe Emploi : deuxième séquence",
    jour=date(2027, 1, 15),
    debut=time(9, 30),
    fin=time(11, 0),
    lieu="Mairie, salle 2",
    objet="Trois points.",
    points=(
        PointPrevu(numero=0, titre="Suites de la dernière réunion"),
        PointPrevu(numero=1, titre="Bilan", minutes=20),
    ),
    documents=(DocumentPrevu(lettre="A", titre="Bilan", adresse="https://exemple.fr/a"),),
    signataire="Chloé",
)


def plain(texte: str) -> str:
    return texte.replace("\u00a0", " ")


def test_the_mail_says_when_where_what_and_with_which_documents() -> None:
    said = plain(mail_text(COMPLETE))
    for words in (
        "Quand : vendredi 15 janvier 2027 de 9 h 30 à 11 h",
        "Où : Mairie, salle 2",
        "- Suites de la dernière réunion\n1. Bilan (20 min)",
        "- Document A : Bilan\n  https://exemple.fr/a",
        "Cordialement,\nChloé\n",
    ):
        assert words in said
    assert plain(subject(COMPLETE)) == (
        "Convocation : Groupe Emploi : deuxième séquence, vendredi 15 janvier 2027"
    )


def test_what_is_not_known_yet_is_said_so() -> None:
    said = plain(mail_text(Convocation(demarche="D", titre="R")))
    assert "Quand : date à préciser\nOù : lieu à préciser" in said
    assert "Ordre du jour" not in said
    assert "Documents" not in said
    assert plain(subject(Convocation(demarche="D", titre="R"))) == "Convocation : R"


def test_a_meeting_past_midnight_says_the_next_day() -> None:
    late = Convocation(
        demarche="D", titre="R", jour=date(2027, 1, 15), debut=time(22), fin=time(0, 30)
    )
    assert "de 22 h à 0 h 30 le lendemain" in plain(mail_text(late))


@pytest.mark.parametrize(
    ("jour", "debut", "fin", "expected"),
    [
        (date(2027, 1, 15), time(9, 30), time(11), ("2027-01-15T08:30", "2027-01-15T10:00")),
        (date(2027, 7, 1), time(9, 30), time(11), ("2027-07-01T07:30", "2027-07-01T09:00")),
        (date(2027, 1, 15), time(22), time(0, 30), ("2027-01-15T21:00", "2027-01-15T23:30")),
        # The night when Paris goes from 2 h to 3 h: the meeting lasts two hours, not three.
        (date(2027, 3, 27), time(23), time(4), ("2027-03-27T22:00", "2027-03-28T02:00")),
        (date(2027, 3, 28), time(3, 30), time(5), ("2027-03-28T01:30", "2027-03-28T03:00")),
        # The night when it goes back from 3 h to 2 h.
        (date(2027, 10, 30), time(23), time(4), ("2027-10-30T21:00", "2027-10-31T03:00")),
    ],
)
def test_hours_of_paris_become_instants(
    jour: date, debut: time, fin: time, expected: tuple[str, str]
) -> None:
    found = bounds(Convocation(demarche="D", titre="R", jour=jour, debut=debut, fin=fin))
    assert found is not None
    assert all(instant is not None and instant.tzinfo is UTC for instant in found)
    assert tuple(f"{instant:%Y-%m-%dT%H:%M}" for instant in found) == expected


def test_without_an_announced_end_the_points_say_how_long() -> None:
    points = (PointPrevu(numero=1, titre="a", minutes=20), PointPrevu(numero=2, titre="b"))
    said = Convocation(
        demarche="D", titre="R", jour=date(2027, 1, 15), debut=time(9), points=points
    )
    assert bounds(said) == (
        datetime(2027, 1, 15, 8, tzinfo=UTC),
        datetime(2027, 1, 15, 8, 20, tzinfo=UTC),
    )
    none = Convocation(demarche="D", titre="R", jour=date(2027, 1, 15), debut=time(9))
    assert bounds(none) == (datetime(2027, 1, 15, 8, tzinfo=UTC), None)
    assert bounds(Convocation(demarche="D", titre="R", debut=time(9))) is None
