"""The extensions, made once without an app. Imports no room.

``db.session`` only reads: on SQLite its connections refuse to write, so that nothing can
be changed outside ``cafe.actions``.
"""

from __future__ import annotations

from functools import cached_property

import orjson
from babel.support import NullTranslations, Translations
from flask_babel import Babel, Domain, get_locale
from flask_migrate import Migrate
from flask_security import Security
from flask_socketio import SocketIO
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect

from cafe.models.base import Base


class _Json:
    """orjson under the two names that python-socketio calls."""

    @staticmethod
    def dumps(value: object, **_: object) -> str:
        return orjson.dumps(value).decode()

    @staticmethod
    def loads(text: str | bytes, **_: object) -> object:
        return orjson.loads(text)


class _Francais(NullTranslations):
    """Sentences that no catalogue holds, in the language of the source."""

    def ngettext(self, singulier: str, pluriel: str, nombre: int) -> str:
        """French counts nothing in the singular: « 0 votant »."""
        return singulier if abs(nombre) < 2 else pluriel


class _Domain(Domain):  # type: ignore[misc]
    def get_translations(self) -> Translations:
        found: Translations = super().get_translations()
        # Asked of the object itself: others fill and empty the cache meanwhile.
        if getattr(found, "_fallback", None) is None:
            self._count_as_its_language(found)
            found.add_fallback(_Francais())
        return found

    def _count_as_its_language(self, found: Translations) -> None:
        """A folder without this language makes the one above count as English does."""
        locale = get_locale()
        for folder in self.translation_directories if locale else ():
            catalogue = Translations.load(folder, [locale], self.domain[0])
            if isinstance(catalogue, Translations):
                found.plural = catalogue.plural


class _Babel(Babel):  # type: ignore[misc]
    @cached_property
    def domain_instance(self) -> Domain:
        return _Domain(domain=self.domain)


db = SQLAlchemy(model_class=Base)
migrate = Migrate()
csrf = CSRFProtect()
babel = _Babel()
security = Security()
socketio = SocketIO(json=_Json)
