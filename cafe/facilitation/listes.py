"""What a page shows of a big board: each list a hundred cards at a time, groups folded.

The state is in the address alone: ``montrer=<list>:<n>,…`` asks for more of some lists,
``ouverts`` names the groups unfolded; so a page fetched again is the page that was there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from cafe.models.tableau import Carte, Groupe

PAGE = 100
# Of each group of a big board that is filtered: its groups are not folded, what is kept shows.
PAGE_FILTREE = 10
# From here groups are folded at first: nobody reads so many at once.
GRAND_CARTES = 200
GRAND_GROUPES = 40
# The beginning of a group's id is enough within one board, and five hundred fit in an address.
COURT = 8
_OUVERTS_MAX = 500
_MONTRER_MAX = 5000
_CHIFFRES = 9  # of a size


@dataclass(frozen=True)
class Liste:
    """The cards of a list that a page shows, in order.

    ``total``: how many the list holds; ``retenues``: how many of them the filter keeps.
    ``borne``: the place of the last one shown (« rank order »), empty when all are.
    """

    cartes: Sequence[Carte]
    total: int
    retenues: int
    borne: str = ""

    @property
    def entiere(self) -> bool:
        """Whether nothing of the list is left out of the page."""
        return not self.borne and self.retenues == self.total


@dataclass(frozen=True)
class Demande:
    """What the address asks to see: how much of which lists, which groups unfolded.

    ``tout_ouvrir``: a page that began small does not fold its groups when it is fetched again.
    """

    montrer: Mapping[str, int]
    ouverts: tuple[str, ...]
    tout_ouvrir: bool = False

    @classmethod
    def read(cls, args: MultiDict[str, str]) -> Demande:
        """From the query of an address; what makes no sense is as if it were not there."""
        wanted: dict[str, int] = {}
        for entry in args.get("montrer", "").split(","):
            name, _, number = entry.rpartition(":")
            if number.isdecimal() and len(number) <= _CHIFFRES:
                wanted[name] = min(int(number), _MONTRER_MAX)
        opened = [name[:COURT] for name in args.get("ouverts", "").split(",") if name]
        return cls(wanted, tuple(opened[:_OUVERTS_MAX]), args.get("deplie") == "1")

    def args(self) -> dict[str, str]:
        """The same as the query of an address."""
        wanted = {
            "montrer": said_sizes(self.montrer),
            "ouverts": ",".join(self.ouverts),
            "deplie": "1" if self.tout_ouvrir else "",
        }
        return {name: value for name, value in wanted.items() if value}

    def liste(
        self, nom: str, cartes: Sequence[Carte], retenues: Sequence[Carte], page: int = PAGE
    ) -> Liste:
        """The first page of a list, or as many pages as were asked for."""
        asked = self.montrer.get(nom, 0)
        shown = max(page, -(-asked // page) * page)
        if len(retenues) <= shown:
            return Liste(retenues, len(cartes), len(retenues))
        kept = retenues[:shown]
        return Liste(kept, len(cartes), len(retenues), place_said(kept[-1]))

    def is_open(self, regroupement_id: str) -> bool:
        """Whether the cards of that group were asked for."""
        return regroupement_id[:COURT] in self.ouverts


def place_said(carte: Carte) -> str:
    """A card's place as a page says it."""
    return f"{carte.rang} {carte.ordre}"


def next_page(cartes: Sequence[Carte], retenues: Sequence[Carte], apres: str) -> Liste:
    """The page of a list that follows a place; the first one for no place, or no sense."""
    words = apres.split()
    try:
        place = (float(words[0]), float(words[1]))
    except (IndexError, ValueError):
        following = list(retenues)
    else:
        following = [carte for carte in retenues if (carte.rang, carte.ordre) > place]
    kept = following[:PAGE]
    more = len(following) > PAGE
    return Liste(kept, len(cartes), len(retenues), place_said(kept[-1]) if more else "")


def said_sizes(montrer: Mapping[str, int]) -> str:
    """How an address says how much of each list it shows."""
    return ",".join(f"{name}:{number}" for name, number in montrer.items())


def is_big(grouped: tuple[int, int]) -> bool:
    """Whether groups are folded at first, by how many cards are in how many groups."""
    cards, groups = grouped
    return cards > GRAND_CARTES or groups > GRAND_GROUPES


def places_offered(groupes: Sequence[Groupe], choisi: str) -> tuple[Groupe, ...]:
    """The groups in which a form offers every place: of a big board, only the one chosen."""
    cards = sum(len(group.cartes) for group in groupes)
    if not is_big((cards, len(groupes))):
        return tuple(groupes)
    return tuple(group for group in groupes if group.id == choisi)
