"""The votes of a séance: prepared, opened, closed, shown, and their paper dots counted.

Every gesture is a plain form that says which version of the vote it saw: of two tabs, one does
it and the other is told who did.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.core import Missing, NotAllowed, Refusal, RuleBroken
from cafe.actions.papier_scrutin import add_photo_scrutin, remove_photo_scrutin, set_papier
from cafe.actions.scrutins import (
    close_scrutin,
    create_scrutin,
    discard_scrutin,
    open_scrutin,
    reveal_scrutin,
    update_scrutin,
)
from cafe.errors import wants_json
from cafe.extensions import db
from cafe.facilitation.reponses import refused, version_typed
from cafe.facilitation.salle import facilitation, seance_for
from cafe.facilitation.votes_page import bulletin_typed, page_preparer, page_votes, vote_vue
from cafe.medias import media_response
from cafe.medias_recues import stored_medias
from cafe.messages import sentence, status
from cafe.models import PhotoScrutin, Scrutin, Seance
from cafe.models.scrutin_lecture import cards_of


@facilitation.get("/<seance_id>/votes")
def votes(seance_id: str) -> Response:
    """Every vote of the séance, the latest first."""
    return _page(seance_id)


@facilitation.get("/<seance_id>/votes/<scrutin_id>/resultats")
def vote_resultats(seance_id: str, scrutin_id: str) -> str:
    """Only the totals of one vote, fetched again by a script while it is open."""
    seance_for(seance_id, Pouvoir.VOIR_TABLEAU)
    row = _scrutin(seance_id, scrutin_id)
    return render_template("facilitation/votes/_resultats.html", vue=vote_vue(db.session(), row))


@facilitation.route("/<seance_id>/votes/preparer", methods=["GET", "POST"])
def preparer_vote(seance_id: str) -> Response:
    """The form of a new vote, with every group of the board ticked."""
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    if request.method == "GET":
        return _form(seance, None)
    write = partial(create_scrutin, seance_id=seance_id, bulletin=bulletin_typed())
    return _prepare(seance, None, write)


@facilitation.route("/<seance_id>/votes/<scrutin_id>/preparer", methods=["GET", "POST"])
def corriger_vote(seance_id: str, scrutin_id: str) -> Response:
    """The same form for a vote that is not open yet."""
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    if request.method == "GET":
        return _form(seance, _scrutin(seance_id, scrutin_id))
    write = partial(
        update_scrutin, scrutin_id=scrutin_id, bulletin=bulletin_typed(), version=version_typed()
    )
    return _prepare(seance, scrutin_id, write)


def _prepare(seance: Seance, scrutin_id: str | None, write: Callable[..., object]) -> Response:
    """Keep what was prepared; refused, the form comes back as it was filled."""

    def again(refusal: Refusal) -> Response:
        # Read after the refusal: it may just have been discarded.
        return _form(seance, _held(seance.id, scrutin_id) if scrutin_id else None, refusal)

    if scrutin_id:
        _held(seance.id, scrutin_id)
    if no := _attempt(partial(write, par=current_identite()), again):
        return no
    flash(gettext("Le vote est prêt. Ouvrez-le quand la salle est prête."), "succes")
    return redirect(url_for(".votes", seance_id=seance.id), 303)


def _form(seance: Seance, row: Scrutin | None, refusal: Refusal | None = None) -> Response:
    if refusal is None:
        page = page_preparer(db.session(), seance, scrutin=row)
        return make_response(render_template("facilitation/votes/preparer.html", page=page))
    said = sentence(refusal), refusal.champ
    page = page_preparer(db.session(), seance, bulletin_typed(), row, *said)
    html = render_template("facilitation/votes/preparer.html", page=page)
    return make_response(html, status(refusal))


@facilitation.post("/<seance_id>/votes/<scrutin_id>/ouvrir")
def ouvrir_vote(seance_id: str, scrutin_id: str) -> Response:
    """Let phones vote."""
    said = gettext("Le vote est ouvert : les téléphones le montrent.")
    return _move(seance_id, scrutin_id, open_scrutin, said)


@facilitation.post("/<seance_id>/votes/<scrutin_id>/fermer")
def fermer_vote(seance_id: str, scrutin_id: str) -> Response:
    """Take no more dots, and note how many were in the room."""

    def close(**who: Any) -> None:
        close_scrutin(presents=_number("presents", "presents_invalides"), **who)

    said = gettext("Le vote est clos. Comptez les gommettes de papier, puis montrez les résultats.")
    return _move(seance_id, scrutin_id, close, said)


@facilitation.post("/<seance_id>/votes/<scrutin_id>/montrer")
def montrer_vote(seance_id: str, scrutin_id: str) -> Response:
    """Let the room and the phones read the totals of a hidden vote."""
    said = gettext("Les résultats sont montrés.")
    return _move(seance_id, scrutin_id, reveal_scrutin, said)


@facilitation.post("/<seance_id>/votes/<scrutin_id>/ecarter")
def ecarter_vote(seance_id: str, scrutin_id: str) -> Response:
    """Take away a vote that was never opened."""
    said = gettext("Le vote est écarté. Personne n’avait encore voté.")
    return _move(seance_id, scrutin_id, discard_scrutin, said)


def _move(seance_id: str, scrutin_id: str, act: Callable[..., object], said: str) -> Response:
    """A gesture on the whole vote, from the version that the page showed."""
    write = partial(act, par=current_identite(), scrutin_id=scrutin_id, version=version_typed())
    return _do(seance_id, scrutin_id, write, said)


@facilitation.post("/<seance_id>/votes/<scrutin_id>/papier")
def compter_papier(seance_id: str, scrutin_id: str) -> Response:
    """The totals of paper dots, all cards at once; a field left empty changes nothing."""

    def write() -> None:
        _scrutin(seance_id, scrutin_id)
        for card in cards_of(db.session(), scrutin_id):
            name = f"papier-{card.id}"
            total = _number(name, "papier_invalide")
            if total is not None:
                set_papier(par=current_identite(), cible_id=card.id, total=total)

    return _do(seance_id, scrutin_id, write, gettext("Les gommettes de papier sont comptées."))


@facilitation.post("/<seance_id>/votes/<scrutin_id>/photos")
def joindre_photo_vote(seance_id: str, scrutin_id: str) -> Response:
    """Keep a photo of the paper dots, drawn anew as every photo is."""

    def write() -> None:
        files = MultiDict((name, f) for name, f in request.files.items() if name == "photo")
        with stored_medias(files) as pieces:
            if not pieces:
                raise RuleBroken("photo_absente", champ="photo")
            add_photo_scrutin(par=current_identite(), scrutin_id=scrutin_id, photo=pieces[0])

    return _do(seance_id, scrutin_id, write, gettext("La photo est gardée avec le vote."))


@facilitation.get("/<seance_id>/votes/photos/<photo_id>")
def photo_vote(seance_id: str, photo_id: str) -> Response:
    """The photo, for those who see the board."""
    seance_for(seance_id, Pouvoir.VOIR_TABLEAU)
    photo = _photo(seance_id, photo_id)
    return media_response(photo.id, photo.type_mime)


@facilitation.post("/<seance_id>/votes/photos/<photo_id>/retirer")
def retirer_photo_vote(seance_id: str, photo_id: str) -> Response:
    """Take a photo away, with its file."""
    seance_for(seance_id, Pouvoir.ANIMER)
    photo = _photo(seance_id, photo_id)
    return _do(
        seance_id,
        photo.scrutin_id,
        lambda: remove_photo_scrutin(par=current_identite(), photo_id=photo_id),
        gettext("La photo est retirée."),
    )


def _photo(seance_id: str, photo_id: str) -> PhotoScrutin:
    photo = db.session.get(PhotoScrutin, photo_id)
    if photo is None or photo.retiree_le is not None:
        abort(404)
    _scrutin(seance_id, photo.scrutin_id)
    return photo


def _scrutin(seance_id: str, scrutin_id: str) -> Scrutin:
    return _held(seance_id, scrutin_id) or abort(404)


def _held(seance_id: str, scrutin_id: str) -> Scrutin | None:
    """The vote, None once it is discarded: the action tells by whom. Another séance's: 404."""
    row = db.session.get(Scrutin, scrutin_id)
    if row is not None and row.seance_id != seance_id:
        abort(404)
    return row


