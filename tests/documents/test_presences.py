"""Who was there is told in counts that let nobody be guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafe.documents.compte_rendu.presences import (
    AUTRES,
    NON_PRECISEE,
    SEUIL,
    Presences,
    mask_presences,
)


def test_counts_of_five_and_more_are_told_largest_first() -> None:
    presences = mask_presences([("Association", 5), ("Habitant·e", 20)], total=25)
    assert presences == Presences(total=25, qualites=(("Habitant·e", 20), ("Association", 5)))


def test_small_counts_are_added_up_under_one_line() -> None:
    presences = mask_presences([("Habitant·e", 20), ("Entreprise", 3), ("Élu·e", 2)], total=25)
    assert presences.qualites == (("Habitant·e", 20), (AUTRES, 5))


def test_a_lone_small_count_cannot_be_found_by_subtraction() -> None:
    presences = mask_presences([("Habitant·e", 20), ("Association", 6), ("Élu·e", 2)], total=28)
    assert presences.qualites == (("Habitant·e", 20), (AUTRES, 8))


def test_people_who_did_not_say_are_counted_as_such() -> None:
    presences = mask_presences([("Habitant·e", 20)], total=27)
    assert presences.qualites == (("Habitant·e", 20), (NON_PRECISEE, 7))


def test_under_five_people_no_figure_is_told_at_all() -> None:
    presences = mask_presences([("Habitant·e", 3), ("Élu·e", 1)], total=4)
    assert presences == Presences(total=None, qualites=())


def test_nobody_came() -> None:
    assert mask_presences([], total=0) == Presences(total=None, qualites=())


@pytest.mark.parametrize(
    ("comptes", "total"), [([("Habitant·e", 6)], 5), ([("Habitant·e", -1)], 5)]
)
def test_impossible_counts_are_refused(comptes: list[tuple[str, int]], total: int) -> None:
    with pytest.raises(ValueError, match="incohérents"):
        mask_presences(comptes, total)


@pytest.mark.parametrize(
    ("total", "qualites"),
    [(4, (("Habitant·e", 4),)), (9, (("A", 5), ("B", 4))), (10, (("A", 5),)), (3, ())],
)
def test_unmasked_counts_cannot_even_be_held(
    total: int, qualites: tuple[tuple[str, int], ...]
) -> None:
    with pytest.raises(ValueError, match=r"publie|total"):
        Presences(total=total, qualites=qualites)


@given(
    comptes=st.lists(st.tuples(st.text(min_size=1), st.integers(0, 40)), max_size=8),
    muets=st.integers(0, 12),
)
def test_whatever_the_room_each_figure_covers_five_people(
    comptes: list[tuple[str, int]], muets: int
) -> None:
    total = sum(compte for _, compte in comptes) + muets
    presences = mask_presences(comptes, total)
    assert all(compte >= SEUIL for _, compte in presences.qualites)
    assert sum(compte for _, compte in presences.qualites) == (total if total >= SEUIL else 0)
