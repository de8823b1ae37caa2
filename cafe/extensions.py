"""The extensions, made once without an app. Imports no room.

``db.session`` only reads: on SQLite its connections refuse to write, so that nothing can
be changed outside ``cafe.actions``.
"""

from __future__ import annotations

import orjson
from flask_babel import Babel
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


db = SQLAlchemy(model_class=Base)
migrate = Migrate()
csrf = CSRFProtect()
babel = Babel()
security = Security()
socketio = SocketIO(json=_Json)
