"""`python -m bench`, run by `make bench`; `python -m bench documents` or `telephones` for those
alone. ``CAS=path``: suggestions alone, on that set."""

import os
import sys

from bench import affluences, documents, rotation, run, suggestions, tableau, telephones

SEULS = {
    "affluences": affluences.main,
    "documents": documents.main,
    "rotation": rotation.main,
    "suggestions": suggestions.main,
    "tableau": tableau.main,
    "telephones": telephones.main,
}

if os.environ.get("CAS"):
    sys.exit(suggestions.main([un for un in sys.argv[1:] if un != "suggestions"]))
if sys.argv[1:2] and sys.argv[1] in SEULS:
    sys.exit(SEULS[sys.argv[1]](sys.argv[2:]))
rapide = ["--rapide"] if "--rapide" in sys.argv else []
codes = [run.main(sys.argv[1:]), documents.main(rapide), telephones.main(rapide)]
codes += [rotation.main(rapide), affluences.main(rapide), suggestions.main(rapide)]
codes += [tableau.main(rapide)]
sys.exit(next((code for code in codes if code), 0))
