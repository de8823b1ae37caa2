"""The convocation of a séance: words for a mail, and a file for calendars."""

from __future__ import annotations

from urllib.parse import quote

from flask import abort, render_template
from werkzeug.wrappers import Response

from cafe import clock
from cafe.access.doors import current_identite
from cafe.documents.agenda import render_ics
from cafe.documents.convocation import (
    Convocation,
    DocumentPrevu,
    PointPrevu,
    mail_text,
    subject,
)
from cafe.extensions import db
from cafe.models import Demarche, Groupe, Seance
from cafe.models.note import documents_of, points_of
from cafe.pilotage.salle import pilotage, seance_at
from cafe.pilotage.telechargement import download

ICS = "text/calendar; charset=utf-8; method=PUBLISH"
# Beyond, some mail programs cut the address: the words are then pasted by hand.
MAILTO_MAX = 1800


@pilotage.get("/seances/<seance_id>/convocation")
def convocation(seance_id: str) -> str:
    """The words, to copy; the link that opens a mail; the file."""
    seance = seance_at(seance_id)
    said = convocation_of(seance)
    objet, texte = subject(said), mail_text(said)
    return render_template(
        "pilotage/reunion/convocation.html",
        seance=seance,
        objet=objet,
        texte=texte,
        mailto=_mailto(objet, texte),
        entier=len(_mailto(objet, texte)) > len(_mailto(objet, "")),
    )


@pilotage.get("/seances/<seance_id>/convocation.ics")
def convocation_ics(seance_id: str) -> Response:
    """The meeting for a calendar; 404 while its day is not known."""
    seance = seance_at(seance_id)
    data = render_ics(
        convocation_of(seance), uid=seance.id, sequence=seance.version, edite_le=clock.now()
    )
    if data is None:
        abort(404)
    return download(data, ICS, f"{seance.titre}.ics")


def convocation_of(seance: Seance) -> Convocation:
    """What people are told of a séance."""
    session = db.session()
    groupe = session.get(Groupe, seance.groupe_id) if seance.groupe_id else None
    titre = seance.titre
    if groupe is not None and groupe.nom.casefold() not in titre.casefold():
        titre = f"{groupe.nom}\u00a0: {titre}"
    return Convocation(
        demarche=session.get_one(Demarche, seance.demarche_id).nom,
        titre=titre,
        jour=seance.jour,
        debut=seance.heure_debut,
        fin=seance.heure_fin,
        lieu=seance.lieu,
        objet=seance.objet,
        points=tuple(
            PointPrevu(numero=p.ordre, titre=p.titre, minutes=p.duree_minutes)
            for p in points_of(session, seance.id)
        ),
        documents=tuple(
            DocumentPrevu(lettre=d.lettre, titre=d.titre, adresse=d.adresse)
            for d in documents_of(session, seance.id)
        ),
        signataire=seance.redacteur or current_identite().nom,
    )


def _mailto(objet: str, texte: str) -> str:
    """A link to a new mail without addressee; its words are left out when they are too long."""
    # RFC 6068: spaces as %20, line ends as %0D%0A.
    body = quote(texte.replace("\n", "\r\n"), safe="")
    address = f"mailto:?subject={quote(objet, safe='')}"
    with_body = f"{address}&body={body}"
    return with_body if texte and len(with_body) <= MAILTO_MAX else address
