"""The notebook of a hall: each séance's Wi-Fi, and the address that its papers carry.

A file of the instance folder, readable by its owner only. Not the base: a password of a
place has no business in backups, exports or journals.
"""

from __future__ import annotations

import json
import os
import threading
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cafe.config import Reglages
from cafe.reseau.wifi import Wifi

FICHIER = "reseau.json"
_VERROU = threading.Lock()


@dataclass(frozen=True)
class Imprime:
    """A document with an address on it, as it was last drawn. ``document``: its key."""

    seance_id: str
    document: str
    adresse: str
    le: datetime


class Carnet:
    """The notebook of one installation; reads the file each time, it is small."""

    def __init__(self, reglages: Reglages) -> None:
        self._fichier = reglages.instance / FICHIER
        self._defaut = reglages.wifi

    def wifi(self, seance_id: str) -> Wifi | None:
        """The séance's own Wi-Fi, else the installation's."""
        kept = self._read()["wifi"].get(seance_id)
        return Wifi(kept["nom"], kept["mot_de_passe"]) if kept else self._defaut

    def set_wifi(self, seance_id: str, wifi: Wifi | None) -> None:
        """Keep it for this séance; None goes back to the installation's."""
        with _VERROU:
            lu = self._read()
            lu["wifi"].pop(seance_id, None)
            if wifi is not None:
                lu["wifi"][seance_id] = {"nom": wifi.nom, "mot_de_passe": wifi.mot_de_passe}
            self._write(lu)

    def remember(self, seance_id: str, document: str, adresse: str, le: datetime) -> None:
        """A document has just been drawn with that address."""
        with _VERROU:
            lu = self._read()
            kept = lu["imprimes"].setdefault(seance_id, {})
            if kept.get(document, {}).get("adresse") == adresse:
                return
            kept[document] = {"adresse": adresse, "le": le.isoformat()}
            self._write(lu)

    def stale(self, adresse: str) -> list[Imprime]:
        """The documents that carry another address than this one."""
        return [
            Imprime(seance_id, document, said["adresse"], datetime.fromisoformat(said["le"]))
            for seance_id, documents in self._read()["imprimes"].items()
            for document, said in documents.items()
            if said["adresse"] != adresse
        ]

    def _read(self) -> dict[str, Any]:
        try:
            lu = json.loads(self._fichier.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            lu = {}
        tout: dict[str, Any] = {"wifi": {}, "imprimes": {}} | lu
        return tout

    def _write(self, tout: dict[str, Any]) -> None:
        self._fichier.parent.mkdir(parents=True, exist_ok=True)
        neuf = self._fichier.with_suffix(".neuf")
        handle = os.open(neuf, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump(tout, out, ensure_ascii=False, indent=1)
        os.replace(neuf, self._fichier)
