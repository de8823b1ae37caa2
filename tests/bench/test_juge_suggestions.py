"""The judge of suggestions, on what can be counted by hand; and the bench, on a small set."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.juge_suggestions import adjusted_rand, precision_recall, purity, top
from bench.suggestions import main


def test_the_same_groups_under_other_names_agree_wholly_and_chance_not_at_all() -> None:
    assert adjusted_rand("aabb", "ccdd") == 1
    assert adjusted_rand("aabb", "abab") == pytest.approx(-0.5)
    assert adjusted_rand("aaabbb", "aabbbb") == pytest.approx(0.3243, abs=1e-4)


def test_purity_counts_the_most_common_of_each_group() -> None:
    assert purity(["aab", "bb", ""]) == pytest.approx(0.8)


def test_a_right_answer_counts_if_it_is_among_the_first_ones() -> None:
    rangees, justes = [["x", "y"], ["z"], []], [{"y"}, {"z"}, {"w"}]
    assert top(rangees, justes, 1) == pytest.approx(1 / 3)
    assert top(rangees, justes, 3) == pytest.approx(2 / 3)


def test_pairs_are_counted_both_ways() -> None:
    dites = {frozenset("ab"), frozenset("cd")}
    vraies = {frozenset("ba"), frozenset("ef"), frozenset("gh")}
    assert precision_recall(dites, vraies) == (0.5, pytest.approx(1 / 3))


def test_another_set_is_measured_and_not_judged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cas = tmp_path / "cas.json"
    fiche = {"numero": "1.1", "intitule": "Sport", "texte": "Équipements sportifs"}
    demande = {"id": "a", "texte": "un terrain de foot", "fiches": ["1.1"]}
    cas.write_text(json.dumps({"fiches": [fiche], "requetes": [demande]}), encoding="utf-8")
    assert main(["--cas", str(cas), "--rapide"]) == 0
    assert "1.00 en premier" in capsys.readouterr().out
