"""Coming in: the home page where a code is typed, and the addresses of QR codes."""

from __future__ import annotations

from flask import g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cafe import clock
from cafe.errors import error_page, wants_json
from cafe.extensions import db
from cafe.models import Phase
from cafe.models.question import question_of_table
from cafe.models.seance import LONGUEUR_CODE, normalise_code, seance_by_code
from cafe.participation.salle import code_of, here, participation


@participation.get("/")
def accueil() -> Response | str | tuple[str, int]:
    """The home page; ``?code=`` is what someone typed."""
    typed = request.args.get("code", "").strip()
    if not typed:
        return render_template("participation/accueil.html", code="", erreur=None)
    seance = seance_by_code(db.session(), typed)
    if seance is not None:
        return redirect(url_for(".rejoindre", code=normalise_code(typed)))
    erreur = _(
        "Aucune rencontre n’a le code « %(code)s ». Regardez l’affiche : il a %(n)s signes, "
        "sans zéro ni O.",
        code=typed[:20],
        n=LONGUEUR_CODE,
    )
    return render_template("participation/accueil.html", code=typed[:20], erreur=erreur), 404


@participation.get("/r/<code>")
@participation.get("/r/<code>/t/<int:table>")
def rejoindre(code: str, table: int | None = None) -> Response:
    """Where a QR code leads: the open séance, or the follow-up of an ended one.

    That of a table leads to what it talks about at the tour under way.
    """
    seance = here()
    if seance.phase in (Phase.TERMINEE, Phase.CLOSE):
        return redirect(url_for(".mes_mots", code=code_of(seance)))
    question = question_of_table(db.session(), seance.id, table, clock.now())
    return redirect(url_for(".contribuer", code=code_of(seance), table=table, question=question))


@participation.errorhandler(404)
def introuvable(error: Exception) -> Response | tuple[str, int]:
    """An unknown code gets the field to type it again, what was typed kept."""
    code = (request.view_args or {}).get("code")
    if code is None or "seance_id" in g or wants_json():
        return error_page(
            404,
            _("Page introuvable"),
            _("Vérifiez l’adresse ou le code, puis recommencez."),
            "introuvable",
        )
    erreur = _(
        "Aucune rencontre n’a le code « %(code)s ». Vérifiez-le sur l’affiche, puis tapez-le ici.",
        code=code[:20],
    )
    return render_template("participation/accueil.html", code=code[:20], erreur=erreur), 404
