"""The trial of a hall's network: phones that call, and what their calls and silences tell.

In memory only, and of phones nothing but a number: no address, no name of device. What the
server sees is who reached it and who fell silent; the reasons given are the usual ones, and
the page says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

RYTHME = timedelta(seconds=3)  # between two calls of a phone
SILENCE = timedelta(seconds=12)  # several calls missed: it is gone
PATIENCE = timedelta(seconds=60)  # with nobody, or nobody new, before something is wrong
FUITE = timedelta(seconds=90)  # who leaves a Wi-Fi without Internet does so within that time
ENSEMBLE = timedelta(seconds=6)  # gone together: the network, not the phones
MAXIMUM = 500  # phones of one trial; the oldest are forgotten


class EtatTelephone(StrEnum):
    """What a phone is doing, as far as the server can tell."""

    PRESENT = "present"
    EN_PAUSE = "en_pause"  # it said that its page was closed or its screen locked
    PERDU = "perdu"


class Constat(StrEnum):
    """What the calls look like. Several may hold at once."""

    ATTENTE = "attente"
    PERSONNE = "personne"
    EN_COURS = "en_cours"
    PLEIN = "plein"
    FUITES = "fuites"
    TOUS_PERDUS = "tous_perdus"
    BON = "bon"


@dataclass
class Telephone:
    """One phone of the trial; ``numero`` counts from 1, in order of arrival."""

    numero: int
    arrive_le: datetime
    vu_le: datetime
    en_pause: bool = False

    def etat(self, now: datetime) -> EtatTelephone:
        if self.en_pause:
            return EtatTelephone.EN_PAUSE
        return EtatTelephone.PERDU if now - self.vu_le > SILENCE else EtatTelephone.PRESENT

    @property
    def duree(self) -> timedelta:
        """From its first call to its last."""
        return self.vu_le - self.arrive_le


@dataclass(frozen=True)
class Bilan:
    """What the organiser is told. ``attendus``: how many phones try, when it was said."""

    constats: tuple[Constat, ...]
    telephones: tuple[tuple[int, EtatTelephone, timedelta], ...]
    presents: int
    perdus: int
    en_pause: int
    attendus: int | None

    @property
    def arrives(self) -> int:
        return len(self.telephones)


@dataclass
class Essai:
    """The trial of one séance, since ``debut``."""

    debut: datetime
    telephones: dict[str, Telephone] = field(default_factory=dict)
    dernier: int = 0

    def call(self, cle: str, now: datetime, *, en_pause: bool = False) -> int:
        """Note a call of the phone that bears this key; returns its number."""
        phone = self.telephones.get(cle)
        if phone is None:
            self.dernier += 1
            phone = self.telephones[cle] = Telephone(self.dernier, now, now)
            if len(self.telephones) > MAXIMUM:
                del self.telephones[next(iter(self.telephones))]
        phone.vu_le, phone.en_pause = now, en_pause
        return phone.numero

    def bilan(self, now: datetime, attendus: int | None = None) -> Bilan:
        """What it looks like now."""
        phones = list(self.telephones.values())
        etats = [phone.etat(now) for phone in phones]
        return Bilan(
            constats=tuple(_constats(self.debut, phones, now, attendus)),
            telephones=tuple(
                (phone.numero, etat, phone.duree) for phone, etat in zip(phones, etats, strict=True)
            ),
            presents=etats.count(EtatTelephone.PRESENT),
            perdus=etats.count(EtatTelephone.PERDU),
            en_pause=etats.count(EtatTelephone.EN_PAUSE),
            attendus=attendus,
        )


def _constats(
    debut: datetime, phones: list[Telephone], now: datetime, attendus: int | None
) -> list[Constat]:
    if not phones:
        return [Constat.PERSONNE if now - debut > PATIENCE else Constat.ATTENTE]
    presents = [p for p in phones if p.etat(now) is EtatTelephone.PRESENT]
    perdus = [p for p in phones if p.etat(now) is EtatTelephone.PERDU]
    found = []
    if perdus and not presents and _went_together(perdus):
        found.append(Constat.TOUS_PERDUS)
    elif presents and any(p.duree < FUITE for p in perdus):
        found.append(Constat.FUITES)
    quiet = now - max(p.arrive_le for p in phones) > PATIENCE
    if attendus is not None and len(phones) < attendus and quiet and presents:
        found.append(Constat.PLEIN)
    if not found:
        enough = attendus is None or len(phones) >= attendus
        stayed = presents and all(now - p.arrive_le > PATIENCE for p in presents)
        found.append(Constat.BON if enough and stayed and not perdus else Constat.EN_COURS)
    return found


def _went_together(perdus: list[Telephone]) -> bool:
    """Several phones, silent at the same instant."""
    last = [phone.vu_le for phone in perdus]
    return len(last) > 1 and max(last) - min(last) <= ENSEMBLE