def _number(name: str, code: str) -> int | None:
    """A number of the form, None when the field is empty. Raises that code for anything else."""
    typed = request.form.get(name, "").strip()
    if not typed:
        return None
    if not typed.isdecimal() or len(typed) > 6:
        raise RuleBroken(code, champ=name, maximum=9999)
    return int(typed)


def _do(seance_id: str, scrutin_id: str, write: Callable[[], object], said: str) -> Response:
    """Run a gesture and come back to the vote; refused, the page says why."""
    seance_for(seance_id, Pouvoir.ANIMER)
    _held(seance_id, scrutin_id)
    if no := _attempt(write, partial(_page, seance_id)):
        return no
    flash(said, "succes")
    return redirect(url_for(".votes", seance_id=seance_id, _anchor=scrutin_id), 303)


def _attempt(write: Callable[[], object], shown: Callable[[Refusal], Response]) -> Response | None:
    """Run a gesture; the answer where it is refused."""
    try:
        write()
    except (Missing, NotAllowed):
        raise
    except Refusal as refusal:
        return refused(refusal) if wants_json() else shown(refusal)
    return None


def _page(seance_id: str, refusal: Refusal | None = None) -> Response:
    seance = seance_for(seance_id, Pouvoir.VOIR_TABLEAU)
    if refusal is None:
        page, code = page_votes(db.session(), seance), 200
    else:
        page = page_votes(db.session(), seance, sentence(refusal), refusal.champ)
        code = status(refusal)
    return make_response(render_template("facilitation/votes/page.html", page=page), code)
