"""A plan: as many encounters as can be proved possible, and each wish met."""

from __future__ import annotations

from itertools import combinations

import pytest

from cafe.rotation.cas import read_case
from cafe.rotation.planificateur import Infaisable, make_plan
from tests.rotation.salles import (
    described,
    hall,
    meetings,
    most_encounters,
    shares_off,
    sizes,
    themes_seen_twice,
    with_hosts,
)


@pytest.mark.parametrize(
    ("personnes", "tables", "tours"),
    [(24, 4, 3), (104, 7, 3), (104, 7, 5), (104, 7, 7), (104, 8, 5), (83, 9, 4), (60, 5, 5)],
)
def test_nobody_could_meet_more_people_when_tables_are_a_power_of_a_prime(
    personnes: int, tables: int, tours: int
) -> None:
    cas = hall(personnes, tables, tours)
    plan = make_plan(cas)
    assert len(meetings(plan.places)) == most_encounters(personnes, tables, tours)
    assert plan.distinctes == len(meetings(plan.places))
    assert themes_seen_twice(cas, plan.places) == 0
    assert shares_off(cas, plan.places) == 0
    for tour in range(tours):
        assises = sizes(cas, plan.places, tour)
        assert max(assises) - min(assises) <= 1


def test_a_large_hall_meets_nobody_twice() -> None:
    plan = make_plan(hall(1000, 50, 5))
    assert (plan.distinctes, plan.revues, plan.fois_max) == (47_500, 0, 1)


@pytest.mark.parametrize(
    ("personnes", "tables", "tours", "part"), [(60, 6, 4, 0.95), (90, 6, 3, 0.96)]
)
def test_other_numbers_of_tables_come_near_what_nobody_can_pass(
    personnes: int, tables: int, tours: int, part: float
) -> None:
    cas = hall(personnes, tables, tours)
    plan = make_plan(cas, soin=0.1)
    assert plan.distinctes >= part * most_encounters(personnes, tables, tours)
    assert themes_seen_twice(cas, plan.places) == 0
    assert shares_off(cas, plan.places) == 0


@pytest.mark.parametrize(("personnes", "tables", "tours"), [(104, 7, 3), (70, 6, 4)])
def test_hosts_stay_couples_sit_together_and_others_never_meet(
    personnes: int, tables: int, tours: int
) -> None:
    couples = [["P20", "P21"], ["P30", "P33"]]
    separes = [["P40", "P41"], ["P20", "P50"]]
    cas = read_case(
        with_hosts(described(personnes, tables, tours, together=couples, apart=separes))
    )
    plan = make_plan(cas, soin=0.1)
    for table in range(tables):
        assert plan.places[table] == (table,) * tours
    for un, autre in couples:
        assert plan.places[int(un[1:])] == plan.places[int(autre[1:])]
    ensemble = meetings(plan.places)
    for un, autre in separes:
        assert ensemble[tuple(sorted((int(un[1:]), int(autre[1:]))))] == 0  # type: ignore[index]
    assert themes_seen_twice(cas, plan.places) == 0
    assert plan.fautes == 0


def test_dispersion_lets_no_two_people_meet_a_third_time() -> None:
    cas = hall(60, 5, 3)
    plan = make_plan(cas, mode="dispersion", soin=0.1)
    assert plan.fois_max == max(meetings(plan.places).values()) == 2
    assert plan.distinctes == most_encounters(60, 5, 3, fois=2)


def test_a_theme_may_rest_and_nobody_hears_one_twice() -> None:
    """Seven tables, eight questions: one rests in each round."""
    repos = [[f"Q{(r + t) % 8}" for t in range(7)] for r in range(4)]
    cas = hall(56, 7, 4, theme_schedule=repos)
    plan = make_plan(cas, soin=0.1)
    assert themes_seen_twice(cas, plan.places) == 0
    assert plan.fautes == 0


