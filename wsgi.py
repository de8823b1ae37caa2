"""The application for another server than our own: ``gunicorn --worker-class gevent wsgi:app``.

Only this is decided here; ``deploy/`` has the whole command and why its limits matter.
"""

from cafe.serve import patch, settle

patch()

import os  # noqa: E402 - after the patch, like all that follows

from cafe.app import create_app  # noqa: E402

os.environ.setdefault("CAFE_ASYNC_MODE", "gevent")
app = create_app()
settle()
