"""Applications by the hundred: what a route compiles to is the same in each of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]


def remember_builders() -> None:
    """Compile once what writes the address of a route.

    Werkzeug does it twice per route when an application is made, which is four fifths of the
    time of making one, and nearly every test makes one. The function that it compiles is given
    its rule when it is called, so that rules written alike may share it.
    """
    compile_builder: Any = Rule._compile_builder
    known: dict[tuple[object, ...], Builder] = {}

    def remembered(rule: Rule, append_unknown: bool = True) -> Builder:
        key = (rule.rule, rule.host, rule.subdomain, repr(rule.defaults), append_unknown)
        if key not in known:
            known[key] = compile_builder(rule, append_unknown)
        return known[key]

    Rule._compile_builder = remembered  # type: ignore[method-assign]
