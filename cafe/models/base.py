"""What all the nouns share: the declarative base, ids, column types.

No noun lives here.
"""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import DateTime, MetaData, String, Table
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

# Names must be stable: SQLite migrations rebuild tables and find constraints by name.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Declarative base of every model; ``cafe.extensions.db`` shares its metadata."""

    metadata = MetaData(naming_convention=NAMING)


ID_LENGTH = 36


def new_id() -> str:
    """A fresh stable id: a random UUID in its 36-character form."""
    return str(uuid.uuid4())


def table_of(model: type[Base]) -> Table:
    """The table of a model, for statements built once and run on a bare connection."""
    table = model.__table__
    if not isinstance(table, Table):
        raise TypeError(f"{model.__name__} has no table of its own")
    return table


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC datetime on both engines (SQLite keeps no time zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime was about to be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


E_ = TypeVar("E_", bound=StrEnum)


class EnumText(TypeDecorator[E_], Generic[E_]):
    """A ``StrEnum`` stored as its French value; an unknown value is refused both ways."""

    impl = String(40)
    cache_ok = True

    def __init__(self, enum: type[E_]) -> None:
        super().__init__()
        self.enum = enum

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else str(self.enum(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> E_ | None:
        return None if value is None else self.enum(value)
