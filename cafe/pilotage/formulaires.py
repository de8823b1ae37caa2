"""From a form to an action and back: what was typed stays, the refusal stands beside its field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import g, make_response, render_template
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import HiddenField

from cafe.actions.core import Missing, NotAllowed, Refusal, RuleBroken
from cafe.errors import wants_json
from cafe.messages import sentence, status


class Formulaire(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A form of the room. Subclasses of ``FormulaireDate`` know the version they were opened on."""


class FormulaireDate(Formulaire):
    """A form opened on a row: the row's version comes back with it."""

    version = HiddenField()

    def opened_on(self) -> int | None:
        """The version read when the page was opened; None if the page did not say."""
        raw = str(self.version.data or "")
        return int(raw) if raw.isdigit() else None


class Geste(FormulaireDate):
    """A button that needs nothing typed."""


def accepted(form: FlaskForm, write: Callable[[], object]) -> bool:
    """Run a write for a form that came back; False when it is refused, the reason in the form.

    Programs (``Accept: application/json``), strangers and missing objects get the plain refusal.
    """
    if not form.validate_on_submit():
        return False
    try:
        write()
    except (Missing, NotAllowed):
        raise
    except Refusal as refusal:
        if wants_json():
            raise
        show_refusal(form, refusal)
        return False
    return True


def show_refusal(form: FlaskForm, refusal: Refusal) -> None:
    """Put the sentence beside the field it names, or at the top of the form."""
    g.refus = status(refusal)
    said = sentence(refusal)
    field = form[refusal.champ] if refusal.champ and refusal.champ in form else None
    if field is None:
        form.form_errors.append(said)
    else:
        field.errors = [*field.errors, said]


def answer(template: str, *, form: FlaskForm | None = None, **context: Any) -> Response:
    """The page, with the status of what was refused in it."""
    invalid = form is not None and bool(form.errors)
    if invalid and wants_json():
        raise RuleBroken("saisie_incomplete", champ=next(iter(form.errors)))  # type: ignore[union-attr]
    code = g.pop("refus", 422 if invalid else 200)
    return make_response(render_template(template, form=form, **context), code)


REQUIS = _("Remplissez ce champ.")
