"""Lines of notes under the points of a meeting: written, corrected, moved, taken out, put back."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.actions.champs import optional
from cafe.actions.core import Missing, RuleBroken, action, found
from cafe.actions.depot import as_uuid
from cafe.actions.prise_de_notes import (
    LIGNE_MAX,
    QuiQuand,
    add_version,
    check_citation,
    check_ligne,
    check_untold,
    checked,
    hold_ligne,
    hold_point,
    keep_suivi,
    place_under,
    quiquand_of,
    record_ligne,
)
from cafe.models import (
    GenreCitation,
    Ligne,
    LigneVersion,
    NatureLigne,
    Point,
    Suivi,
)
from cafe.models.base import new_id
from cafe.models.evenement import history_of
from cafe.models.suivi import suivi_of


@dataclass(frozen=True)
class Note:
    """What is typed: the shape is checked by the page, the rules here.

    ``cite_genre`` and ``cite_id`` name what is drawn in; the text may then be empty.
    """

    client_id: str
    nature: NatureLigne
    texte: str = ""
    apres: str | None = None
    cite_genre: GenreCitation | None = None
    cite_id: str | None = None
    quiquand: QuiQuand | None = None


@dataclass(frozen=True)
class LigneEcrite:
    """The server's yes. ``neuve`` is False for a repeat, which changed nothing."""

    id: str
    client_id: str
    point_id: str
    version: int
    neuve: bool


@action
def write_ligne(session: Session, *, par: Identite, point_id: str, note: Note) -> LigneEcrite:
    """Keep one line under a point, after ``note.apres`` or last.

    Who: those who take notes. Rules: something is written or drawn in, and a suivi says in words
    what is to be done; what is drawn in is of the séance (a préconisation: of the démarche, and
    no draft). A repeat of the same ``client_id`` with the same content returns the first line;
    with another ``deja_utilise``. Event: LigneWritten.
    """
    prise, point = hold_point(session, par, point_id)
    client_id = as_uuid(note.client_id)
    texte = check_note(note.texte, note.nature, cited=note.cite_id is not None)
    first = session.scalar(
        select(Ligne).where(Ligne.seance_id == prise.seance.id, Ligne.client_id == client_id)
    )
    if first is not None:
        return _repeat(session, first, point, note, texte)
    if note.cite_genre is not None and note.cite_id is not None:
        check_citation(session, prise.seance, note.cite_genre, note.cite_id)
    row = Ligne(
        id=new_id(),
        seance_id=prise.seance.id,
        point_id=point.id,
        client_id=client_id,
        nature=note.nature,
        cite_genre=note.cite_genre if note.cite_id else None,
        cite_id=note.cite_id,
        par=prise.par.id,
        cree_le=clock.now(),
        version_id="",
        version=1,
    )
    moved = place_under(session, point.id, row, note.apres)
    session.add(row)
    add_version(session, row, texte, prise.par)
    session.flush()
    suivi_id = None
    if row.nature is NatureLigne.SUIVI:
        suivi_id = keep_suivi(session, row, prise.seance, note.quiquand)
    record_ligne(
        session,
        "LigneWritten",
        prise,
        row,
        suivi_id=suivi_id,
        lignes=moved,
        details={"point": point.id, "nature": row.nature.value},
    )
    return LigneEcrite(row.id, client_id, point.id, row.version, True)


@action
def correct_ligne(
    session: Session,
    *,
    par: Identite,
    ligne_id: str,
    texte: str,
    nature: NatureLigne,
    quiquand: QuiQuand | None = None,
    version: int | None = None,
) -> int:
    """Give a line another text or kind, and its suivi who and when. Returns the new version.

    One form, one commit: two changes are never half kept. The former text is kept as a
    version; ``quiquand`` None leaves who and when. What it holds already changes nothing.
    Rules: based on the version of now; a suivi told of in a meeting stays one.

    Who: those who take notes. Event: LigneCorrected.
    """
    prise, row = hold_ligne(session, par, ligne_id)
    kept = check_note(texte, nature, cited=row.cite_id is not None)
    known = suivi_of(session, row.id)
    who_when = None if quiquand is None else checked(session, prise.seance.demarche_id, quiquand)
    if row.retiree_le is None and _holds_already(row, known, kept, nature, who_when):
        return row.version
    check_ligne(session, row, version)
    former = row.nature
    if nature is not former:
        check_untold(session, row)
        row.nature = nature
    if row.texte != kept:
        add_version(session, row, kept, prise.par)
    row.version += 1
    suivi_id = known.id if known is not None else None
    if nature is NatureLigne.SUIVI:
        suivi_id = keep_suivi(session, row, prise.seance, who_when)
    record_ligne(
        session,
        "LigneCorrected",
        prise,
        row,
        suivi_id=suivi_id,
        details={"de": former.value, "nature": nature.value, "version": row.version},
    )
    return row.version


