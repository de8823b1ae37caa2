"""axe-core on a page as it stands: every rule of WCAG 2.2 A and AA, and the good practices."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from cafe.resources import resource

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
SOURCE = resource("tests/vendor/axe-core/axe.min.js")


def violations(page: Page) -> list[str]:
    """What is wrong in the page, one sentence per rule and element; empty when nothing is."""
    # Evaluated by the driver, not by a script tag: the page's own policy would refuse one.
    page.evaluate(SOURCE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", list(RULES)
    )
    return [
        f"{rule['id']}: {rule['help']} ({node['target']})"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
