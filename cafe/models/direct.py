"""Statements compiled once and run on SQLite's own cursor: the path of a full hall.

SQLAlchemy spends several times what SQLite does on each execution, and a hundred words a second
pass here, each with five inserts and, for the boards, two readings. The statements stay
SQLAlchemy's and so do the types; only the work per execution is left out. On other engines they
run the usual way. Nothing here opens, commits or rolls back anything.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Insert, Select, insert
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import ReturningInsert
from sqlalchemy.sql.schema import ScalarElementColumnDefault
from sqlalchemy.types import TypeEngine

from cafe.models.base import Base, table_of

Values = Mapping[str, Any]
_Process = Callable[[Any], Any] | None


class Direct:
    """A statement whose values all have names; no ``IN`` of several values."""

    def __init__(self, statement: Select[*tuple[Any, ...]] | Insert | ReturningInsert[Any]) -> None:
        self.statement = statement
        self._sql: str | None = None
        self._binds: list[tuple[str, Any, _Process]] = []
        self._columns: list[_Process] = []

    def rows(self, connection: Connection, values: Values) -> list[tuple[Any, ...]]:
        """Every row, as plain Python values. Raises SQLAlchemy's own errors on every engine."""
        if connection.dialect.name != "sqlite":
            return [tuple(row) for row in connection.execute(self.statement, values)]
        if self._sql is None:
            self._compile(connection.dialect)
        given = self._given(values)
        found = self._run(connection, lambda cursor, sql: cursor.execute(sql, given))
        return [self._read(row) for row in found]

    def run_all(self, connection: Connection, rows: Sequence[Values]) -> None:
        """Run it once for each of these; it returns nothing."""
        if not rows:
            return
        if connection.dialect.name != "sqlite":
            connection.execute(self.statement, rows)
            return
        if self._sql is None:
            self._compile(connection.dialect)
        given = list(zip(*(self._column(bind, rows) for bind in self._binds), strict=True))
        self._run(connection, lambda cursor, sql: cursor.executemany(sql, given))

    def _compile(self, dialect: Dialect) -> None:
        compiled = self.statement.compile(dialect=dialect)
        if not isinstance(compiled, SQLCompiler):
            raise TypeError("only statements that have values")
        binds = [(name, compiled.binds[name]) for name in compiled.positiontup or ()]
        self._binds = [
            (name, bind.effective_value, _impl(bind.type, dialect).bind_processor(dialect))
            for name, bind in binds
        ]
        self._columns = [
            _impl(column.type, dialect).result_processor(dialect, None)
            for column in self.statement.exported_columns
        ]
        # Last, and each list whole: threads may compile the same statement at once.
        self._sql = compiled.string

    def _given(self, values: Values) -> list[Any]:
        return [
            process(values.get(name, fixed)) if process else values.get(name, fixed)
            for name, fixed, process in self._binds
        ]

    @staticmethod
    def _column(bind: tuple[str, Any, _Process], rows: Sequence[Values]) -> list[Any]:
        name, fixed, process = bind
        column = [values.get(name, fixed) for values in rows]
        if process is None:
            return column
        # An instant, a state: the rows share most of them, and each is made ready once.
        ready = {key: process(value) for key, value in {id(v): v for v in column}.items()}
        return [ready[id(value)] for value in column]

    def _read(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        pairs = zip(row, self._columns, strict=True)
        return tuple(process(value) if process else value for value, process in pairs)

    def _run(
        self, connection: Connection, execute: Callable[[Any, str], object]
    ) -> list[tuple[Any, ...]]:
        cursor = connection.connection.cursor()
        try:
            execute(cursor, self._sql or "")
            return list(cursor.fetchall())
        except sqlite3.Error as error:
            # Without the values: they are people's words, and errors end in log files.
            raise DBAPIError.instance(
                self._sql, None, error, sqlite3.Error, hide_parameters=True
            ) from error
        finally:
            cursor.close()


class DirectInsert:
    """The insert of one row of a model; what is not given takes its fixed default, or NULL."""

    def __init__(self, model: type[Base], *, numbered: str | None = None) -> None:
        table = table_of(model)
        given = [column for column in table.c if column.name != numbered]
        self._defaults = {
            column.name: column.default.arg
            for column in given
            if isinstance(column.default, ScalarElementColumnDefault)
        }
        self._names = {column.name: None for column in given}
        back = table.c[numbered] if numbered else next(iter(table.primary_key))
        # The names are what makes each column a value of the statement.
        statement = insert(table).values(self._names)
        self._direct = Direct(statement.returning(back))
        self._many = Direct(statement)

    def run(self, connection: Connection, values: Values) -> Any:
        """Insert; returns the first column of the key, or the number the base gave."""
        [(key,)] = self._direct.rows(connection, {**self._names, **self._defaults, **values})
        return key

    def run_all(self, connection: Connection, rows: Iterable[Values]) -> None:
        """Insert all these rows, which say their keys themselves."""
        self._many.run_all(connection, [{**self._names, **self._defaults, **row} for row in rows])


def _impl(kind: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return kind.dialect_impl(dialect)
