"""Renders templates/pieces: one HTML string per card, group, count or line, seen by many.

A piece gets plain values and knows nothing of who looks. Called inside a request context of
its own, because pictograms and dates ask Flask for addresses and the time zone.
"""

from __future__ import annotations

from typing import Any

from flask import Flask

from cafe.models.apercu import Apercu
from cafe.models.prise import LigneVue, SuiteVue
from cafe.models.tableau import Carte, Groupe


class Pieces:
    """The macros of one application's pieces."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def carte(self, card: Carte) -> str:
        """A card of the board."""
        return self._call("carte", "carte", card)

    def parole(self, card: Carte) -> str:
        """A word on the wall."""
        return self._call("parole", "parole", card)

    def groupe(self, group: Groupe) -> str:
        """A group with the cards it is given."""
        return self._call("groupe", "groupe", group)

    def tete(self, group: Groupe) -> str:
        """The head of a group: title, voices, summary."""
        return self._call("groupe", "tete", group)

    def compte(self, question_id: str, published: int) -> str:
        """The count of a question."""
        return self._call("compte", "compte", question_id, published)

    def nombre(self, colonne: str, nombre: int) -> str:
        """How many words a column holds."""
        return self._call("compte", "nombre", colonne, nombre)

    def a_relire(self, seance_id: str, nombre: int) -> str:
        """How many words wait in the queue, and the way there."""
        return self._call("a_relire", "a_relire", seance_id, nombre)

    def apercu(self, apercu: Apercu) -> str:
        """A group as it is seen folded."""
        return self._call("apercu", "apercu", apercu)

    def ligne(self, line: LigneVue) -> str:
        """A line of notes."""
        return self._call("ligne", "ligne", line)

    def suite(self, suite: SuiteVue) -> str:
        """A suivi of an earlier meeting, and what is said of it in this one."""
        return self._call("suite", "suite", suite)

    def _call(self, file: str, macro: str, *values: object) -> str:
        module: Any = self._app.jinja_env.get_template(f"pieces/{file}.html").module
        return str(getattr(module, macro)(*values)).strip()
