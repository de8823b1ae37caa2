"""When the step and the whole séance will end, and what would win the lost time back. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from cafe import clock
from cafe.models import Etape, Seance

PARIS = ZoneInfo("Europe/Paris")
# An announced hour further off than this is of another day, or of a rehearsal.
PROCHE = timedelta(hours=2)
# A step shorter than this is better left out.
DUREE_MIN = 5


@dataclass(frozen=True)
class AVenir:
    """A tour or a step to come: ``etape`` is its longest step, ``minutes`` its whole length."""

    etape: Etape
    titre: str
    minutes: int
    raccourcie: int | None  # what its longest step would last to win the lost time back


@dataclass(frozen=True)
class Horaires:
    """Times of now. ``retard``: minutes past the hour announced, 0 when none is near."""

    fin_etape: datetime | None
    fin: datetime | None
    annoncee: datetime | None
    retard: int
    a_venir: list[AVenir]

    def after(self, minutes: int) -> tuple[datetime | None, datetime | None]:
        """The end of the step and of the séance, were these minutes given."""
        more = timedelta(minutes=minutes)
        return (
            self.fin_etape + more if self.fin_etape else None,
            self.fin + more if self.fin else None,
        )


def horaires_of(seance: Seance, etapes: list[Etape], rang: int, now: datetime) -> Horaires:
    """The times of an open séance at its étape of that rank; none at all without an étape."""
    if rang < 0:
        return Horaires(None, None, None, 0, [])
    left = etapes[rang].remaining(now)
    end_step = now + max(left, timedelta()) if left is not None else None
    coming = [e for e in etapes[rang + 1 :] if e.ecartee_le is None]
    planned = sum(e.duree_minutes or 0 for e in coming)
    end = (end_step or now) + timedelta(minutes=planned)
    said = _announced(seance)
    near = said if said is not None and abs(end - said) <= PROCHE else None
    late = max(0, round((end - near).total_seconds() / 60)) if near else 0
    return Horaires(end_step, end, near, late, _units(coming, late))


def _units(coming: list[Etape], late: int) -> list[AVenir]:
    """The tours, and the timed steps that belong to none, in their order."""
    units: dict[str, list[Etape]] = {}
    for etape in coming:
        if etape.duree_minutes:
            units.setdefault(etape.tour_id or etape.id, []).append(etape)
    return [_unit(steps, late) for steps in units.values()]


def _unit(steps: list[Etape], late: int) -> AVenir:
    longest = max(steps, key=lambda e: e.duree_minutes or 0)
    lasts = longest.duree_minutes or 0
    shorter = lasts - late if late and lasts - late >= DUREE_MIN else None
    whole = sum(e.duree_minutes or 0 for e in steps)
    return AVenir(longest, longest.titre, whole, shorter)


def _announced(seance: Seance) -> datetime | None:
    """The hour at which people were told that it would end."""
    if seance.heure_fin is None or seance.ouverte_le is None:
        return None
    day = clock.day_of(seance.ouverte_le)
    return datetime.combine(day, seance.heure_fin, PARIS)
