"""`python -m bench`, run by `make bench`; `python -m bench documents` for those alone."""

import sys

from bench import documents, run

if sys.argv[1:2] == ["documents"]:
    sys.exit(documents.main(sys.argv[2:]))
direct = run.main(sys.argv[1:])
rapide = ["--rapide"] if "--rapide" in sys.argv else []
sys.exit(direct or documents.main(rapide))
