"""What a model of a script holds, as it is kept in JSON and read again.

Read with distrust: what an older version wrote, or a hand, is checked as a form would be. No
question and nobody in it: a step keeps its title, what is said and done, how long it lasts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe.actions.deroule import CONSIGNE_MAX, MAX_TABLES, EtapePrevue
from cafe.actions.horloge import DUREE_MAX
from cafe.actions.programme import TOURS_MAX
from cafe.models import Droit, Format, NatureEtape, Seance, Tour, VueEcran
from cafe.models.question import tablees_of

TITRE_ETAPE_MAX = 120


@dataclass(frozen=True)
class ContenuDeroule:
    """A script without its day. ``format``: that of the séance it was taken from."""

    format: Format
    tables: int
    tours: int
    etapes: tuple[EtapePrevue, ...]

    def to_json(self) -> dict[str, Any]:
        """The plain values that ``from_json`` reads."""
        return {
            "format": self.format.value,
            "tables": self.tables,
            "tours": self.tours,
            "etapes": [
                {
                    "titre": e.titre,
                    "nature": e.nature.value,
                    "tour": e.tour,
                    "duree_minutes": e.duree_minutes,
                    "droits": [d.value for d in e.droits],
                    "ecran": e.ecran.value,
                    "consigne": e.consigne,
                }
                for e in self.etapes
            ],
        }

    @classmethod
    def from_json(cls, said: Any) -> ContenuDeroule:
        """The content of a row. Raises ``ValueError`` for anything else than what we write."""
        try:
            return cls(
                format=Format(said["format"]),
                tables=_number(said["tables"], 0, MAX_TABLES),
                tours=_number(said["tours"], 0, TOURS_MAX),
                etapes=tuple(_etape(one) for one in said["etapes"]),
            )
        except (KeyError, TypeError) as error:
            raise ValueError(f"not a script: {error!r}") from error


def content_of(session: Session, seance: Seance) -> ContenuDeroule:
    """The script of a séance as it is now; steps left out are in it again."""
    tours = session.execute(select(Tour.id, Tour.numero).where(Tour.seance_id == seance.id))
    numeros = {id_: numero for id_, numero in tours}
    return ContenuDeroule(
        format=seance.format,
        tables=len(tablees_of(session, seance.id)),
        tours=max(numeros.values(), default=0),
        etapes=tuple(
            EtapePrevue(
                titre=e.titre,
                droits=tuple(Droit(d) for d in e.droits),
                duree_minutes=e.duree_minutes,
                nature=e.nature,
                tour=numeros.get(e.tour_id or ""),
                ecran=e.ecran,
                consigne=e.consigne,
            )
            for e in seance.etapes
        ),
    )


def _etape(said: Any) -> EtapePrevue:
    duree, tour = said["duree_minutes"], said["tour"]
    titre = _text(said["titre"], TITRE_ETAPE_MAX)
    if not titre.strip():
        raise ValueError("a step without a title")
    return EtapePrevue(
        titre=titre,
        droits=tuple(Droit(d) for d in said["droits"]),
        duree_minutes=None if duree is None else _number(duree, 1, DUREE_MAX),
        nature=NatureEtape(said["nature"]),
        tour=None if tour is None else _number(tour, 1, TOURS_MAX),
        ecran=VueEcran(said["ecran"]),
        consigne=_text(said["consigne"], CONSIGNE_MAX),
    )


def _number(said: Any, least: int, most: int) -> int:
    if type(said) is not int or not least <= said <= most:
        raise ValueError(f"not a number from {least} to {most}")
    return said


def _text(said: Any, most: int) -> str:
    if not isinstance(said, str) or len(said) > most:
        raise ValueError(f"not a text of {most} characters at most")
    return said
