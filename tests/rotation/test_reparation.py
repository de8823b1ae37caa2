"""A plan mended between two rounds: the past stays, as few as possible move."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from cafe.rotation.cas import CasIllisible, read_assignment, read_case
from cafe.rotation.planificateur import Infaisable, make_plan
from cafe.rotation.reparation import Reparation, repair
from tests.rotation.salles import described, shares_off, sizes, themes_seen_twice, with_hosts

JOUES = 2


@pytest.fixture(scope="module")
def plan() -> dict[str, Any]:
    """Ninety-one people, seven tables, five rounds, a host each; planned."""
    donnees = with_hosts(described(91, 7, 5))
    cas = read_case(donnees)
    donnees["assignment"] = {
        personne.id: [None if t is None else cas.tables[t].id for t in rangee]
        for personne, rangee in zip(cas.personnes, make_plan(cas).places, strict=True)
    }
    return donnees


def mended(plan: dict[str, Any], *, partis: int, venus: int, ecart: int = 1) -> Reparation:
    """Between rounds 2 and 3 the last guests leave, others come; what always holds is checked."""
    donnees = copy.deepcopy(plan)
    del donnees["assignment"]
    donnees["balance"] = ecart
    for personne in donnees["participants"][91 - partis :]:
        personne["to"] = JOUES
    donnees["participants"] += [
        {"id": f"N{i}", "college": "habitant", "from": JOUES + 1} for i in range(venus)
    ]
    cas, avant = read_case(donnees), read_case(plan)
    anciennes = read_assignment(avant, plan)
    done = repair(cas, avant, anciennes, JOUES)
    for rang in range(91):
        assert list(done.plan.places[rang][:JOUES]) == anciennes[rang][:JOUES]
    for tour in range(JOUES, 5):
        assises = sizes(cas, done.plan.places, tour)
        assert max(assises) - min(assises) <= ecart
        for table in range(7):
            assert done.plan.places[table][tour] == table  # hosts stay
    changed = {
        (rang, r)
        for rang in range(91)
        for r in range(JOUES, 5)
        if done.plan.places[rang][r] not in (anciennes[rang][r], None)
    }
    assert {(one.personne, one.tour) for one in done.deplacements} == changed
    assert themes_seen_twice(cas, done.plan.places) <= len(changed)
    return done


@pytest.mark.parametrize("venus", [1, 7, 20])
def test_arrivals_move_nobody(plan: dict[str, Any], venus: int) -> None:
    done = mended(plan, partis=0, venus=venus)
    assert done.deplacements == ()
    assert all(None not in rangee[JOUES:] for rangee in done.plan.places)


@pytest.mark.parametrize(("partis", "ecart"), [(1, 1), (10, 1), (10, 2), (20, 2), (20, 3)])
def test_departures_move_no_more_than_sizes_force(
    plan: dict[str, Any], partis: int, ecart: int
) -> None:
    forced = 0
    for tour in range(JOUES, 5):
        restent = [0] * 7
        for rang in range(91 - partis):
            ou = plan["assignment"][f"P{rang}"][tour]
            restent[int(ou[1:])] += 1
        total = sum(restent)
        forced += min(
            max(
                sum(max(0, n - petit - ecart) for n in restent),
                sum(max(0, petit - n) for n in restent),
            )
            for petit in range(total // 7 + 1)
            if (petit + ecart) * 7 >= total
        )
    assert len(mended(plan, partis=partis, venus=0, ecart=ecart).deplacements) == forced


def test_twenty_leave_and_ten_come(plan: dict[str, Any]) -> None:
    done = mended(plan, partis=20, venus=10, ecart=2)
    assert done.plan.fautes <= 12  # shares of collèges only: leavers were not chosen to keep them


def test_mixing_survives_arrivals(plan: dict[str, Any]) -> None:
    donnees = copy.deepcopy(plan)
    donnees["participants"] += [
        {"id": f"N{i}", "college": "association", "from": 3} for i in range(7)
    ]
    cas, avant = read_case(donnees), read_case(plan)
    done = repair(cas, avant, read_assignment(avant, plan), JOUES)
    assert shares_off(cas, done.plan.places) == 0


def test_a_plan_for_other_tables_is_not_mended(plan: dict[str, Any]) -> None:
    avant = read_case(plan)
    with pytest.raises(CasIllisible, match="d’autres tables"):
        repair(read_case(described(91, 6, 5)), avant, read_assignment(avant, plan), JOUES)


def test_more_people_than_chairs_are_told(plan: dict[str, Any]) -> None:
    donnees = copy.deepcopy(plan)
    for table in donnees["tables"]:
        table["max"] = 13
    donnees["participants"].append({"id": "N0", "college": "habitant", "from": 3})
    avant = read_case(plan)
    with pytest.raises(Infaisable, match="Tour 3 : 92 personnes pour 91 places"):
        repair(read_case(donnees), avant, read_assignment(avant, plan), JOUES)
