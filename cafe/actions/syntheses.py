"""What a table says of a tour: saved as versions, approved by show of hands, erased for good.

An approval is of one text: saved again, it is to be approved again.
"""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.core import Missing, RuleBroken, Stale, action, erasure, found, require
from cafe.actions.depot import clean_text
from cafe.actions.hotes import PERSONNES_MAX, hold_table, record_table
from cafe.actions.versions import reissue_without_synthese
from cafe.models import (
    Effacement,
    Programme,
    Seance,
    SyntheseTablee,
    SyntheseVersion,
    Tablee,
    Tour,
)
from cafe.models.base import new_id
from cafe.models.synthese import SYNTHESE_MAX


@action
def save_synthese(
    session: Session,
    *,
    par: Identite,
    tablee_id: str,
    tour_id: str,
    texte: str,
    version: int,
) -> int:
    """Keep the synthèse of a table and a tour; returns its new version.

    ``version``: that of the text one has read, 0 where there was none. Somebody else was faster:
    ``Stale("synthese_modifiee")`` with ``texte`` and ``version`` of now. Who: whoever may type at
    that table. Event: SyntheseSaved, unless the text is the same.
    """
    tablee, seance, who = hold_table(session, par, tablee_id)
    tour = session.get(Tour, tour_id)
    if tour is None or tour.seance_id != seance.id:
        raise Missing
    kept = clean_text(texte)
    if not kept:
        raise RuleBroken("synthese_vide", champ="synthese")
    if len(kept) > SYNTHESE_MAX:
        raise RuleBroken(
            "synthese_longue", champ="synthese", longueur=len(kept), maximum=SYNTHESE_MAX
        )
    now = clock.now()
    row = session.scalar(
        select(SyntheseTablee).where(
            SyntheseTablee.tour_id == tour.id, SyntheseTablee.tablee_id == tablee.id
        )
    )
    if row is None:
        row = SyntheseTablee(
            id=new_id(),
            seance_id=seance.id,
            tour_id=tour.id,
            tablee_id=tablee.id,
            question_id=session.scalar(
                select(Programme.question_id).where(
                    Programme.tour_id == tour.id, Programme.tablee_id == tablee.id
                )
            ),
            cree_le=now,
            version=1,
        )
        session.add(row)
        session.flush()
        rang = 1
    elif row.courante.texte == kept:
        return row.version
    else:
        _check_text(row, version)
        rang = row.courante.rang + 1
        row.version += 1
    text = SyntheseVersion(
        id=new_id(), synthese_id=row.id, rang=rang, texte=kept, le=now, par=who.id or ""
    )
    session.add(text)
    record_table(
        session,
        "SyntheseSaved",
        seance,
        tablee,
        who,
        ("synthese", row.id),
        tour=tour.id,
        version=text.id,
    )
    return row.version


@action
def approve_synthese(
    session: Session,
    *,
    par: Identite,
    synthese_id: str,
    version: int,
    pour: int | None = None,
    presents: int | None = None,
) -> None:
    """Hands were raised for that very text: ``pour`` of ``presents``, None where nobody counted.

    ``version``: that of the text read aloud; another one meanwhile is ``Stale``. Who: whoever may
    type at that table. Event: SyntheseApproved.
    """
    row, tablee, seance, who = _held(session, par, synthese_id)
    _check_text(row, version)
    if row.courante.texte is None:
        raise RuleBroken("synthese_effacee")
    _check_hands(pour, presents)
    if row.approuvee and (row.pour, row.presents) == (pour, presents):
        return
    row.approuvee_version_id = row.courante.id
    row.approuvee_le = clock.now()
    row.pour, row.presents = pour, presents
    record_table(
        session,
        "SyntheseApproved",
        seance,
        tablee,
        who,
        ("synthese", row.id),
        version=row.courante.id,
        pour=pour,
        presents=presents,
    )


@erasure
def erase_synthese(session: Session, *, par: Identite, synthese_id: str, motif: str) -> None:
    """Erase what a table wrote for good, in all its versions: « propos retiré » stays.

    Frozen comptes rendus that print it lose their file, and a version n+1 follows.
    Who: chef de projet. Event: SyntheseErased. Never undone.
    """
    row = found(session, SyntheseTablee, synthese_id, lock=True)
    seance = found(session, Seance, row.seance_id)
    who = require(session, par, Pouvoir.EFFACER, Lieu(seance.demarche_id, seance.id))
    if row.courante.texte is None:
        return
    reissued = empty_synthese(session, row, motif)
    tablee = found(session, Tablee, row.tablee_id)
    objets = (("synthese", row.id), *reissued)
    record_table(session, "SyntheseErased", seance, tablee, who, *objets)


def empty_synthese(session: Session, row: SyntheseTablee, motif: str) -> list[tuple[str, str]]:
    """Take the texts away and note it in the register. Not an action: erasures call it.

    Returns the frozen documents that it touched, as objects of the event.
    """
    now = clock.now()
    reissued = reissue_without_synthese(session, row, now)
    session.execute(
        update(SyntheseVersion).where(SyntheseVersion.synthese_id == row.id).values(texte=None)
    )
    session.add(Effacement(contribution_id=row.id, le=now, motif=motif[:40]))
    row.approuvee_version_id = None
    row.version += 1
    return reissued


def _held(
    session: Session, par: Identite, synthese_id: str
) -> tuple[SyntheseTablee, Tablee, Seance, Identite]:
    """The table first, as those who save do: an approval waits for a text on its way."""
    row = found(session, SyntheseTablee, synthese_id)
    tablee, seance, who = hold_table(session, par, row.tablee_id)
    return found(session, SyntheseTablee, synthese_id, lock=True), tablee, seance, who


def _check_text(row: SyntheseTablee, version: int) -> None:
    if row.version != version:
        raise Stale("synthese_modifiee", version=row.version, texte=row.courante.texte or "")


def _check_hands(pour: int | None, presents: int | None) -> None:
    for nombre in (pour, presents):
        if nombre is not None and not 1 <= nombre <= PERSONNES_MAX:
            raise RuleBroken("mains_synthese", champ="pour", maximum=PERSONNES_MAX)
    if pour is not None and presents is not None and pour > presents:
        raise RuleBroken("mains_de_trop", champ="pour", presents=presents)
