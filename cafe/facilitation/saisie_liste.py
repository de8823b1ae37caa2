"""A typed list: paste it or choose a file, read what it would create, then create it all at once.

The list stays in the page as text, a file too once read: what was typed is put right there, and
what is created is what was shown. Whoever may type comes here, a host's device excepted.
"""

from __future__ import annotations

import uuid
from dataclasses import replace

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.core import Missing, NotAllowed, Refusal
from cafe.actions.import_paroles import (
    import_contributions,
    withdraw_import,
)
from cafe.actions.paroles_pretes import make_ready
from cafe.extensions import db
from cafe.facilitation.liste_lue import Apercu, resolve
from cafe.facilitation.saisie import ORIGINES
from cafe.facilitation.saisie_liste_page import Liste, answer_list
from cafe.facilitation.salle import facilitation, seance_for
from cafe.formats.lecture import LIMITE_OCTETS, LectureImpossible
from cafe.formats.paroles import check_size, read_paroles, text_of_file
from cafe.messages import sentence, status
from cafe.models import Origine, RoleAcces, Seance
from cafe.models.question import questions_of, tablees_of
from cafe.models.tablee_vue import tours_of
from cafe.threads import in_native_thread

# What a pasted list of fifty thousand lines weighs: it is read, to be refused with a sentence.
_FORMULAIRE_MAX = 12 * 1024 * 1024
_LISTES = ("facilitation.lire_liste", "facilitation.creer_liste")


@facilitation.url_value_preprocessor
def let_long_lists_in(endpoint: str | None, values: dict[str, object] | None) -> None:
    """Read forms that are too long, before anybody parses them: they are refused here, with a
    sentence, and not by the server's own bound."""
    if endpoint in _LISTES:
        request.max_form_memory_size = _FORMULAIRE_MAX


@facilitation.get("/<seance_id>/saisie/liste")
def saisie_liste(seance_id: str) -> Response:
    """Paste a list, or choose a file; the lists that came in before."""
    seance = _seance(seance_id)
    typed = Liste(question=request.args.get("question", "")[:36], client_id=str(uuid.uuid4()))
    return answer_list(seance, typed)


@facilitation.post("/<seance_id>/saisie/liste")
def lire_liste(seance_id: str) -> Response:
    """Show what the list would create; nothing is written."""
    seance = _seance(seance_id)
    typed = _typed()
    notes: tuple[str, ...] = ()
    sent = request.files.get("fichier")
    if sent is not None and sent.filename:
        data, name = sent.stream.read(LIMITE_OCTETS + 1), sent.filename
        sent.close()
        try:
            texte, notes = in_native_thread(lambda: text_of_file(data, name))
            check_size(texte)
        except LectureImpossible as faute:
            return answer_list(seance, typed, erreur=str(faute), code=422)
        typed = replace(typed, texte=_one_line_end(texte))
    return _preview(seance, typed, notes)


@facilitation.post("/<seance_id>/saisie/liste/creer")
def creer_liste(seance_id: str) -> Response:
    """Create what was shown: all the lines of the list, or none."""
    seance = _seance(seance_id)
    typed = _typed()
    if request.form.get("vu") != typed.empreinte():
        return _preview(seance, typed, (gettext("La liste a changé : voici ce nouvel aperçu."),))
    try:
        apercu = _resolved(seance, typed)
    except LectureImpossible as faute:
        return answer_list(seance, typed, erreur=str(faute), code=422)
    if apercu.fautes:
        return _preview(seance, typed)
    try:
        pretes = in_native_thread(lambda: make_ready(apercu.lignes))
        bilan = import_contributions(
            par=current_identite(),
            seance_id=seance_id,
            client_id=typed.client_id,
            lignes=pretes,
            source=typed.source,
        )
    except (Missing, NotAllowed):
        raise
    except Refusal as refusal:
        return answer_list(
            _seance(seance_id), typed, erreur=sentence(refusal), code=status(refusal)
        )
    said = ngettext("%(num)s parole est créée.", "%(num)s paroles sont créées.", bilan.creees)
    if bilan.deja:
        said += " " + ngettext(
            "%(num)s ligne était déjà là.", "%(num)s lignes étaient déjà là.", bilan.deja
        )
    flash(said, "succes")
    return redirect(url_for(".saisie_liste", seance_id=seance_id), 303)


@facilitation.post("/<seance_id>/saisie/liste/<int:numero>/retirer")
def retirer_liste(seance_id: str, numero: int) -> Response:
    """Take back all the words of a list that nobody has touched since."""
    seance = _seance(seance_id)
    try:
        gone = withdraw_import(par=current_identite(), seance_id=seance_id, numero=numero)
    except (Missing, NotAllowed):
        raise
    except Refusal as refusal:
        empty = Liste(client_id=str(uuid.uuid4()))
        return answer_list(
            _seance(seance_id), empty, erreur=sentence(refusal), code=status(refusal)
        )
    flash(ngettext("%(num)s parole retirée.", "%(num)s paroles retirées.", gone), "succes")
    return redirect(url_for(".saisie_liste", seance_id=seance.id), 303)


def _seance(seance_id: str) -> Seance:
    seance = seance_for(seance_id, Pouvoir.SAISIR)
    if current_identite().role_acces is RoleAcces.HOTE:
        abort(403)
    return seance


def _refused(seance_id: str, typed: Liste, refusal: Refusal) -> Response:
    db.session.rollback()
    said, code = sentence(refusal), status(refusal)
    return answer_list(_seance(seance_id), typed, erreur=said, code=code)


def _one_line_end(texte: str) -> str:
    """What was shown is what is confirmed, whatever line ends the file or the browser has."""
    return texte.replace("\r\n", "\n").replace("\r", "\n")


def _typed() -> Liste:
    form = request.form
    named = zip(form.getlist("genre"), form.getlist("nom"), form.getlist("sens"), strict=False)
    known = {origine.value: origine for origine in ORIGINES}
    return Liste(
        texte=_one_line_end(form.get("texte", "")),
        question=form.get("question", "")[:36],
        categorie=form.get("categorie", "")[:40],
        tablee=form.get("tablee", type=int),
        tour=form.get("tour", type=int),
        source=known.get(form.get("source", ""), Origine.PAPIER),
        sens=tuple((g[:12], n[:200], s[:40]) for g, n, s in named if s),
        client_id=form.get("client_id", ""),
    )


def _resolved(seance: Seance, typed: Liste) -> Apercu:
    lecture = in_native_thread(lambda: read_paroles(typed.texte))
    session = db.session()
    return resolve(
        lecture,
        questions_of(session, seance.id),
        [table.numero for table in tablees_of(session, seance.id)],
        [tour.numero for tour in tours_of(session, seance.id)],
        typed.reglage(),
    )


def _preview(seance: Seance, typed: Liste, notes: tuple[str, ...] = ()) -> Response:
    if not typed.texte.strip():
        said = gettext("Collez des lignes, ou choisissez un fichier.")
        return answer_list(seance, typed, erreur=said, code=422)
    try:
        apercu = _resolved(seance, typed)
    except LectureImpossible as faute:
        return answer_list(seance, typed, erreur=str(faute), code=422)
    code = 422 if apercu.fautes else 200
    return answer_list(seance, typed, apercu=apercu, avertissements=notes, code=code)
