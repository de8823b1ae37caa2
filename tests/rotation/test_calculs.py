"""What plans rest on: fields, ways, and costs kept up to date."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cafe.rotation.cas import read_case
from cafe.rotation.corps import field_tables, prime_power
from cafe.rotation.etat import Etat
from cafe.rotation.itineraires import make_ways
from cafe.rotation.planificateur import make_plan
from cafe.rotation.unites import make_units
from tests.rotation.salles import described, hall


@pytest.mark.parametrize("q", [2, 3, 4, 5, 7, 8, 9, 16, 25, 27])
def test_each_power_of_a_prime_has_a_field(q: int) -> None:
    somme, produit = field_tables(q)
    tout = np.arange(q)
    assert (somme == somme.T).all()
    assert (produit == produit.T).all()
    assert (somme[0] == tout).all()
    assert (produit[1] == tout).all()
    for a in tout:
        assert sorted(somme[a]) == list(tout)
        if a:
            assert sorted(produit[a]) == list(tout)
        assert (produit[a][somme] == somme[np.ix_(produit[a], produit[a])]).all()


@pytest.mark.parametrize("q", [0, 1, 6, 10, 12, 100])
def test_no_other_number_has_one(q: int) -> None:
    assert prime_power(q) is None
    with pytest.raises(ValueError, match="nombre premier"):
        field_tables(q)


@pytest.mark.parametrize(
    ("tables", "tours", "directions"), [(7, 7, 6), (8, 5, 7), (50, 5, 19), (6, 4, 5), (12, 5, 11)]
)
def test_ways_fill_each_table_and_never_come_back(tables: int, tours: int, directions: int) -> None:
    voies = make_ways(tables, tours, directions, np.random.default_rng(0))
    assert voies.tables.shape == (directions, tables, tours)
    assert (np.sort(voies.tables, axis=1) == np.arange(tables)[None, :, None]).all()
    toutes = voies.tables.reshape(-1, tours)
    assert all(len(set(voie)) == tours for voie in toutes.tolist())
    fois = (toutes[:, None, :] == toutes[None, :, :]).sum(axis=2)
    np.fill_diagonal(fois, 0)
    # As many pairs of ways as announced meet again, from each of the starts.
    assert np.maximum(fois - 1, 0).sum() // 2 == voies.revues * tables
    if tables in (7, 8, 50):
        assert voies.revues == 0


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(["rencontres", "dispersion"]))
def test_what_an_exchange_would_cost_is_what_it_costs(graine: int, mode: str) -> None:
    hasard = np.random.default_rng(graine)
    donnees = described(24, 4, 3, apart=[["P1", "P9"], ["P2", "P14"]], college_min={"habitant": 1})
    donnees["participants"][5]["to"] = 2
    donnees["tables"][1]["theme"] = "Q0"
    cas = read_case(donnees)
    unites = make_units(cas)
    places = hasard.integers(0, 4, size=(24, 3))
    places[5, 2] = -1
    etat = Etat(cas, unites, places, mode)  # type: ignore[arg-type]
    for _ in range(8):
        r = int(hasard.integers(3))
        la = np.flatnonzero(etat.places[:, r] >= 0)
        qui = np.array([int(hasard.integers(len(la)))])
        couts = etat.exchange_costs(r, etat.look_around(r, la)[1], la, qui)[0]
        if not np.isfinite(couts).any():
            continue
        autre = int(hasard.choice(np.flatnonzero(np.isfinite(couts))))
        avant = etat.cost()
        etat.exchange(r, int(la[qui[0]]), int(la[autre]))
        assert etat.cost() == pytest.approx(avant + couts[autre])
        assert etat.cost() == pytest.approx(Etat(cas, unites, etat.places, mode).cost())  # type: ignore[arg-type]


def test_people_who_stay_together_are_one() -> None:
    cas = hall(10, 2, 2, together=[["P1", "P2"], ["P2", "P3"]])
    unites = make_units(cas)
    assert (1, 2, 3) in [unite.membres for unite in unites]
    assert sorted(i for unite in unites for i in unite.membres) == list(range(10))
    assert len({make_plan(cas, soin=0.05).places[i] for i in (1, 2, 3)}) == 1
