"""From a form to an action and back: what was typed stays, the refusal stands beside its field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from flask import g, make_response, render_template
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup
from werkzeug.wrappers import Response
from wtforms import Field, HiddenField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs lag behind

from cafe.actions.core import Missing, NotAllowed, Refusal, RuleBroken, Stale
from cafe.errors import wants_json
from cafe.messages import sentence, status


class Formulaire(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A form of the room. Its token is checked for every POST of the application, before the
    view: a token of its own would only bear the prefix of the form."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        csrf = False

    def hidden_tag(self, *fields: str) -> Markup:
        """The token of the application, then the hidden fields."""
        token = Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())
        fields_kept: Markup = super().hidden_tag(*fields)
        return token + fields_kept


class FormulaireDate(Formulaire):
    """A form opened on a row: the row's version comes back with it."""

    version = HiddenField()

    def opened_on(self) -> int | None:
        """The version read when the page was opened; None if the page did not say."""
        raw = str(self.version.data or "")
        return int(raw) if raw.isdecimal() else None


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
    if isinstance(refusal, Stale) and isinstance(form, FormulaireDate):
        # Sent again, now that both are before the person's eyes, it will pass.
        form.version.data = str(refusal.details.get("version", ""))
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


class SelonLeChoix:
    """Marks a field that some choices ask for: it is not said « facultatif », and the action
    tells when it is missing."""

    field_flags: ClassVar[dict[str, bool]] = {"required": True}

    def __call__(self, form: FlaskForm, field: Field) -> None:
        """Nothing to check here."""


def selon_le_choix(*validators: Any) -> dict[str, Any]:
    """What to give such a field: the mark, and no « required » that browsers would enforce."""
    return {"validators": [*validators, SelonLeChoix()], "render_kw": {"required": False}}


def option(valeur: str, texte: object, groupe: str | None = None) -> Any:
    """One line of a select or of a list of radio buttons."""
    return SelectChoice(valeur, texte, optgroup=groupe)
