"""The whole kit, or one of its parts, as one black and white PDF. Called off the live path."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from typing import Any

from cafe.documents.affiche import draw_affiche
from cafe.documents.affiche_wifi import draw_affiche_wifi
from cafe.documents.chevalet import draw_chevalet
from cafe.documents.kit import flux, phrases, secours
from cafe.documents.kit.contenu import PARTIES, Kit
from cafe.documents.kit.feuille_table import draw_feuille_table
from cafe.documents.kit.gabarit import Carnet, Feuillet


def render_kit(kit: Kit) -> bytes:
    """Return A4 pages, each paper beginning its own. Raises ValueError when there is none."""
    feuillets = _feuillets(kit)
    if not feuillets:
        raise ValueError("rien à imprimer")
    parties = kit.parties
    quoi = phrases.NOMS_DES_PARTIES[parties[0]] if len(parties) == 1 else "Kit imprimé"
    sortie, titre = BytesIO(), kit.entete.titre
    Carnet(sortie, f"{quoi} : {titre}", feuillets, pied=titre).write()
    return sortie.getvalue()


def count_kit(kit: Kit) -> bytes:
    """Return JSON: how many pages each part has. What flows is laid out as it would be printed;
    what is drawn by hand holds on its page."""
    feuillets = _feuillets(kit)
    flowing = [one for one in feuillets if one.dessin is None]
    if flowing:
        Carnet(BytesIO(), kit.entete.titre, flowing, pied="").write()
    pages: Counter[str] = Counter()
    for feuillet in feuillets:
        pages[feuillet.partie] += len(feuillet.pages) if feuillet.dessin is None else 1
    return json.dumps(pages).encode()


def _feuillets(kit: Kit) -> list[Feuillet]:
    return [one for partie in PARTIES for one in _PAPIERS[partie](kit)]


def _drawn(partie: str, nom: str, draw: Callable[..., None], *contenu: Any) -> Feuillet:
    return Feuillet(partie, nom, dessin=lambda canevas: draw(canevas, *contenu))


def _affiche(kit: Kit) -> Iterator[Feuillet]:
    for one in kit.affiche:
        yield _drawn("affiche", "Affiche de la porte", draw_affiche, one)


def _questions(kit: Kit) -> Iterator[Feuillet]:
    for rang, one in enumerate(kit.questions, start=1):
        yield _drawn("questions", f"Affiche de la question {rang}", draw_affiche, one)


def _wifi(kit: Kit) -> Iterator[Feuillet]:
    for one in kit.wifi:
        yield _drawn("wifi", "Affiche du Wi-Fi", draw_affiche_wifi, one)


def _chevalets(kit: Kit) -> Iterator[Feuillet]:
    for one in kit.chevalets:
        yield _drawn("chevalets", f"Chevalet de la table {one.table}", draw_chevalet, one)


def _feuilles(kit: Kit) -> Iterator[Feuillet]:
    for one in kit.feuilles:
        nom = f"Feuille de la table {one.table}, tour {one.tour.numero}"
        yield _drawn("feuilles", nom, draw_feuille_table, kit.entete, one)


def _hotes(kit: Kit) -> Iterator[Feuillet]:
    for one in kit.hotes:
        nom = f"Fiche d’hôte, table {one.table}"
        yield Feuillet("hotes", nom, flux.host_brief(kit.entete, one))


def _conducteur(kit: Kit) -> Iterator[Feuillet]:
    if kit.conducteur:
        histoire = flux.running_order(kit.entete, kit.conducteur)
        yield Feuillet("conducteur", "Conducteur", histoire)


def _presences(kit: Kit) -> Iterator[Feuillet]:
    for one in kit.presences:
        histoire = flux.signing_sheet(kit.entete, one)
        yield Feuillet("presences", "Feuille de présences", histoire)


def _secours(kit: Kit) -> Iterator[Feuillet]:
    for one in kit.secours:
        nom = f"Sans réseau, {phrases.nature(one.nature).nom.lower()}"
        yield Feuillet("secours", nom, secours.paper_plan(kit.entete, one))


_PAPIERS: dict[str, Callable[[Kit], Iterable[Feuillet]]] = {
    "affiche": _affiche,
    "questions": _questions,
    "wifi": _wifi,
    "chevalets": _chevalets,
    "feuilles": _feuilles,
    "hotes": _hotes,
    "conducteur": _conducteur,
    "presences": _presences,
    "secours": _secours,
}
