"""``demo.json`` in the instance folder: how to enter the demo, passwords included.

Readable by its owner only; the base itself keeps nothing but hashes.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TypedDict, cast

from sqlalchemy.orm import Session

from cafe.addresses import local_url
from cafe.config import Reglages
from cafe.models import Demarche

FICHIER = "demo.json"


class NomDemarche(TypedDict):
    """A démarche; the first one is empty."""

    id: str
    nom: str


class AccesCompte(TypedDict):
    """An account and its password."""

    email: str
    mot_de_passe: str
    role: str


class AccesSeance(TypedDict):
    """A séance as it stood when the demo was built; the first one was open."""

    code: str
    format: str
    phase: str


class Resume(TypedDict):
    """What ``cafe demo --json`` prints, in this order: a public contract."""

    url: str
    demarches: list[NomDemarche]
    comptes: list[AccesCompte]
    seances: list[AccesSeance]
    recus: list[str]


def write_summary(instance: Path, resume: Resume) -> None:
    """Keep the summary, whole or not at all."""
    part = instance / f"{FICHIER}.part"
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        json.dump(resume, out, ensure_ascii=False, indent=1)
    part.replace(instance / FICHIER)


def read_summary(instance: Path) -> Resume | None:
    """What was kept; None without a readable file."""
    try:
        kept = json.loads((instance / FICHIER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(kept, dict) or not kept.keys() >= Resume.__annotations__.keys():
        return None
    return cast(Resume, kept)


def summary_of(session: Session, reglages: Reglages) -> Resume | None:
    """The summary, if the base in use is the demo it was written for.

    Its address is the one of these settings: the port may have changed since.
    """
    kept = read_summary(reglages.instance)
    if kept is None or session.get(Demarche, kept["demarches"][-1]["id"]) is None:
        return None
    return {**kept, "url": local_url(reglages)}
