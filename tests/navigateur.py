"""A real browser for tests: the system's Chromium, and pages whose errors fail the test."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tools.system_packages import find_chromium

# A page that is right shows it long before; on a loaded machine, Playwright's five are too few.
expect.set_options(timeout=20_000)


@contextlib.contextmanager
def browser() -> Iterator[Browser]:
    """The browser, without a window."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        try:
            yield opened
        finally:
            opened.close()


def signed_in(opened: Browser, address: str, cookie: str, **options: object) -> BrowserContext:
    """A browser profile that holds a session's cookie."""
    context = opened.new_context(locale="fr-FR", base_url=address, **options)  # type: ignore[arg-type]
    context.add_cookies([{"name": "cafe_session", "value": cookie, "url": address}])
    return context


def watched(page: Page) -> list[str]:
    """What goes wrong in a page: exceptions, and messages of its security policy."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console",
        lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None,
    )
    return faults


def until(page: Page, condition: str) -> None:
    """Wait until a JavaScript expression is true (our policy forbids Playwright's own way)."""
    page.evaluate(
        f"() => new Promise(done => {{ const look = () => ({condition}) ? done() "
        ": setTimeout(look, 20); look(); })"
    )


def too_small(page: Page, selector: str) -> list[str]:
    """What of these is too small for a finger: under 44 pixels, but for roundings."""
    found: list[str] = page.locator(selector).evaluate_all(
        """(all) => all.filter((e) => {
             const box = e.getBoundingClientRect();
             return box.height < 43.5 || box.width < 43.5;
           }).map((e) => e.outerHTML)"""
    )
    return found
