"""Every pair of colours that may meet on a page is readable (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re

import pytest

from tests.contracts.feuilles import CSS, colour, contrast, rules, sheets, tokens

GROUNDS = ("papier", "surface", "creux")
FAMILIES = ("tient", "bloque", "propose", "dit")
STATES = ("succes", "erreur", "attention", "info")

# (ink, ground): text at 4.5
TEXT = [
    *[("encre", ground) for ground in (*GROUNDS, "marque-pale", "trace", "trace-pale")],
    *[("encre-douce", ground) for ground in (*GROUNDS, "marque-pale")],
    *[("encre", f"{name}-pale") for name in (*FAMILIES, *STATES)],
    *[(name, f"{name}-pale") for name in (*FAMILIES, *STATES)],
    *[(name, ground) for name in (*FAMILIES, *STATES) for ground in GROUNDS],
    *[
        (name, ground)
        for name in ("marque", "marque-forte")
        for ground in (*GROUNDS, "marque-pale")
    ],
    *[("marque", f"{name}-pale") for name in STATES],
    ("sur-marque", "marque"),
    ("sur-marque", "marque-forte"),
    ("sur-marque-douce", "marque"),
    ("sur-marque-douce", "marque-forte"),
    ("sur-erreur", "erreur"),
    ("surface", "encre"),
]

# (mark, ground): borders of controls, focus, lines that carry meaning, at 3
MARKS = [
    *[("filet-fort", ground) for ground in GROUNDS],
    *[("marque", ground) for ground in GROUNDS],
    *[(name, f"{name}-pale") for name in FAMILIES],
    ("trace", "marque-forte"),
    ("trace", "marque"),
    ("encre", "trace"),
]


NUIT = (CSS / "sombre.css").read_text()


@pytest.fixture(scope="module", params=["clair", "sombre"])
def theme(request: pytest.FixtureRequest) -> dict[str, str]:
    """The tokens by day, and those of phones at night."""
    clair = tokens((CSS / "tokens.css").read_text())
    return clair if request.param == "clair" else clair | tokens(NUIT)


def test_the_head_is_readable_at_night() -> None:
    tete = tokens(NUIT, ".entete, .volets")
    for ground in ("--marque", "--marque-forte"):
        for ink in ("--sur-marque", "--sur-marque-douce"):
            assert contrast(colour(tete, ink), colour(tete, ground)) >= 4.5
        assert contrast(colour(tete, "--trace"), colour(tete, ground)) >= 3


@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_is_readable_on_its_ground(theme: dict[str, str], ink: str, ground: str) -> None:
    assert contrast(colour(theme, f"--{ink}"), colour(theme, f"--{ground}")) >= 4.5


@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_a_mark_that_carries_meaning_is_seen(theme: dict[str, str], mark: str, ground: str) -> None:
    assert contrast(colour(theme, f"--{mark}"), colour(theme, f"--{ground}")) >= 3


def _pairs(text: str) -> list[tuple[str, str, str]]:
    """(selector, ink, ground) of the rules that set both colours by token."""
    token = re.compile(r"var\((--[\w-]+)\)")
    found = []
    for selector, declarations in rules(text):
        ink = token.fullmatch(declarations.get("color", ""))
        ground = token.fullmatch(declarations.get("background", ""))
        if ink and ground:
            found.append((selector, ink.group(1), ground.group(1)))
    return found


def test_every_rule_that_sets_ink_and_ground_is_readable(theme: dict[str, str]) -> None:
    pairs = [(s.name, *pair) for s in sheets() for pair in _pairs(s.read_text())]
    assert len(pairs) > 20
    faint = [
        (sheet, selector, ink, ground)
        for sheet, selector, ink, ground in pairs
        if contrast(colour(theme, ink), colour(theme, ground)) < 4.5
    ]
    assert faint == []


def test_the_measure_agrees_with_known_ratios() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_a_faint_pair_is_found() -> None:
    faint = (
        ":root { --gris: #999; --blanc: #fff; }.x { color: var(--gris); background: var(--blanc); }"
    )
    [(selector, ink, ground)] = _pairs(faint)
    assert selector == ".x"
    assert contrast(colour(tokens(faint), ink), colour(tokens(faint), ground)) < 4.5
