"""The announcer: reads Evenements after its last one, in order, and tells each audience.

A commit only wakes it; it also looks by itself every second, so that a write by the command
line, or one committed just before a crash, is announced all the same. It starts with the
first socket: until then there is nobody to tell.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from flask import Flask, has_request_context
from sqlalchemy import CompoundSelect, select, union
from sqlalchemy.orm import Session

from cafe.access.identity import fresh
from cafe.access.permits import permits
from cafe.actions.core import committed
from cafe.extensions import db, socketio
from cafe.live.announce_ecran import wall_operations
from cafe.live.announce_horloge import minuteur_message
from cafe.live.announce_notes import notes_operations
from cafe.live.announce_tableau import board_operations
from cafe.live.comptes import Comptes
from cafe.live.lecture import Lecture
from cafe.live.messages import Etat, Operation
from cafe.live.pieces import Pieces
from cafe.live.rooms import POUVOIRS, Genre, Salle, phone_room
from cafe.live.salles import Salles, server
from cafe.live.touches import Touches, touches_by_seance
from cafe.live.votes import Votes
from cafe.models import Badge, Contribution, Mur, Participant, Seance
from cafe.models.evenement import Nouvelle, last_numero, news_after

POLL_SECONDS = 1.0
PRESENCE_SECONDS = 10.0
BATCH = 500
# After these the sockets of the account or device are closed; the page may come back, with the
# tools of its new role.
_EXPULSIONS = frozenset({"MembreRevoked", "MembreJoined", "AccesRevoked", "PasswordChanged"})


class Announcer:
    """One per application. ``turn`` does what is due; ``start`` repeats it for ever."""

    def __init__(self, app: Flask) -> None:
        self.salles = Salles()
        self._app = app
        self._pieces = Pieces(app)
        self._comptes = Comptes(self.salles, self._pieces)
        self._votes = Votes(self.salles)
        self._last: int | None = None
        self._next_presence = 0.0
        self._wake: Any = server().eio.create_event()
        self._running = False
        committed.connect(self._on_commit, sender=app)

    def _on_commit(self, _app: Flask) -> None:
        self._wake.set()

    def start(self) -> None:
        """Begin to announce, from the events that follow this moment. Repeats are harmless."""
        self.catch_up()
        if not self._running:
            self._running = True
            socketio.start_background_task(self._run)

    def catch_up(self) -> None:
        """Take note of where the base is; pages older than this are told to fetch again."""
        if self._last is None:
            with Session(db.engine) as session:
                self._last = self.salles.floor = last_numero(session)

    def _run(self) -> None:
        with self._app.test_request_context():
            while True:
                self._wake.wait(self._votes.wait(self._comptes.wait(POLL_SECONDS)))
                self._wake.clear()
                self._safely(self.turn)

    def turn(self) -> None:
        """Announce what was committed since the last turn, and the presence when it is due."""
        # Pictograms and dates ask for a request's addresses and time zone; the loop keeps one.
        with nullcontext() if has_request_context() else self._app.test_request_context():
            self._announce_news()
            if time.monotonic() >= self._next_presence:
                self._next_presence = time.monotonic() + PRESENCE_SECONDS
                with Session(db.engine) as session:
                    self._expel_those_without_right(session)
                self.salles.say_presence()

    def _announce_news(self) -> None:
        if self._last is None:
            return
        with Session(db.engine) as session:
            while events := news_after(session, self._last, BATCH):
                self._last = events[-1].numero
                self._expel_revoked(events)
                for seance_id, touches in touches_by_seance(events).items():
                    self._announce(session, seance_id, touches)
                    if touches.votes:
                        self._votes.note(seance_id, touches.numero)
                if len(events) < BATCH:
                    break
                session.rollback()  # the next look must not see the rows of this one
            self._safely(lambda: self._comptes.say(session))
            self._safely(lambda: self._votes.say(session))

    def _announce(self, session: Session, seance_id: str, touches: Touches) -> None:
        lecture = Lecture(session, seance_id, touches)
        boards, screens = Salle(Genre.TABLEAU, seance_id), Salle(Genre.ECRAN, seance_id)
        notes = Salle(Genre.NOTES, seance_id)
        read = touches.syntheses or touches.listes
        self._tell(boards, touches, lambda: board_operations(lecture, self._pieces), refetch=read)
        self._tell(
            screens,
            touches,
            lambda: wall_operations(lecture, self._pieces),
            refetch=read or lecture.groupe_montre,
        )
        if self.salles.present(boards) or self.salles.present(screens):
            self._safely(lambda: self._count(session, lecture))
        else:
            self._comptes.forget(seance_id)
        if tables := self.salles.tables(seance_id):
            self._tell_tables(tables, touches, lecture)
        self._tell(
            notes,
            touches,
            lambda: notes_operations(lecture, self._pieces),
            refetch=touches.cadre_des_notes,
        )
        if touches.lignes and lecture.mur is Mur.SUITES:
            self.salles.ask_refetch(screens, touches.numero)
        self._tell(
            Salle(Genre.CONDUITE, seance_id),
            touches,
            lambda: [],
            refetch=touches.conduite,
        )
        if touches.horloge:
            self._safely(lambda: self._tell_time(session, seance_id))
        self._safely(lambda: self._tell_phones(session, seance_id, touches))

    def _tell(
        self,
        salle: Salle,
        touches: Touches,
        operations: Callable[[], list[Operation]],
        *,
        refetch: bool = False,
    ) -> None:
        """One audience's share. If it cannot be drawn, its pages fetch themselves again."""
        if not self.salles.present(salle):
            self.salles.skip(salle, touches.numero)
            return
        if touches.cadre or refetch:
            self.salles.ask_refetch(salle, touches.numero)
            return
        try:
            self.salles.send(salle, touches.numero, operations())
        except Exception:
            self._app.logger.exception("announcing to %s failed", salle.nom)
            self.salles.ask_refetch(salle, touches.numero)

    def _count(self, session: Session, lecture: Lecture) -> None:
        if lecture.touches.cartes:
            named = lecture.touches.cartes
            self._comptes.follow(session, lecture.seance_id, named, lecture.cartes)

    def _tell_tables(self, tables: set[Salle], touches: Touches, lecture: Lecture) -> None:
        """Hosts fetch their page again: it is small, and nothing of another table is sent."""
        touched = touches.tablees | lecture.tablees
        for salle in tables:
            # An earlier group's synthèse is read at any table that takes its question.
            if touches.cadre or touches.syntheses or salle.tablee_id in touched:
                self._tell(salle, touches, lambda: [], refetch=True)

    def _tell_time(self, session: Session, seance_id: str) -> None:
        audiences = {Salle(genre, seance_id) for genre in Genre} | self.salles.tables(seance_id)
        for salle in audiences:
            if self.salles.present(salle):
                self.salles.say(salle.nom, minuteur_message(session, seance_id))

    def _tell_phones(self, session: Session, seance_id: str, touches: Touches) -> None:
        etat = Etat(touches.numero)
        if touches.cadre_des_telephones:
            self.salles.say(Salle(Genre.TELEPHONES, seance_id).nom, etat)
        elif touches.cartes_par_equipe or touches.badges:
            concerned: CompoundSelect[tuple[str | None]] = union(
                select(Contribution.participant_id).where(
                    Contribution.id.in_(touches.cartes_par_equipe)
                ),
                select(Badge.participant_id).where(Badge.id.in_(touches.badges)),
            )
            hashes = select(Participant.jeton_hash).where(Participant.id.in_(concerned))
            for jeton_hash in session.scalars(hashes):
                self.salles.say(phone_room(jeton_hash), etat)

    def _expel_revoked(self, events: list[Nouvelle]) -> None:
        ids = {
            objet_id
            for event in events
            if event.nature in _EXPULSIONS
            for _, objet_id in event.objets
        }
        for sid, place in self.salles.places():
            if place.par.id in ids:
                self.salles.expel(sid)

    def _expel_those_without_right(self, session: Session) -> None:
        """A device's time runs out without any event: look at every seat again."""
        for sid, place in self.salles.places():
            seance = session.get(Seance, place.salle.seance_id)
            now = fresh(session, place.par)
            if seance is None or not permits(
                now, POUVOIRS[place.salle.genre], place.salle.lieu(seance.demarche_id)
            ):
                self.salles.expel(sid)

    def _safely(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception:
            self._app.logger.exception("the announcer failed and goes on")
