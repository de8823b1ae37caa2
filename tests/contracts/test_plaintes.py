"""Each complaint known from other tools has a test here, and that test exists."""

from __future__ import annotations

from pathlib import Path

from tests.contracts.plaintes import complaint_faults, complaints

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "tests"
PLAINTES = (ROOT / "docs/plaintes.md").read_text(encoding="utf-8")


def test_every_complaint_has_its_thread_and_a_test_that_exists() -> None:
    assert complaint_faults(PLAINTES, TESTS) == []


def test_no_row_of_the_page_is_left_unread() -> None:
    heads = PLAINTES.count("| La plainte |")
    lines = [line for line in PLAINTES.splitlines() if line.startswith("| ")]
    assert heads == 5
    assert len(complaints(PLAINTES)) == len(lines) - heads


def test_a_complaint_without_thread_or_test_is_reported() -> None:
    assert complaint_faults("", TESTS) == ["aucune plainte"]
    assert complaint_faults("| Un geste se perd | quelque part | Rien | Aucun |", TESTS) == [
        "« Un geste se perd » : aucun fil cité",
        "« Un geste se perd » : aucun essai",
    ]


def test_a_test_that_is_gone_and_a_double_are_reported() -> None:
    row = "| Un geste se perd | ville/outil n° 12 | Il est dit | `{}` |"
    here = "contracts/test_plaintes.py::test_a_test_that_is_gone_and_a_double_are_reported"
    in_scripts = "js/bandeau.test.js::a French hour"
    assert complaint_faults(row.format(here), TESTS) == []
    assert complaint_faults(row.format(in_scripts), TESTS) == []
    for gone in (f"{here}_since", "contracts/test_nowhere.py::test_it", f"{in_scripts} later"):
        assert complaint_faults(row.format(gone), TESTS) == [
            f"« Un geste se perd » : {gone} n’existe pas"
        ]
    twice = "\n".join([row.format(here)] * 2)
    assert complaint_faults(twice, TESTS) == ["« Un geste se perd » est deux fois"]
