"""Hard texts that people do type, each between two tokens, with what a file to correct keeps."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Epreuve:
    """`tape` was typed; `garde` is what must be read between the tokens."""

    nom: str
    tape: str
    garde: str

    @property
    def jetons(self) -> tuple[str, str]:
        """What begins and what ends the text."""
        return f"DEBUT{self.nom}", f"FIN{self.nom}"

    @property
    def texte(self) -> str:
        """The whole text, tokens included."""
        debut, fin = self.jetons
        return f"{debut} {self.tape} {fin}"


def _same(nom: str, texte: str) -> Epreuve:
    return Epreuve(nom, texte, texte)


EPREUVES = (
    _same("longue", " ".join(f"mot{i:04d}" for i in range(1250))),
    _same("motlong", "M" * 300),
    _same("arabe", "مرحبا بكم في الحي، نريد حديقة أكبر (للأطفال) ومقاعد في الظل"),
    _same("melange", "le mot حديقة veut dire « jardin », 12 fois"),
    _same("emoji", "👨‍👩‍👧 🇫🇷 👍🏽 et ✓"),
    _same("ponctuation", "?!… ;;; « » “” — – ' \" & < > / \\"),
    _same("html", '<script>alert(1)</script><b onclick="x">gras</b><!-- non --> &amp; &#0;'),
    _same("rtf", r"{\rtf1\ansi {\b gras}\par \'e9}"),
    _same("formule", '=HYPERLINK("http://exemple.fr";"clic") +1 -1 @SUM(A1)'),
    _same("lignes", "une\ndeux\n\nquatre"),
    _same("espaces", "a  b   c\u00a0d\u202fe"),
    Epreuve("controle", "a\x00b\x07c\x1bd\ufffee\x7ff", "abcdef"),
    Epreuve("fins", "a\r\nb\rc\x0bd\x0ce\u2028f", "a\nb\nc\nd\ne\nf"),
    Epreuve("moitie", "a\ud83db", "a\ufffdb"),
    Epreuve("retourne", "a\u202eb\u2066c", "abc"),
)
