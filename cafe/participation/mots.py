"""My words in one séance: what became of them, and correcting or withdrawing them."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from cafe.access.doors import remember_participant
from cafe.access.jetons import mots_of, recu_of
from cafe.actions.core import Refusal, RuleBroken
from cafe.actions.retouches import correct_contribution, withdraw_contribution
from cafe.actions.transcriptions import approve_transcription
from cafe.addresses import base_url
from cafe.documents.qr import qr_svg
from cafe.errors import wants_json
from cafe.extensions import db
from cafe.medias import media_response
from cafe.messages import sentence, status
from cafe.models import Contribution, Media
from cafe.participation.boite import boite_here
from cafe.participation.fil import PageMots, Recu, page_mots
from cafe.participation.salle import code_of, here, me, participation


def _page() -> PageMots:
    identite = me()
    recu = None
    if identite.id and identite.jeton:
        secret = recu_of(identite.jeton)
        recu = Recu(
            adresse=f"{base_url()}/suivi/{secret}",
            mots=tuple(mots_of(identite.jeton).split("-")),
            qr=qr_svg(f"{base_url()}/suivi/{secret}"),
        )
    return page_mots(here(), identite.id, code=code_of(here()), recu=recu)


@participation.get("/s/<code>/mes-mots")
def mes_mots(code: str) -> Response:
    """One person's words in this séance, from their own phone."""
    response = make_response(
        render_template("participation/mots.html", page=_page(), boite=boite_here())
    )
    return remember_participant(response, me())


def my_word(contribution_id: str) -> Contribution:
    """A word of the holder of this phone; unknown to anybody else."""
    row = db.session.get(Contribution, contribution_id)
    if row is None or not me().id or row.participant_id != me().id:
        raise RuleBroken("introuvable")
    return row


@participation.get("/s/<code>/contributions/<contribution_id>/corriger")
def corriger(code: str, contribution_id: str) -> str:
    """The form that corrects one of my words."""
    row = my_word(contribution_id)
    return render_template(
        "participation/corriger.html",
        seance=here(),
        code=code_of(here()),
        mot=row,
        texte=row.texte or "",
        version=row.version,
        erreur=None,
    )


@participation.post("/s/<code>/contributions/<contribution_id>/corriger")
def envoyer_correction(code: str, contribution_id: str) -> Response:
    """Keep the correction, or show the form again with what was typed."""
    row = my_word(contribution_id)
    texte = request.form.get("texte", "")
    try:
        correct_contribution(
            par=me(),
            contribution_id=row.id,
            texte=texte,
            version=request.form.get("version", type=int),
        )
    except Refusal as refusal:
        if wants_json():
            raise
        row = my_word(contribution_id)
        page = render_template(
            "participation/corriger.html",
            seance=here(),
            code=code_of(here()),
            mot=row,
            texte=texte,
            version=row.version,
            erreur=sentence(refusal),
        )
        return make_response(page, status(refusal))
    return redirect(url_for(".mes_mots", code=code_of(here()), fait="corrigee"), 303)


@participation.post("/s/<code>/contributions/<contribution_id>/approuver")
def approuver(code: str, contribution_id: str) -> Response:
    """« C’est bien ça »: what the team wrote down of my voice or photo is what I say."""
    row = my_word(contribution_id)
    version = request.form.get("version", type=int)
    approve_transcription(par=me(), contribution_id=row.id, version=version)
    return redirect(url_for(".mes_mots", code=code_of(here()), fait="approuvee"), 303)


@participation.get("/s/<code>/medias/<media_id>")
def mon_media(code: str, media_id: str) -> Response:
    """My own photo or voice, on the phone that sent it."""
    media = db.session.get(Media, media_id)
    if media is None:
        raise RuleBroken("introuvable")
    my_word(media.contribution_id)
    return media_response(media.id, media.type_mime)


@participation.post("/s/<code>/contributions/<contribution_id>/retirer")
def retirer(code: str, contribution_id: str) -> Response:
    """Take one of my words back; asked once more before, on the correction page."""
    row = my_word(contribution_id)
    withdraw_contribution(par=me(), contribution_id=row.id)
    return redirect(url_for(".mes_mots", code=code_of(here()), fait="retiree"), 303)
