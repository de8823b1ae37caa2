"""Freezing a compte rendu: its content as JSON without people's words, and back again.

A text that carries a `version` is named by that id and not copied, so that an erasure reaches
frozen documents: `thaw` asks for each text anew. Everything else is copied as printed. Keys that
this version of the code does not know are ignored, and fields that an older one did not write take
their defaults.
"""

import base64
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from cafe.documents.compte_rendu import contenu as world_cafe
from cafe.documents.reunion import contenu as reunion

Contenu = reunion.Reunion | world_cafe.CompteRendu

FORMAT = 1
_MODELES: dict[str, type[Contenu]] = {
    "reunion": reunion.Reunion,
    "world_cafe": world_cafe.CompteRendu,
}
# Which fields of each piece hold people's words, and which name them by an id: where there is an
# id, the words are not copied.
_TRADUITS = ("traduction", "traduction_version")
_MOTS: dict[type, tuple[tuple[str, str], ...]] = {
    world_cafe.Verbatim: (("texte", "version"), _TRADUITS),
    world_cafe.SuiteDonnee: (("parole", "version"), _TRADUITS),
    world_cafe.SyntheseDeTable: (("texte", "version_synthese"),),
    reunion.Ligne: (("texte", "version"), _TRADUITS),
}


class GelIllisible(ValueError):
    """What was stored is not a frozen compte rendu that this version can read."""


def freeze(contenu: Contenu) -> dict[str, Any]:
    """The content as JSON values. Raises ValueError for a contribution that carries no version."""
    (modele,) = (name for name, type_ in _MODELES.items() if type(contenu) is type_)
    return {"format": FORMAT, "modele": modele, "contenu": _frozen(contenu)}


def thaw(gele: Mapping[str, Any], textes: Mapping[str, str | None]) -> Contenu:
    """The content again; `textes` gives each named text, None or absent once erased.

    Raises GelIllisible.
    """
    try:
        if gele["format"] != FORMAT:
            raise GelIllisible(f"format inconnu : {gele['format']}")
        found: Contenu = _thawed(gele["contenu"], _MODELES[gele["modele"]], textes)
    except (KeyError, TypeError, ValueError) as error:
        raise GelIllisible(str(error)) from error
    return found


def versions_in(contenu: object) -> frozenset[str]:
    """The ids of the texts that a content prints, in any of its pieces."""
    return frozenset(_versions(contenu))


def _versions(value: object) -> Iterator[str]:
    if isinstance(value, tuple):
        for item in value:
            yield from _versions(item)
    elif is_dataclass(value):
        if version := getattr(value, "version", None):
            yield version
        for field in fields(value):
            yield from _versions(getattr(value, field.name))


def _frozen(value: Any) -> Any:
    match value:
        case None | bool() | int() | float() | str():
            return value
        case bytes():
            return {"octets": base64.b64encode(value).decode("ascii")}
        case datetime():
            return {"instant": value.isoformat()}
        case date():
            return {"jour": value.isoformat()}
        case time():
            return {"heure": value.isoformat()}
        case tuple():
            return [_frozen(item) for item in value]
    if isinstance(value, world_cafe.Verbatim) and value.version is None and value.texte is not None:
        raise ValueError("une contribution sans version ne se gèle pas")
    named = {words for words, id_ in _MOTS.get(type(value), ()) if getattr(value, id_)}
    return {
        field.name: _frozen(getattr(value, field.name))
        for field in fields(value)
        if field.name not in named
    }


_VALEURS: dict[str, Callable[[str], Any]] = {
    "octets": base64.b64decode,
    "instant": datetime.fromisoformat,
    "jour": date.fromisoformat,
    "heure": time.fromisoformat,
}


def _thawed(value: Any, type_: Any, textes: Mapping[str, str | None]) -> Any:
    if isinstance(value, list):
        inside = [arg for arg in get_args(_tuple_in(type_)) if arg is not Ellipsis]
        # « tuple[X, …] » has one type for all; « tuple[X, Y] » one for each.
        types = inside * len(value) if len(inside) == 1 else inside
        return tuple(_thawed(item, t, textes) for item, t in zip(value, types, strict=True))
    if not isinstance(value, dict):
        return value
    if len(value) == 1 and (decode := _VALEURS.get(next(iter(value)))):
        return decode(next(iter(value.values())))
    return _piece(value, _class_in(type_), textes)


def _piece(value: dict[str, Any], class_: type, textes: Mapping[str, str | None]) -> Any:
    types = _types_of(class_)
    known = {
        name: _thawed(item, types[name], textes) for name, item in value.items() if name in types
    }
    for words, id_ in _MOTS.get(class_, ()):
        if known.get(id_):
            known[words] = textes.get(known[id_])
    return class_(**known)


def _tuple_in(type_: Any) -> Any:
    """The tuple in « tuple[X, …] », « tuple[X, …] | None »."""
    if get_origin(type_) is tuple:
        return type_
    return next((arg for arg in get_args(type_) if get_origin(arg) is tuple), type_)


def _class_in(type_: Any) -> type:
    """The dataclass in « X », « X | None », « tuple[X, …] »."""
    for candidate in (type_, *get_args(type_)):
        if isinstance(candidate, type) and is_dataclass(candidate):
            return candidate
    raise GelIllisible(f"type inattendu : {type_}")


@cache
def _types_of(class_: type) -> dict[str, Any]:
    return get_type_hints(class_)
