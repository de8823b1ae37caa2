"""Dates, hours and counts as a French reader expects them."""

from datetime import UTC, date, datetime, time

import pytest

from cafe.documents import francais


@pytest.mark.parametrize(
    ("le", "dit"),
    [
        (date(2026, 7, 1), "1er\u00a0juillet 2026"),
        (date(2026, 8, 16), "16\u00a0août 2026"),
    ],
)
def test_a_day(le: date, dit: str) -> None:
    assert francais.jour(le) == dit


def test_the_first_of_the_month_with_its_weekday() -> None:
    assert francais.jour_de_semaine(date(2026, 7, 1)) == "mercredi 1er\u00a0juillet 2026"


def test_hours_are_those_of_paris_in_summer_and_in_winter() -> None:
    assert francais.heure(datetime(2026, 7, 1, 7, 5, tzinfo=UTC)) == "9\u00a0h\u00a005"
    assert francais.heure(datetime(2026, 1, 5, 17, 0, tzinfo=UTC)) == "18\u00a0h"


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="fuseau"):
        francais.heure(datetime(2026, 7, 1, 9, 0))  # noqa: DTZ001


def test_a_séance_of_one_day_gives_its_hours() -> None:
    debut = datetime(2026, 6, 11, 12, 0, tzinfo=UTC)
    assert francais.periode(debut, datetime(2026, 6, 11, 15, 30, tzinfo=UTC)) == (
        "jeudi 11\u00a0juin 2026",
        "de 14\u00a0h à 17\u00a0h\u00a030",
    )
    assert francais.periode(debut, None) == ("jeudi 11\u00a0juin 2026", "à partir de 14\u00a0h")


def test_a_séance_that_ends_after_midnight_in_paris_spans_two_days() -> None:
    debut, fin = datetime(2026, 6, 11, 20, 0, tzinfo=UTC), datetime(2026, 6, 11, 22, 30, tzinfo=UTC)
    assert francais.periode(debut, fin) == ("du 11\u00a0juin 2026 au 12\u00a0juin 2026", None)


def test_counts_agree_from_two_on() -> None:
    dits = [francais.accorder(n, "regroupement", "regroupements") for n in (0, 1, 2, 1204)]
    assert dits == [
        "0\u00a0regroupement",
        "1\u00a0regroupement",
        "2\u00a0regroupements",
        "1\u00a0204\u00a0regroupements",
    ]


def test_a_meeting_past_midnight_ends_the_next_day() -> None:
    assert francais.horaire(time(9, 30), time(11)) == "de 9\u00a0h\u00a030 à 11\u00a0h"
    assert francais.horaire(time(22), time(0, 15)) == "de 22\u00a0h à 0\u00a0h\u00a015 le lendemain"
    assert francais.horaire(time(14), None) == "à partir de 14\u00a0h"
    assert francais.horaire(None, time(14)) == "jusqu’à 14\u00a0h"
    assert francais.horaire(None, None) == ""
