"""Leading a séance: open it, go from étape to étape, end it, close it, change its code."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Genre, Identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.core import NotAllowed, RuleBroken, action, found, record, require
from cafe.actions.minuterie import check_depuis, enter, first_etape, is_repeat, leave, resume
from cafe.models import CodeSeance, Etape, NatureEtape, Phase, Seance, VueEcran
from cafe.models.ouverture import due_phase, ouverture_of
from cafe.models.seance import fresh_code

# What may follow what. A séance ended by mistake is reopened; a closed one is not.
SUITES: Mapping[Phase, frozenset[Phase]] = {
    Phase.PREPARATION: frozenset({Phase.OUVERTE}),
    Phase.OUVERTE: frozenset({Phase.TERMINEE}),
    Phase.TERMINEE: frozenset({Phase.OUVERTE, Phase.CLOSE}),
    Phase.CLOSE: frozenset(),
}


@action
def set_phase(session: Session, *, par: Identite, seance_id: str, phase: Phase) -> None:
    """Open, end, reopen or close a séance; asking for the phase it is in changes nothing.

    Who: those who run it; closing (the compte rendu leaves) is the chef de projet's. A collecte
    is not opened after its last day.
    Event: SeanceOpened, SeanceEnded or SeanceClosed.
    """
    row = found(session, Seance, seance_id, lock=True)
    pouvoir = Pouvoir.DECIDER if phase is Phase.CLOSE else Pouvoir.ANIMER
    who = require(session, par, pouvoir, Lieu(row.demarche_id, row.id))
    if row.phase is phase:
        return
    if phase not in SUITES[row.phase]:
        raise RuleBroken("phase_impossible")
    dates = ouverture_of(row)
    if phase is Phase.OUVERTE and dates is not None and dates.over(clock.now()):
        raise RuleBroken("recueil_passe", dernier=dates.dernier)
    _change_phase(session, row, phase, who)


@action
def keep_dates(session: Session, *, par: Identite, seance_id: str) -> None:
    """Open or end a collecte whose hour has come; nothing when its dates ask nothing.

    Who: the system, at the first request after that hour. Event: SeanceOpened or SeanceEnded.
    """
    if par.genre is not Genre.SYSTEME:
        raise NotAllowed
    row = found(session, Seance, seance_id, lock=True)
    due = due_phase(session, row, clock.now())
    if due is not None:
        _change_phase(session, row, due, par)


def _change_phase(session: Session, row: Seance, phase: Phase, who: Identite) -> None:
    row.phase = phase
    now = clock.now()
    match phase:
        case Phase.OUVERTE:
            row.ouverte_le = row.ouverte_le or now
            row.terminee_le = None
            first = first_etape(row)
            if row.etape_id is not None:
                resume(session, row, now)
            elif first is not None:
                enter(session, row, first, now)
            nature = "SeanceOpened"
        case Phase.TERMINEE:
            row.terminee_le = now
            leave(session, row, now)
            row.message, row.message_le = "", None
            nature = "SeanceEnded"
        case _:
            row.close_le = now
            nature = "SeanceClosed"
    row.version += 1
    _record(session, nature, who, row)


@action
def go_to_etape(
    session: Session, *, par: Identite, seance_id: str, etape_id: str, depuis: str | None = None
) -> None:
    """Move the script to an étape: its clock starts, phones obey its rights at once.

    ``depuis`` is the étape that the page was showing, empty for none. Where somebody has moved on
    meanwhile, ``Stale`` says who and to what; the same person asking again changes nothing.
    A plenary that is left gives the room screen back to the script.
    Who: those who run the séance. Event: EtapeReached.
    """
    row = found(session, Seance, seance_id, lock=True)
    who = require(session, par, Pouvoir.ANIMER, Lieu(row.demarche_id, row.id))
    etape = found(session, Etape, etape_id)
    if etape.seance_id != row.id:
        raise RuleBroken("etape_inconnue")
    if row.phase is not Phase.OUVERTE:
        raise RuleBroken("seance_pas_ouverte")
    if depuis is not None and is_repeat(session, row, who, etape.id, depuis):
        return
    check_depuis(session, row, depuis)
    if row.etape_id == etape.id:
        return
    left = row.etape_id
    if row.etape and row.etape.nature is NatureEtape.PLENIERE and row.vue is VueEcran.SYNTHESES:
        row.vue, row.vue_cible = VueEcran.AUTO, None
    enter(session, row, etape, clock.now())
    row.version += 1
    _record(session, "EtapeReached", who, row, etape=etape.id, depuis=left)


@action
def replace_code(session: Session, *, par: Identite, seance_id: str) -> str:
    """Give the séance a new join code; the old one still leads to it, and is never reused.

    Who: those who run the séance. Returns the new code. Event: CodeReplaced.
    """
    row = found(session, Seance, seance_id, lock=True)
    who = require(session, par, Pouvoir.ANIMER, Lieu(row.demarche_id, row.id))
    now = clock.now()
    for before in row.codes:
        if before.fin_le is None:
            before.fin_le = now
    session.flush()
    code = fresh_code(session)
    session.add(CodeSeance(code=code, seance_id=row.id, le=now))
    row.version += 1
    _record(session, "CodeReplaced", who, row)
    return code


def _record(session: Session, nature: str, who: Identite, row: Seance, **details: object) -> None:
    record(
        session,
        nature,
        par=who,
        demarche_id=row.demarche_id,
        seance_id=row.id,
        objets=[("seance", row.id)],
        details=details,
    )
