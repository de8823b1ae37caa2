"""``python3 -m cafe …``: refuses a Python that is too old, then hands over to the bootstrap.

Written so that any Python since 3.6 can parse it; the check runs before anything else is imported.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this is the message for those who are too old
    VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"
    sys.exit(
        "Café a besoin de Python 3.11 ou plus récent ; "
        f"celui-ci ({sys.executable}) est en version {VERSION}.\n"
        "Installez Python depuis python.org (Windows, macOS) ou avec votre système\n"
        "(par exemple « sudo apt install python3.11 python3.11-venv »), puis relancez\n"
        "la même commande avec ce Python-là : « python3.11 -m cafe … »."
    )

from cafe.bootstrap import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
