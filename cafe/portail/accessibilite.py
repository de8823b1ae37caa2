"""What was checked of the accessibility of the pages, and what was not: open to everybody."""

from __future__ import annotations

from flask import render_template

from cafe.portail.pages import portail


@portail.get("/accessibilite")
def accessibilite() -> str:
    """The statement, in French: it speaks to the services that publish Café."""
    return render_template("portail/accessibilite.html")
