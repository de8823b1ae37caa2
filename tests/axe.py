"""axe-core on a page as it stands: every rule of WCAG 2.2 A and AA, and the good practices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from cafe.resources import resource

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
SOURCE = resource("tests/vendor/axe-core/axe.min.js")


@dataclass(frozen=True)
class Doute:
    """What the tool cannot decide: its rule, where, and why it does not know."""

    regle: str
    cible: str
    raison: str


@dataclass(frozen=True)
class Audit:
    """``passees``: how many rules held somewhere; a page that was not read has none."""

    fautes: tuple[str, ...]
    passees: int
    doutes: tuple[Doute, ...]


def audit(page: Page) -> Audit:
    """Read the page. What is wrong is one sentence per rule and element."""
    # Evaluated by the driver, not by a script tag: the page's own policy would refuse one.
    if not page.evaluate("'axe' in window"):
        page.evaluate(SOURCE.read_text(encoding="utf-8"))
    # A colour half-way through its change is nobody's reading.
    page.evaluate(
        """() => Promise.all(document.getAnimations()
          .filter(one => Number.isFinite(one.effect?.getComputedTiming().endTime))
          .map(one => one.finished.catch(() => {}))).then(() => null)"""
    )
    found: dict[str, Any] = page.evaluate(
        """rules => axe.run(document, {
          runOnly: {type: 'tag', values: rules}, resultTypes: ['violations', 'incomplete'],
        })""",
        list(RULES),
    )
    return Audit(
        fautes=tuple(
            f"{rule['id']}: {rule['help']} ({_where(node)})"
            for rule in found["violations"]
            for node in rule["nodes"]
        ),
        passees=len(found["passes"]),
        doutes=tuple(
            Doute(rule["id"], _where(node), _why(node))
            for rule in found["incomplete"]
            for node in rule["nodes"]
        ),
    )


def violations(page: Page) -> list[str]:
    """What is wrong in the page; empty when nothing is."""
    return list(audit(page).fautes)


def _where(node: dict[str, Any]) -> str:
    return " ".join(str(part) for part in node["target"])


def _why(node: dict[str, Any]) -> str:
    checks = (*node["any"], *node["all"], *node["none"])
    return "; ".join(str(check["message"]) for check in checks)