@action
def move_ligne(
    session: Session, *, par: Identite, ligne_id: str, point_id: str, apres: str | None = None
) -> None:
    """Put a line under a point of the same meeting, after that line or last.

    A move changes no word: it needs no version and makes nobody's correction stale; of two,
    the last one wins. Who: those who take notes. Event: LigneMoved.
    """
    prise, row = hold_ligne(session, par, ligne_id)
    target = found(session, Point, point_id)
    if target.seance_id != prise.seance.id:
        raise Missing
    if row.retiree_le is not None:
        raise RuleBroken("ligne_retiree")
    if apres == row.id:
        return
    former = row.point_id
    moved = place_under(session, target.id, row, apres)
    row.point_id = target.id
    suivi = suivi_of(session, row.id)
    record_ligne(
        session,
        "LigneMoved",
        prise,
        row,
        suivi_id=suivi.id if suivi else None,
        points=(former,),
        lignes=moved,
    )


@action
def retire_ligne(
    session: Session, *, par: Identite, ligne_id: str, version: int | None = None
) -> None:
    """Take a line out: it keeps its texts and is no longer printed. Twice changes nothing.

    Rule: a suivi told of in a meeting stays. Who: those who take notes. Event: LigneRetired.
    """
    prise, row = hold_ligne(session, par, ligne_id)
    if row.retiree_le is not None:
        return
    check_ligne(session, row, version)
    check_untold(session, row)
    row.retiree_le = clock.now()
    row.version += 1
    suivi = suivi_of(session, row.id)
    record_ligne(session, "LigneRetired", prise, row, suivi_id=suivi.id if suivi else None)


@action
def restore_ligne(session: Session, *, par: Identite, ligne_id: str) -> int:
    """Put back a line that was taken out, where it was. Returns its version.

    Who: those who take notes. Event: LigneRestored, unless it stands already.
    """
    prise, row = hold_ligne(session, par, ligne_id)
    if row.retiree_le is None:
        return row.version
    row.retiree_le = None
    row.version += 1
    suivi = suivi_of(session, row.id)
    record_ligne(session, "LigneRestored", prise, row, suivi_id=suivi.id if suivi else None)
    return row.version


def check_note(texte: str, nature: NatureLigne, *, cited: bool) -> str:
    """The text as it will be kept. Raises ``ligne_vide``, ``suivi_sans_mots``, ``saisie_longue``.

    What people said is no action yet: a suivi that only drew it in would be read out, then
    printed in the list of actions, without a word of what is to be done.
    """
    kept = optional(texte, "texte", LIGNE_MAX)
    if not kept and cited and nature is NatureLigne.SUIVI:
        raise RuleBroken("suivi_sans_mots", champ="texte")
    if not kept and not cited:
        raise RuleBroken("ligne_vide", champ="texte")
    return kept


def _holds_already(
    row: Ligne, suivi: Suivi | None, texte: str, nature: NatureLigne, quiquand: QuiQuand | None
) -> bool:
    """Whether a correction asks for what is there: the answer to the first one was lost."""
    if row.texte != texte or row.nature is not nature:
        return False
    if nature is not NatureLigne.SUIVI or quiquand is None:
        return True
    return suivi is not None and quiquand_of(suivi) == quiquand


def _repeat(session: Session, first: Ligne, point: Point, note: Note, texte: str) -> LigneEcrite:
    """The first one again, compared with what it was when it came: corrected or moved
    meanwhile, it does not turn a harmless repeat into a conflict."""
    written = history_of(session, "ligne", first.id)[0].details
    sent = session.scalar(
        select(LigneVersion).where(LigneVersion.ligne_id == first.id, LigneVersion.rang == 1)
    )
    suivi = suivi_of(session, first.id)
    untouched = suivi is not None and suivi.version == 1 and note.nature is NatureLigne.SUIVI
    same = (
        written == {"point": point.id, "nature": note.nature.value}
        and sent is not None
        and sent.texte in (texte, None)
        and first.cite_id == note.cite_id
        and (
            not untouched
            or suivi is None
            or quiquand_of(suivi)
            == checked(session, suivi.demarche_id, note.quiquand or QuiQuand())
        )
    )
    if not same:
        raise RuleBroken("deja_utilise", champ="client_id")
    return LigneEcrite(first.id, first.client_id, first.point_id, first.version, False)
