"""Random turn-outs of dealt badges: the worst difference between two tables.

`python -m bench affluences` plays 2,000: as many tables, rounds, series and people as chance gives,
each series cut at a random number. Apart, the same with one badge in ten skipped at the door and
one holder in ten gone before the last round: nothing promises anything there.
"""

import random
import sys
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cafe.rotation.badges import deal

_SANS = 0.1
_PAR_DONNE = 20  # turn-outs of one dealing
ECART, ECART_SERIE = 3, 1


@dataclass(frozen=True)
class Pires:
    """The worst of all turn-outs, over all rounds, and how many reach it."""

    ensemble: int
    serie: int
    sans_ordre: int
    serie_sans_ordre: int
    par_ecart: dict[int, int]


def play(combien: int, graine: int) -> Pires:
    """Play that many turn-outs."""
    hasard = random.Random(graine)
    ensemble = serie = sans_ordre = serie_sans_ordre = 0
    par_ecart: dict[int, int] = {}
    for n in range(combien):
        if n % _PAR_DONNE == 0:
            tables = hasard.randint(3, 20)
            tours = hasard.randint(2, min(tables, 6))
            nombres = [hasard.randint(1, 80) for _ in range(hasard.randint(1, 6))]
            themes = tuple(tuple(range(tables)) for _ in range(tours))
            series = [(f"S{rang}", nombre) for rang, nombre in enumerate(nombres)]
            donne = deal(themes, series, graine=hasard.randint(0, 9))
        venus = [une[: hasard.randint(0, len(une))] for une in donne.tables]
        e, s = _spreads(venus, tables, [1.0] * tours)
        ensemble, serie = max(ensemble, e), max(serie, s)
        par_ecart[e] = par_ecart.get(e, 0) + 1
        sans = [une[[hasard.random() >= _SANS for _ in une]] for une in venus]
        restent = np.linspace(1.0, 1.0 - _SANS, tours).tolist()
        e, s = _spreads(sans, tables, restent, hasard)
        sans_ordre, serie_sans_ordre = max(sans_ordre, e), max(serie_sans_ordre, s)
    return Pires(ensemble, serie, sans_ordre, serie_sans_ordre, dict(sorted(par_ecart.items())))


def _spreads(
    series: list[NDArray[np.int64]],
    tables: int,
    restent: list[float],
    hasard: random.Random | None = None,
) -> tuple[int, int]:
    ensemble = serie = 0
    depart = [[hasard.random() if hasard else 0.0 for _ in une] for une in series]
    for tour, part in enumerate(restent):
        assis = [
            np.bincount(
                [rangee[tour] for rangee, quand in zip(une, quand_, strict=True) if quand <= part],
                minlength=tables,
            )
            for une, quand_ in zip(series, depart, strict=True)
        ]
        ensemble = max(ensemble, int(np.ptp(np.sum(assis, axis=0))))
        serie = max(serie, *(int(np.ptp(une)) for une in assis))
    return ensemble, serie


def main(arguments: list[str]) -> int:
    """Print the worst spreads; 3 when a promise is broken."""
    combien = 200 if "--rapide" in arguments else 2000
    pires = play(combien, graine=1)
    print(f"Badges : {combien} affluences, de 3 à 20 tables, 2 à 6 tours, 1 à 6 séries")
    print(f"  entre deux tables d’un tour   : {pires.ensemble} au plus, pour {ECART} promis")
    print(f"  dans une série                : {pires.serie} au plus, pour {ECART_SERIE} promis")
    print(f"  affluences par pire écart     : {pires.par_ecart}")
    print(
        f"  un badge sur dix sauté et une personne sur dix partie : {pires.sans_ordre} en tout, "
        f"{pires.serie_sans_ordre} dans une série (rien n’est promis)"
    )
    return 0 if pires.ensemble <= ECART and pires.serie <= ECART_SERIE else 3


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
