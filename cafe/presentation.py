"""What templates may call: dates in Paris time, numbers, hashed static addresses.

Dates and numbers are written in French, and on a phone that speaks another language in that one.
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_decimal
from flask import Flask
from flask_babel import get_locale, get_timezone, gettext
from markupsafe import Markup

from cafe.documents.texte import sans_mots
from cafe.langues_parlees import nom_propre
from cafe.libelles import libelle
from cafe.models import Seance
from cafe.models.ouverture import ouverture_of
from cafe.models.question import CATEGORIES

FRANCAIS = Locale("fr")
# Between a date and an hour, where it is not our comma.
_COMMA = dict.fromkeys(("ar", "fa", "ur", "ps", "ckb", "ug"), "،")


def _locale() -> Locale:
    """The language of the page; French for documents and pieces, drawn outside a page."""
    return get_locale() or FRANCAIS


def _is_french(locale: Locale) -> bool:
    return bool(locale.language == FRANCAIS.language)


def jour(value: date | datetime | None) -> str:
    """« 16 juillet 2026 », « 1er juillet 2026 »; empty for no date."""
    if value is None:
        return ""
    day = value.astimezone(get_timezone()).date() if isinstance(value, datetime) else value
    locale = _locale()
    day_first = locale.language in ("fr", "en")  # as in Europe, in English too
    first = "'1er'" if locale.language == "fr" and day.day == 1 else "d"
    return format_date(day, f"{first} MMMM y" if day_first else "long", locale=locale)


def dates(seance: Seance) -> str:
    """When a séance is held: its day, or the first and last of a collecte; empty without any."""
    found = ouverture_of(seance)
    if found is None or found.dernier == seance.jour:
        return jour(seance.jour)
    if seance.jour is None:
        return str(gettext("jusqu’au %(jour)s", jour=jour(found.dernier)))
    first, last = jour(seance.jour), jour(found.dernier)
    return str(gettext("du %(premier)s au %(dernier)s", premier=first, dernier=last))


def fermeture(seance: Seance) -> str:
    """The last moment of a collecte, « 22 mars 2026 à 18 h 00 »; empty when nothing ends it."""
    found = ouverture_of(seance)
    if found is None:
        return ""
    return jour(found.dernier) if found.minuit else instant(found.fin)


def instant(value: datetime | None) -> str:
    """« 16 juillet 2026 à 14 h 05 »; empty for no instant."""
    if value is None:
        return ""
    locale = _locale()
    if not _is_french(locale):
        return f"{jour(value)}{_COMMA.get(locale.language, ',')} {heure(value)}"
    return f"{jour(value)} à {heure(value)}"


def heure(value: datetime | time | None) -> str:
    """« 14 h 05 »; empty for no hour. A plain time is the hall's own."""
    if value is None:
        return ""
    zone = get_timezone() if isinstance(value, datetime) else None
    locale = _locale()
    pattern = "H 'h' mm" if _is_french(locale) else "H:mm"
    if zone is None:
        return format_time(value, pattern, locale=locale)
    return format_datetime(value, pattern, tzinfo=zone, locale=locale)


def majuscule(texte: str) -> str:
    """The same words with a capital first letter (labels are kept in lower case)."""
    return texte[:1].upper() + texte[1:]


def equipe(texte: str) -> Markup:
    """What the team wrote, inside a sentence of the page: French, whatever the page speaks."""
    return Markup('<bdi lang="fr">{}</bdi>').format(texte) if texte else Markup()


def nombre(value: int | float) -> str:
    """A number as it is written in the language of the page."""
    return format_decimal(value, locale=_locale())


def categorie_libelle(cle: str) -> str:
    """The label of a category; its key if it is unknown."""
    found = CATEGORIES.get(cle)
    return gettext(found.libelle) if found else cle


def dit(texte: str | None) -> str:
    """What somebody said, or what stands there when it was erased, shown or spoken."""
    return texte or sans_mots(texte)


@lru_cache(maxsize=512)
def _content_hash(path: str, changed: float) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:12]


def _sprite(app: Flask) -> str:
    """The address of the pictograms, made once: a board shows hundreds of them, and live
    pieces are drawn outside any request."""
    path = Path(app.static_folder or "") / "vendor/lucide/sprite.svg"
    version = _content_hash(str(path), path.stat().st_mtime)
    return f"{app.static_url_path}/vendor/lucide/sprite.svg?v={version}"


def init_presentation(app: Flask) -> None:
    """Register filters and the hash of static addresses."""
    app.jinja_env.filters.update(
        jour=jour,
        dates=dates,
        fermeture=fermeture,
        instant=instant,
        heure=heure,
        majuscule=majuscule,
        equipe=equipe,
        nombre=nombre,
        categorie_libelle=categorie_libelle,
        dit=dit,
        libelle=libelle,
    )
    app.jinja_env.globals["CATEGORIES"] = CATEGORIES
    app.jinja_env.globals["nom_propre"] = nom_propre
    app.jinja_env.globals["SPRITE"] = _sprite(app)
    app.jinja_env.add_extension("jinja2.ext.i18n")

    @app.url_defaults
    def add_hash(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint != "static" or "v" in values or not app.static_folder:
            return
        path = Path(app.static_folder) / values["filename"]
        if path.is_file():
            values["v"] = _content_hash(str(path), path.stat().st_mtime)
