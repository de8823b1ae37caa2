"""Tables made even by counts: the fewest who move, nobody over the seats."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafe.rotation.equilibre import Passage, even_out, fewest_moves


def after(tailles: list[int], passages: tuple[Passage, ...]) -> list[int]:
    sizes = list(tailles)
    for one in passages:
        sizes[one.d_ou] -= one.combien
        sizes[one.vers] += one.combien
    return sizes


def test_three_people_go_from_the_second_table_to_the_fifth() -> None:
    done = even_out([8, 12, 8, 8, 5], ecart=1)
    assert done.passages == (Passage(1, 4, 3),)
    assert (done.deplaces, done.sans_place) == (3, 0)


@given(st.lists(st.integers(0, 14), min_size=1, max_size=9), st.integers(1, 3))
def test_tables_become_even_with_as_few_movers_as_sizes_allow(
    tailles: list[int], ecart: int
) -> None:
    done = even_out(tailles, ecart=ecart)
    sizes = after(tailles, done.passages)
    assert max(sizes) - min(sizes) <= ecart
    assert min(sizes) >= 0
    assert done.deplaces == fewest_moves(tailles, 0, ecart)
    assert len({one.d_ou for one in done.passages} & {one.vers for one in done.passages}) == 0


@pytest.mark.parametrize("tailles", [(4, 0, 2), (5, 1, 0), (3, 3, 3), (6, 0, 0)])
def test_nobody_could_move_fewer(tailles: tuple[int, ...]) -> None:
    possible = [
        sum(max(0, t - c) for t, c in zip(tailles, cibles, strict=True))
        for cibles in product(range(sum(tailles) + 1), repeat=3)
        if sum(cibles) == sum(tailles) and max(cibles) - min(cibles) <= 1
    ]
    assert even_out(tailles, ecart=1).deplaces == min(possible)


def test_a_table_takes_no_more_than_its_seats() -> None:
    done = even_out([9, 9, 2], [10, 10, 4], ecart=1)
    sizes = after([9, 9, 2], done.passages)
    assert sizes == [8, 8, 4]
    full = even_out([9, 9, 2], [6, 6, 6], ecart=1)
    assert full.sans_place == 2
    assert max(after([9, 9, 2], full.passages)) == 7


@pytest.mark.parametrize("tailles", [[], [7], [0, 0]])
def test_where_there_is_nothing_to_do_nobody_moves(tailles: list[int]) -> None:
    assert even_out(tailles).passages == ()


def test_newcomers_fill_what_leavers_left() -> None:
    assert fewest_moves([8, 8, 5], 0, 1) == 2
    assert fewest_moves([8, 8, 5], 3, 1) == 0
    assert fewest_moves([], 0, 1) == 0
