"""The bench's own judge of plans: it sees each fault, and its bounds are those of small halls."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from bench.juge_rotation import bounds, judge
from bench.rotation import by_chance, next_table, planned
from bench.salles import hall, with_a_question_at_rest


def seated(cas: dict[str, Any]) -> dict[str, list[str | None]]:
    return {qui: list(voie) for qui, voie in planned(cas)[0].items()}


def test_a_good_plan_has_no_fault_and_reaches_the_bound() -> None:
    note = judge(hall(104, 7, 5), seated(hall(104, 7, 5)))
    assert (note.fautes, note.distinctes, note.maximum, note.maximum_2) == ({}, 3277, 3277, 2785)


def test_what_is_done_by_hand_is_worse() -> None:
    cas = hall(60, 5, 4)
    ours = judge(cas, seated(cas))
    for places in (by_chance(cas), next_table(cas)):
        assert judge(cas, places).distinctes < ours.distinctes
    assert judge(cas, by_chance(cas)).fautes["thème revu"] > 0


@pytest.mark.parametrize("faute", ["place", "hôte", "écart", "ensemble", "à part", "thème revu"])
def test_each_fault_is_seen(faute: str) -> None:
    cas = hall(104, 7, 3, pleine=True)
    places = seated(cas)
    people = cas["participants"]
    hote = next(one["id"] for one in people if "host_of" in one)
    libre = next(one["id"] for one in people if "host_of" not in one)
    a, b = cas["apart"][0]
    match faute:
        case "place":
            places[libre][0] = None
        case "hôte":
            places[hote][1] = "T0" if places[hote][1] != "T0" else "T1"
        case "écart":
            for one in people[:20]:
                places[one["id"]][0] = "T0"
        case "ensemble":
            places[cas["together"][0][0]][2] = None
            places[cas["together"][0][1]] = ["T6", "T5", "T4"]
            places[cas["together"][0][0]] = ["T1", "T2", "T3"]
        case "à part":
            places[a] = places[b]
        case _:
            places[libre] = ["T1", "T1", "T1"]
    assert faute in judge(cas, places).fautes


def test_a_question_at_rest_is_a_theme_like_another() -> None:
    cas = with_a_question_at_rest(hall(28, 3, 2))
    assert cas["theme_schedule"] == [["Q0", "Q1", "Q2"], ["Q0", "Q1", "Q3"]]
    assert bounds(copy.deepcopy(cas)) == bounds(hall(28, 3, 2))
    assert not judge(cas, seated(cas)).fautes
