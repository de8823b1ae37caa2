"""Reading a form out of a page, as a browser would before sending it.

Lives here: one HTML parser. Must not live here: requests.
"""

from html.parser import HTMLParser


class _Lecteur(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.formulaires: list[tuple[str, dict[str, list[str]]]] = []
        self._champs: dict[str, list[str]] | None = None
        self._choix = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {nom: valeur or "" for nom, valeur in attrs}
        if tag == "form":
            self._champs = {}
            self.formulaires.append((a.get("action", ""), self._champs))
        elif self._champs is None:
            return
        elif tag == "select":
            self._choix = a.get("name", "")
        elif tag == "option" and self._choix:
            if a.get("value"):
                self._champs.setdefault(self._choix, []).append(a["value"])
        elif tag in ("input", "button", "textarea") and a.get("name"):
            valeurs = self._champs.setdefault(a["name"], [])
            if a.get("value"):
                valeurs.append(a["value"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._champs = None
        elif tag == "select":
            self._choix = ""


def read_form(page: str, action: str) -> dict[str, list[str]]:
    """Names and offered values (hidden, radio, option…) of the first form whose action ends so.

    Raises LookupError when the page holds no such form.
    """
    lecteur = _Lecteur()
    lecteur.feed(page)
    for cible, champs in lecteur.formulaires:
        if cible.split("?")[0].endswith(action):
            return champs
    raise LookupError(f"aucun formulaire vers {action!r} dans la page")
