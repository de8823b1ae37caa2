"""Walks the URL map and says which routes have no guard."""

from __future__ import annotations

from flask import Flask

# Rooms closed by one guard, and its name.
GUARDED = {"pilotage": "guard_compte", "facilitation": "guard_equipe"}
# Open to all on purpose: what each lets in is decided by a secret in the address or cookie.
OPEN_ROOMS = frozenset({"participation", "portail", "sante", "style"})
OPEN_ENDPOINTS = frozenset(
    {"static", "security.login", "security.logout", "security.verify", "security.static"}
)


def faults(app: Flask) -> list[str]:
    """One sentence per route that anybody could walk into."""
    found = []
    for rule in app.url_map.iter_rules():
        room = rule.endpoint.partition(".")[0]
        if rule.endpoint in OPEN_ENDPOINTS or room in OPEN_ROOMS:
            continue
        guards = {f.__name__ for f in app.before_request_funcs.get(room, [])}
        if GUARDED.get(room) not in guards:
            found.append(f"{rule.rule} ({rule.endpoint}) n’a pas de garde")
    return found
