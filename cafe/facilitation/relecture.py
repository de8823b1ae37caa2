"""The queue: what waits for an eye, one word at a time, each gesture a form and a key.

Two people may be at it: whoever comes second reads who decided, and what, and goes on.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.identity import Identite
from cafe.access.permits import Pouvoir
from cafe.actions.core import Missing, NotAllowed, Refusal
from cafe.actions.moderation import chill_contribution, publish_contribution, refuse_contribution
from cafe.actions.objections import answer_objection
from cafe.actions.signalements import clear_flag
from cafe.extensions import db
from cafe.facilitation.gestes import reason_typed
from cafe.facilitation.relecture_page import PageRelecture, page_relecture
from cafe.facilitation.reponses import version_typed
from cafe.facilitation.salle import facilitation, seance_for
from cafe.facilitation.une_a_une import last_numero_of, take_back
from cafe.messages import status
from cafe.models import Contribution, Objection, Seance
from cafe.models.relecture import FiltreRelecture, queue_of

Ecrire = Callable[[Identite, str], object]


@facilitation.get("/<seance_id>/relecture")
def relecture(seance_id: str) -> Response:
    """The first word that waits, or the one asked for; the others in a list."""
    return _answer(_page(seance_id))


@facilitation.get("/<seance_id>/relecture/corps")
def relecture_corps(seance_id: str) -> str:
    """Only what changes, fetched again when somebody else decides."""
    return render_template("facilitation/relecture/_corps.html", page=_page(seance_id))


@facilitation.post("/<seance_id>/relecture/<contribution_id>/publier")
def relire_publier(seance_id: str, contribution_id: str) -> Response:
    """Show it; one that is flagged and shown stays so, looked at."""

    def write(par: Identite, id_: str) -> None:
        publish_contribution(par=par, contribution_id=id_, version=version_typed())
        clear_flag(par=par, contribution_id=id_, version=version_typed())

    return _gesture(seance_id, contribution_id, write, _("Affichée."))


@facilitation.post("/<seance_id>/relecture/<contribution_id>/refuser")
def relire_refuser(seance_id: str, contribution_id: str) -> Response:
    """Do not show it, for a reason that its author will read."""

    def write(par: Identite, id_: str) -> None:
        refuse_contribution(
            par=par,
            contribution_id=id_,
            motif=reason_typed(),
            precision=request.form.get("precision", ""),
            version=version_typed(),
        )

    return _gesture(seance_id, contribution_id, write, _("Pas affichée."))


@facilitation.post("/<seance_id>/relecture/<contribution_id>/frigo")
def relire_frigo(seance_id: str, contribution_id: str) -> Response:
    """Keep it for another day."""

    def write(par: Identite, id_: str) -> None:
        chill_contribution(par=par, contribution_id=id_, version=version_typed())

    return _gesture(seance_id, contribution_id, write, _("Mise au frigo."))


@facilitation.post("/<seance_id>/relecture/<contribution_id>/repondre")
def relire_repondre(seance_id: str, contribution_id: str) -> Response:
    """Answer the author of a word who disagrees with what became of it."""

    def write(par: Identite, id_: str) -> None:
        objection_id = request.form.get("objection", "")
        row = db.session.get(Objection, objection_id)
        if row is None or row.contribution_id != id_:
            raise Missing
        answer_objection(
            par=par, objection_id=objection_id, reponse=request.form.get("reponse", "")
        )

    return _gesture(seance_id, contribution_id, write, _("Réponse envoyée."))


@facilitation.post("/<seance_id>/relecture/annuler")
def relire_annuler(seance_id: str) -> Response:
    """Take one's last decision back: the word waits again."""
    word = take_back(seance_for(seance_id, Pouvoir.ANIMER))
    return redirect(_address(seance_id, parole=word), 303)


def _gesture(seance_id: str, contribution_id: str, write: Ecrire, said: str) -> Response:
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    word = _word(seance, contribution_id)
    ordre, before = word.ordre, last_numero_of(contribution_id)
    if not any(one.id == contribution_id for one in queue_of(db.session(), seance)):
        return _gone(seance_id, contribution_id)
    try:
        write(current_identite(), contribution_id)
    except (Missing, NotAllowed):
        raise
    except Refusal as refusal:
        return _refused(seance_id, contribution_id, refusal)
    numero = last_numero_of(contribution_id)
    flash(said, "succes")
    # Only a gesture that changed something may be taken back.
    return redirect(
        _address(seance_id, apres=ordre, fait=numero if numero != before else None), 303
    )


def _refused(seance_id: str, contribution_id: str, refusal: Refusal) -> Response:
    """The word again with why, what was typed kept; or who decided, if it waits no more."""
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    if not any(one.id == contribution_id for one in queue_of(db.session(), seance)):
        return _gone(seance_id, contribution_id)
    page = page_relecture(seance, _filtre(), parole=contribution_id, refusal=refusal)
    return _answer(page, status(refusal))


def _gone(seance_id: str, contribution_id: str) -> Response:
    """Somebody was faster: who, and what they did; the queue goes on from there."""
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    return _answer(page_relecture(seance, _filtre(), parole=contribution_id), 409)


def _page(seance_id: str) -> PageRelecture:
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    wanted = request.args.get("parole", "")
    if wanted:
        _word(seance, wanted)
    return page_relecture(
        seance,
        _filtre(),
        parole=wanted,
        apres=request.args.get("apres", type=int),
        fait=request.args.get("fait", type=int),
    )


def _word(seance: Seance, contribution_id: str) -> Contribution:
    row = db.session.get(Contribution, contribution_id)
    if row is None or row.seance_id != seance.id:
        abort(404)
    return row


def _filtre() -> FiltreRelecture:
    typed = request.values.get("filtre", "")
    known = set(FiltreRelecture)
    return FiltreRelecture(typed) if typed in known else FiltreRelecture.TOUT


def _address(seance_id: str, **where: object) -> str:
    filtre = _filtre()
    chosen = None if filtre is FiltreRelecture.TOUT else filtre.value
    return url_for(".relecture", seance_id=seance_id, filtre=chosen, **where)  # type: ignore[arg-type]


def _answer(page: PageRelecture, code: int = 200) -> Response:
    return make_response(render_template("facilitation/relecture/page.html", page=page), code)
