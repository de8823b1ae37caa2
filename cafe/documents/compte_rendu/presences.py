"""Who was there, as counts only: the rule that no group under five people is told.

Nobody is named here, and no count may let one person be guessed.
"""

from collections.abc import Iterable
from dataclasses import dataclass

SEUIL = 5
AUTRES = "Autres qualités"
NON_PRECISEE = "Qualité non précisée"


@dataclass(frozen=True, slots=True, kw_only=True)
class Presences:
    """Counts of people by quality, already masked; `total` is None under five people.

    `ecrit`: nobody had to come, as in a recueil; they are those who wrote. `saisies`: where nobody
    was counted, the words typed for somebody besides theirs.
    Raises ValueError for any count under five: build it with `mask_presences`.
    """

    total: int | None
    qualites: tuple[tuple[str, int], ...]
    ecrit: bool = False
    saisies: int = 0

    def __post_init__(self) -> None:
        if any(compte < SEUIL for _, compte in self.qualites):
            raise ValueError("un compte de moins de cinq personnes ne se publie pas")
        if sum(compte for _, compte in self.qualites) != (self.total or 0):
            raise ValueError("les qualités ne font pas le total")
        if self.total is not None and self.total < SEUIL:
            raise ValueError("un total de moins de cinq personnes ne se publie pas")


def mask_presences(comptes: Iterable[tuple[str, int]], total: int) -> Presences:
    """Return counts fit to print, largest first, from (label, people) pairs and the true total.

    People without a stated quality (the total less the sum) are counted as such. Counts under five
    are added up under « Autres qualités ». If even that sum is under five, the smallest printed
    count joins it: otherwise a subtraction from the total would tell it.
    Raises ValueError when a count is negative or the qualities exceed the total.
    """
    connus = [(libelle, compte) for libelle, compte in comptes if compte]
    reste = total - sum(compte for _, compte in connus)
    if reste < 0 or any(compte < 0 for _, compte in connus):
        raise ValueError("comptes de présences incohérents")
    if total < SEUIL:
        return Presences(total=None, qualites=())
    if reste:
        connus.append((NON_PRECISEE, reste))
    rangs = sorted(connus, key=lambda ligne: -ligne[1])
    visibles = [ligne for ligne in rangs if ligne[1] >= SEUIL]
    caches = total - sum(compte for _, compte in visibles)
    while 0 < caches < SEUIL:
        caches += visibles.pop()[1]
    if caches:
        visibles.append((AUTRES, caches))
    return Presences(total=total, qualites=tuple(visibles))
