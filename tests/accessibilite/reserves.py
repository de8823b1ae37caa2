"""What the tool reads wrongly, or cannot settle: settled here by name. Anything else is a fault."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.axe import Audit

FORCE = "contraste forcé"


@dataclass(frozen=True)
class Exclusion:
    """A rule that is not read in a theme, and why nothing is lost."""

    theme: str
    regle: str
    raison: str


@dataclass(frozen=True)
class Reserve:
    """Doubts of a rule on elements whose address matches, and what settles them.

    ``raison``, when given, is matched too by what the tool says of its doubt.
    """

    regle: str
    cible: str
    jugee: str
    raison: str = ""


EXCLUSIONS = (
    Exclusion(
        FORCE,
        "color-contrast",
        "axe compares the author's text fill, which nobody sees, with the browser's ground: both "
        "are the browser's own there, as long as no sheet opts out (a test says so).",
    ),
)
RESERVES = (
    Reserve(
        "color-contrast",
        r"mark$",
        "The highlighter is a gradient: the ink on its colour and on paper is computed in "
        "tests/contracts/test_contraste.py.",
    ),
    Reserve(
        "color-contrast",
        r"\.vote-points\[",
        "Dots drawn as signs that axe does not take for text; their ink on paper and on a card is "
        "computed in tests/contracts/test_contraste.py, and the number stands beside them.",
    ),
    Reserve(
        "color-contrast",
        r"^(text|\.graphique-valeur)\[y=",
        "Letters drawn in a figure, over nothing but paper: that ink on that ground is computed in "
        "tests/contracts/test_contraste.py, and the figures stand in a table beside.",
    ),
    Reserve(
        "color-contrast",
        r"^\.onglet|\blabel\b",
        "A tab or a row half out of a list that scrolls: those beside it, of the same two colours, "
        "are whole and read.",
        raison="partially obscured",
    ),
    Reserve(
        "color-contrast",
        r"^#etoile-\S+ > span\[aria-hidden",
        "A star drawn as a sign, said in the button's name: inks on a card are computed in "
        "tests/contracts/test_contraste.py.",
    ),
)


def faults(theme: str, found: Audit) -> list[str]:
    """What is wrong in a theme, doubts that nobody has settled included."""
    left_out = {known.regle for known in EXCLUSIONS if known.theme == theme}
    wrong = [fault for fault in found.fautes if fault.split(":")[0] not in left_out]
    doubts = [
        f"? {doubt.regle} ({doubt.cible}): {doubt.raison}"
        for doubt in found.doutes
        if doubt.regle not in left_out
        and not any(
            doubt.regle == known.regle
            and re.search(known.cible, doubt.cible)
            and re.search(known.raison, doubt.raison)
            for known in RESERVES
        )
    ]
    return wrong + doubts
