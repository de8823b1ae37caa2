"""The people of the bench: how a phone and a board come in, by the public doors only.

Lives here: pages asked, forms read, sockets opened. Must not live here: the load itself.
"""

import asyncio
import json
import uuid
from collections.abc import Awaitable, Iterable
from dataclasses import dataclass, field, replace
from typing import TypeVar
from urllib.parse import urlencode, urlsplit

from bench.ecoute import Ecoute, Oreille
from bench.formulaire import read_form
from bench.requetes import Navigateur, Reponse, Reserve

T = TypeVar("T")
ENTREE = "/connexion"  # where the team signs in
ENSEMBLE = 20  # people who come in at the same time


@dataclass(frozen=True)
class Cible:
    """A server under load. `compte` is empty where boards need no account.

    `{seance}` in the names of rooms and of the board's page stands for an id that only the
    server knows: `find_seance` asks for it.
    """

    url: str
    url_prises: str
    dialecte: str
    code: str
    salle_tableau: str
    salle_telephone: str
    page_tableau: str = ""
    compte: dict[str, str] = field(default_factory=dict)
    questions: tuple[str, ...] = ()


class Telephone:
    """A participant's browser: the séance's page read once, then the form sent at will."""

    def __init__(self, cible: Cible, reserve: Reserve, rang: int) -> None:
        self.rang = rang
        self.chemin = f"/s/{cible.code}"
        self.navigateur = Navigateur(reserve)
        self.champs: dict[str, list[str]] = {}

    async def come_in(self) -> None:
        """Open the séance's page; where there are several questions, choose one in turn."""
        page = await self.navigateur.get(self.chemin)
        try:
            self.champs = self._form(page)
        except LookupError:
            etat = await self.navigateur.get(f"{self.chemin}/etat.json")
            questions = json.loads(etat.corps)["questions"]
            choisie = questions[self.rang % len(questions)]["id"]
            self.champs = self._form(await self.navigateur.get(f"{self.chemin}?question={choisie}"))

    def _form(self, page: Reponse) -> dict[str, list[str]]:
        return read_form(page.corps.decode(), f"{self.chemin}/contributions")

    def write(self, texte: str) -> bytes:
        """The body that the page's form would send."""
        champs = {nom: valeurs[0] for nom, valeurs in self.champs.items() if valeurs}
        return urlencode(champs | {"client_id": str(uuid.uuid4()), "texte": texte}).encode()

    def request(self, corps: bytes) -> bytes:
        """That body on its way, as the page's script sends it, with the cookies of now."""
        return self.navigateur.request(
            "POST", f"{self.chemin}/contributions", corps, "application/json"
        )


async def find_seance(cible: Cible, reserve: Reserve) -> Cible:
    """The target with its séance's id in place, read where a phone reads it."""
    if "{seance}" not in cible.salle_tableau:
        return cible
    etat = await Navigateur(reserve).get(f"/s/{cible.code}/etat.json")
    lu = json.loads(etat.corps)
    seance = lu["seance"]
    return replace(
        cible,
        questions=tuple(question["id"] for question in lu["questions"]),
        salle_tableau=cible.salle_tableau.format(seance=seance),
        salle_telephone=cible.salle_telephone.format(seance=seance),
        page_tableau=cible.page_tableau.format(seance=seance),
    )


async def staff_browser(cible: Cible, reserve: Reserve) -> Navigateur:
    """The facilitator's browser: signed in, the board's page asked."""
    navigateur = Navigateur(reserve)
    if cible.compte:
        page = await navigateur.get(ENTREE)
        champs = read_form(page.corps.decode(), ENTREE)
        envoi = {nom: valeurs[0] for nom, valeurs in champs.items() if valeurs}
        await navigateur.post(ENTREE, envoi | cible.compte)
        await navigateur.get(cible.page_tableau)
    return navigateur


async def open_socket(
    cible: Cible,
    navigateur: Navigateur,
    salle: str,
    deflate: bool,
    oreille: Oreille | None = None,
) -> Ecoute:
    """A socket let into `salle`. Raises ConnectionError or TimeoutError."""
    adresse = urlsplit(cible.url_prises)
    ecoute = Ecoute(
        adresse.netloc, navigateur.cookie_header(), salle, cible.dialecte, deflate, oreille
    )
    boucle = asyncio.get_running_loop()
    hote, port = adresse.hostname or "127.0.0.1", adresse.port or 80
    await boucle.create_connection(lambda: ecoute, hote, port)
    await asyncio.wait_for(ecoute.pret, 30)
    return ecoute


async def in_groups(travaux: Iterable[Awaitable[T]]) -> list[T]:
    """All the results, `ENSEMBLE` at a time, in order."""
    portes = asyncio.Semaphore(ENSEMBLE)

    async def one(travail: Awaitable[T]) -> T:
        async with portes:
            return await travail

    return await asyncio.gather(*(one(travail) for travail in travaux))
