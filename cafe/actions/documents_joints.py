"""The documents joined to a meeting, lettered in their order: « Document A »."""

from __future__ import annotations

from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.actions.champs import first_try, one_line
from cafe.actions.core import RuleBroken, action, found
from cafe.actions.reunion import hold_reunion, number, record_reunion
from cafe.models import DocumentJoint, Seance
from cafe.models.note import documents_of

DOCUMENTS_MAX = 100


@action
def add_document(
    session: Session,
    *,
    par: Identite,
    seance_id: str,
    titre: str,
    adresse: str = "",
    document_id: str | None = None,
) -> str:
    """Join a document after those already there; returns its id.

    Who: those who take notes. ``adresse``: where it is read, http or https, or empty.
    ``document_id`` is the page's own. Event: DocumentAdded.
    """
    who, seance = hold_reunion(session, par, seance_id)
    id_, first = first_try(session, DocumentJoint, document_id, seance_id=seance.id)
    if first is not None:
        return first.id
    known = documents_of(session, seance.id)
    if len(known) >= DOCUMENTS_MAX:
        raise RuleBroken("trop_de_documents", champ="titre", maximum=DOCUMENTS_MAX)
    row = DocumentJoint(id=id_, seance_id=seance.id, ordre=len(known) + 1, cree_le=clock.now())
    _fill(row, titre, adresse)
    session.add(row)
    record_reunion(session, "DocumentAdded", who, seance, "document_joint", row.id)
    return row.id


@action
def update_document(
    session: Session, *, par: Identite, document_id: str, titre: str, adresse: str = ""
) -> None:
    """Correct a document's title or address; its letter stays.

    Who: those who take notes. Event: DocumentUpdated.
    """
    who, seance, row = _held(session, par, document_id)
    _fill(row, titre, adresse)
    record_reunion(session, "DocumentUpdated", who, seance, "document_joint", row.id)


@action
def move_document(session: Session, *, par: Identite, document_id: str, ordre: int) -> None:
    """Put a document at another place, counted from 1: it takes the letter of that place.

    Who: those who take notes. A place beyond the ends is the nearest one; the place it has
    changes nothing. Event: DocumentMoved.
    """
    who, seance, row = _held(session, par, document_id)
    documents = documents_of(session, seance.id)
    place = min(max(ordre, 1), len(documents))
    if row.ordre == place:
        return
    documents.remove(row)
    documents.insert(place - 1, row)
    number(session, documents)
    record_reunion(session, "DocumentMoved", who, seance, "document_joint", row.id)


@action
def remove_document(session: Session, *, par: Identite, document_id: str) -> None:
    """Take a document off; those after it take the letter before theirs.

    Who: those who take notes. Event: DocumentRemoved.
    """
    who, seance, row = _held(session, par, document_id)
    session.delete(row)
    session.flush()
    number(session, documents_of(session, seance.id))
    record_reunion(session, "DocumentRemoved", who, seance, "document_joint", document_id)


def _held(
    session: Session, par: Identite, document_id: str
) -> tuple[Identite, Seance, DocumentJoint]:
    seance_id = found(session, DocumentJoint, document_id).seance_id
    who, seance = hold_reunion(session, par, seance_id)
    return who, seance, found(session, DocumentJoint, document_id, lock=True)


def _fill(row: DocumentJoint, titre: str, adresse: str) -> None:
    row.titre = one_line(titre, "titre", 200, "document_vide")
    row.adresse = one_line(adresse, "adresse", 500)
    if row.adresse and not _is_web(row.adresse):
        raise RuleBroken("adresse_invalide", champ="adresse")


def _is_web(adresse: str) -> bool:
    """Whether a link to it is safe to follow: http or https, and a host."""
    try:
        parts = urlsplit(adresse)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
