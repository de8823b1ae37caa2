"""The files of a compte rendu: PDF, DOCX, ODT, HTML, of the draft or of a version.

A validated PDF is the one that was signed, byte for byte. Drawing runs in a native thread, a long
one in a process of its own: it shows that it is under way and is fetched once it is done.
"""

from __future__ import annotations

from flask import abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from cafe.access.identity import SYSTEME
from cafe.access.permits import Pouvoir
from cafe.actions.approbations import keep_fichier
from cafe.documents.compte_rendu.contenu import CompteRendu as WorldCafe
from cafe.documents.gel import Contenu
from cafe.extensions import db
from cafe.models import CompteRendu, CompteRenduFichier, MotifVersion, Seance
from cafe.models.compte_rendu_nouvelles import erased_since
from cafe.models.evenement import last_numero
from cafe.pilotage.compte_rendu.contenu import approved, content_of
from cafe.pilotage.compte_rendu.fabrique import Fabrication, Fabrique
from cafe.pilotage.compte_rendu.formats import FORMATS, Format, is_long, start_long
from cafe.pilotage.compte_rendu.lecture import version_at
from cafe.pilotage.formulaires import answer
from cafe.pilotage.salle import pilotage, seance_at
from cafe.pilotage.telechargement import download
from cafe.threads import in_native_thread


def fabrique() -> Fabrique:
    """The long drawings of this application."""
    found: Fabrique = current_app.extensions.setdefault("cafe_fabrique", Fabrique())
    return found


@pilotage.get("/seances/<seance_id>/compte-rendu.pdf")
def compte_rendu_pdf(seance_id: str) -> Response:
    """The PDF; of a validated version, the file that was signed."""
    return _file(seance_id, "pdf")


@pilotage.get("/seances/<seance_id>/compte-rendu.docx")
def compte_rendu_docx(seance_id: str) -> Response:
    """To correct in Word."""
    return _file(seance_id, "docx")


@pilotage.get("/seances/<seance_id>/compte-rendu.odt")
def compte_rendu_odt(seance_id: str) -> Response:
    """To correct in LibreOffice."""
    return _file(seance_id, "odt")


@pilotage.get("/seances/<seance_id>/compte-rendu.html")
def compte_rendu_html(seance_id: str) -> Response:
    """One page, to print and to paste in a mail."""
    return _file(seance_id, "html")


@pilotage.get("/seances/<seance_id>/compte-rendu/fabrication/<jeton>")
def fabrication(seance_id: str, jeton: str) -> Response:
    """A long drawing: how long since it began, and the file once it is done."""
    seance = seance_at(seance_id, Pouvoir.EXPORTER)
    made = _made(seance, jeton)
    return answer(
        "pilotage/compte_rendu/fabrication.html",
        seance=seance,
        fabrication=made,
        prete=made.tache.ready(),
    )


@pilotage.get("/seances/<seance_id>/compte-rendu/fabrication/<jeton>/fichier")
def fabrication_fichier(seance_id: str, jeton: str) -> Response:
    """What was drawn; back to the page while it is not done."""
    seance = seance_at(seance_id, Pouvoir.EXPORTER)
    made = _made(seance, jeton)
    if not made.tache.ready():
        return redirect(url_for(".fabrication", seance_id=seance.id, jeton=jeton), 303)
    return _handed(made.tache.get(), FORMATS[made.extension], made.nom)


def _made(seance: Seance, jeton: str) -> Fabrication:
    """The drawing, unless it is forgotten or may print a text that was erased since."""
    made = fabrique().get(jeton, seance.id)
    if made is None:
        abort(404)
    if erased_since(db.session(), seance, made.numero):
        fabrique().forget(jeton)
        abort(404)
    return made


def _file(seance_id: str, extension: str) -> Response:
    seance = seance_at(seance_id, Pouvoir.EXPORTER)
    format_ = FORMATS[extension]
    row = version_at(seance, request.args.get("version", type=int))
    name = _name(seance, row, extension)
    if row is not None and extension == "pdf" and (kept := _signed(row)) is not None:
        return _handed(kept, format_, name)
    numero = last_numero(db.session())
    content = content_of(db.session(), seance, row)
    if row is not None and extension != "pdf":
        content = approved(content, row)
    if row is not None and extension == "pdf" and row.motif is MotifVersion.EFFACEMENT:
        return _handed(_drawn_and_kept(row.id, content, numero), format_, name)
    if isinstance(content, WorldCafe) and is_long(content):
        made = fabrique().keep(
            start_long(extension, content),
            seance_id=seance.id,
            extension=extension,
            nom=name,
            contributions=content.contributions,
            numero=numero,
        )
        return redirect(url_for(".fabrication", seance_id=seance.id, jeton=made.jeton), 303)
    return _handed(in_native_thread(lambda: format_.draw(content)), format_, name)


def _signed(row: CompteRendu) -> bytes | None:
    """The file as it was signed; None for a draft, and once an erasure took it away."""
    fichier = db.session.get(CompteRenduFichier, row.id)
    return fichier.pdf if fichier is not None else None


def _drawn_and_kept(compte_rendu_id: str, content: Contenu, numero: int) -> bytes:
    """The file of a version that an erasure made: drawn the first time it is asked for.

    ``numero``: the last event read before ``content`` was. Raises the refusals of the action.
    """
    if db.session.get(CompteRenduFichier, compte_rendu_id) is not None:
        # Taken away by a later erasure: this version is no longer the one to keep.
        return in_native_thread(lambda: FORMATS["pdf"].draw(content))
    drawn = in_native_thread(lambda: FORMATS["pdf"].draw(content))
    keep_fichier(par=SYSTEME, compte_rendu_id=compte_rendu_id, pdf=drawn, numero=numero)
    kept = db.session.get_one(CompteRenduFichier, compte_rendu_id).pdf
    return kept if kept is not None else drawn


def _handed(data: bytes, format_: Format, name: str) -> Response:
    return download(data, format_.mimetype, name, attachment=format_.attachment)


def _name(seance: Seance, row: CompteRendu | None, extension: str) -> str:
    day = seance.jour.isoformat() if seance.jour else "sans date"
    draft = row is None or row.valide_le is None
    state = "projet" if draft else f"v{row.numero}" if row else ""
    return f"compte rendu {seance.titre} {day} {state}.{extension}"