def test_two_tables_may_share_a_theme() -> None:
    donnees = described(48, 6, 3)
    for rang, table in enumerate(donnees["tables"]):
        table["theme"] = f"Q{rang % 3}"
    cas = read_case(donnees)
    assert themes_seen_twice(cas, make_plan(cas, soin=0.1).places) == 0


def test_all_themes_are_seen_before_one_comes_again() -> None:
    cas = hall(20, 3, 5)
    for rangee in make_plan(cas, soin=0.05).places:
        assert len(set(rangee[:3])) == 3


def test_who_comes_late_or_leaves_early_has_a_seat_only_meanwhile() -> None:
    donnees = described(40, 5, 4)
    donnees["participants"][7]["from"] = 3
    donnees["participants"][8]["to"] = 1
    plan = make_plan(read_case(donnees))
    assert plan.places[7][:2] == (None, None)
    assert None not in plan.places[7][2:]
    assert plan.places[8][1:] == (None, None, None)


def test_small_tables_are_never_filled_beyond_their_chairs() -> None:
    donnees = described(40, 5, 4)
    donnees["tables"][0]["max"] = 5
    cas = read_case(donnees)
    plan = make_plan(cas)
    for tour in range(4):
        assert sizes(cas, plan.places, tour)[0] <= 5


def test_each_table_has_the_conseillers_it_was_promised() -> None:
    cas = hall(42, 6, 4, college_min={"conseiller": 1})
    plan = make_plan(cas, soin=0.05)
    college = cas.colleges.index("conseiller")
    for tour, table in ((r, t) for r in range(4) for t in range(6)):
        assert any(
            rangee[tour] == table and personne.college == college
            for rangee, personne in zip(plan.places, cas.personnes, strict=True)
        )


@pytest.mark.parametrize("mode", ["rencontres", "dispersion"])
def test_the_same_seed_gives_the_same_plan_and_another_one_another(mode: str) -> None:
    cas = hall(40, 6, 4)
    plans = [make_plan(cas, graine=graine, mode=mode, soin=0.03) for graine in (3, 3, 4)]  # type: ignore[arg-type]
    assert plans[0] == plans[1] != plans[2]


def test_long_work_says_how_far_it_is() -> None:
    parts: list[float] = []
    make_plan(hall(40, 6, 4), avance=parts.append, soin=0.3)
    assert parts[0] == 0.0
    assert parts == sorted(parts)
    assert parts[-1] == 1.0
    assert len(parts) > 3


@pytest.mark.parametrize(
    ("souhaits", "raison"),
    [
        ({"tables": []}, "aucune table"),
        ({"participants": []}, "personne à placer"),
        ({"tables": [{"id": "T0", "max": 5}, {"id": "T1", "max": 4}]}, "20 personnes pour 9"),
        (
            {"college_min": {"association": 2}},
            "4 personnes du collège « association »",
        ),
        ({"together": [["P1", "P2"]], "apart": [["P2", "P1"]]}, "ensemble et séparées : P1, P2"),
        ({"apart": [["P1", "P2", "P3", "P4", "P5"]]}, "5 personnes à séparer pour 4 tables"),
    ],
)
def test_a_wish_that_cannot_be_is_explained(souhaits: dict[str, object], raison: str) -> None:
    with pytest.raises(Infaisable) as refus:
        make_plan(read_case({**described(20, 4, 3), **souhaits}))
    assert any(raison in dite for dite in refus.value.raisons), refus.value.raisons


def test_two_hosts_cannot_stay_together() -> None:
    with pytest.raises(Infaisable, match="hôtes de tables différentes : P0, P1"):
        make_plan(read_case(with_hosts(described(20, 4, 3, together=[["P0", "P1"]]))))


def test_six_people_at_three_tables_meet_three_others_each() -> None:
    plan = make_plan(hall(6, 3, 3))
    met = set(meetings(plan.places))
    assert len(met) == most_encounters(6, 3, 3) == 9
    assert met < set(combinations(range(6), 2))
