"""The counting bounds shown before a plan is chosen."""

from __future__ import annotations

import pytest

from cafe.rotation.bornes import compare, most_encounters
from cafe.rotation.cas import read_case
from cafe.rotation.planificateur import make_plan
from tests.rotation import salles


@pytest.mark.parametrize(
    ("personnes", "tables", "tours", "compagnons", "dispersion"),
    [
        (24, 4, 3, 156, 144),
        (104, 7, 3, 1999, 1917),
        (104, 7, 5, 3277, 2785),
        (320, 16, 4, 11920, 11680),
    ],
)
def test_the_most_encounters_with_companions_and_when_nobody_meets_a_third_time(
    personnes: int, tables: int, tours: int, compagnons: int, dispersion: int
) -> None:
    assert most_encounters(personnes, tables, tours) == compagnons
    assert most_encounters(personnes, tables, tours) == salles.most_encounters(
        personnes, tables, tours
    )
    assert most_encounters(personnes, tables, tours, 2) == dispersion


def test_hosts_who_stay_are_met_once_by_each_guest() -> None:
    cas = read_case(salles.with_hosts(salles.described(104, 7, 3)))
    plan = make_plan(cas)
    assert plan.distinctes == most_encounters(104, 7, 3, hotes=7) > most_encounters(104, 7, 3)


def test_twice_as_many_tables_meet_fewer_people_who_talk_more() -> None:
    sept, quatorze = compare(104, [7, 14], 5)
    assert (sept.petite, sept.grande, quatorze.grande) == (14, 15, 8)
    assert (sept.compagnons, sept.dispersion) == (63.0, 53.6)
    assert quatorze.compagnons < 40


@pytest.mark.parametrize(
    ("personnes", "tables", "tours", "attendu"),
    [(5, 1, 3, 10), (0, 4, 3, 0), (4, 0, 3, 0), (4, 7, 3, 0), (6, 2, 1, 6)],
)
def test_odd_halls_have_bounds_too(personnes: int, tables: int, tours: int, attendu: int) -> None:
    assert most_encounters(personnes, tables, tours) == attendu
