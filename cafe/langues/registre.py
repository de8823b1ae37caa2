"""Which languages an installation has and which are switched on.

Kept as files in the instance folder, so that a running server sees what the command line
did: ``langues/reglages.json`` says what is on, ``langues/<locale>`` holds what was imported.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

from cafe.langues.catalogue import FICHE, read_langue, shipped_folder
from cafe.langues.langue import FRANCAIS, LANGUE_SOURCE, SIMPLE, Langue

DOSSIER = "langues"
REGLAGES = "reglages.json"
# In this order on the phone, then the others by code.
_ORDRE = (FRANCAIS, SIMPLE, "en", "ar")


class PasRelue(Exception):
    """A language nobody has re-read is switched on only by someone who says they know."""


class LangueAbsente(Exception):
    """No catalogue of that code."""


class Registre:
    """The languages of one installation, read again when its settings change."""

    def __init__(self, instance: Path) -> None:
        self.dossier = instance / DOSSIER
        # Called when the settings are found changed: sentences kept in memory are stale.
        self.on_change: Callable[[], None] = lambda: None
        self._stamp: tuple[int, int] | None = (-1, -1)
        self._actives: dict[str, Langue] = {}

    def actives(self) -> dict[str, Langue]:
        """The languages that phones may speak, French first."""
        self.refresh()
        return self._actives

    def refresh(self) -> None:
        """Read the settings again if they changed."""
        stamp = self._seen()
        if stamp == self._stamp:
            return
        wanted = self._wanted()
        known = self.toutes()
        self._actives = {code: known[code] for code in known if code in wanted or code == FRANCAIS}
        self._stamp = stamp
        self.on_change()

    def toutes(self) -> dict[str, Langue]:
        """Every language that has a catalogue here, on or off; imported ones win."""
        found = {FRANCAIS: LANGUE_SOURCE}
        for base in (shipped_folder(), self.dossier):
            for fiche in sorted(base.glob(f"*/{FICHE}")):
                try:
                    langue = read_langue(fiche.parent)
                except (OSError, ValueError):
                    continue  # a broken file must not take the phones down
                found[langue.code] = langue
        rank = {code: place for place, code in enumerate(_ORDRE)}
        return dict(sorted(found.items(), key=lambda kv: (rank.get(kv[0], len(rank)), kv[0])))

    def activate(self, code: str, *, sans_relecture: bool = False) -> Langue:
        """Switch a language on. Raises ``LangueAbsente`` or ``PasRelue``."""
        langue = self.toutes().get(code)
        if langue is None:
            raise LangueAbsente(code)
        if code != FRANCAIS and not langue.relu_par and not sans_relecture:
            raise PasRelue(code)
        self._write(self._wanted() | {code})
        return langue

    def deactivate(self, code: str) -> None:
        """Switch a language off; French always stays."""
        self._write(self._wanted() - {code})

    def touch(self) -> None:
        """Tell running servers that a catalogue changed."""
        self._write(self._wanted())

    def _seen(self) -> tuple[int, int] | None:
        try:
            found = (self.dossier / REGLAGES).stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_ino

    def _wanted(self) -> set[str]:
        try:
            values = json.loads((self.dossier / REGLAGES).read_text(encoding="utf-8"))
            return {str(code) for code in values["actives"]}
        except (OSError, ValueError, KeyError, TypeError):
            return set()

    def _write(self, codes: set[str]) -> None:
        self.dossier.mkdir(parents=True, exist_ok=True)
        part = self.dossier / f"{REGLAGES}.part"
        values = {"actives": sorted(codes - {FRANCAIS})}
        part.write_text(json.dumps(values, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        os.replace(part, self.dossier / REGLAGES)
