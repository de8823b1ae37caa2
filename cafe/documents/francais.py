"""French typography for documents: dates, hours, counts, languages and quotation marks.

Spaces that must not break are U+00A0. Nothing here knows about PDF or HTML.
"""

from datetime import date, datetime, time

from babel import Locale
from babel.dates import format_date, get_timezone
from babel.numbers import format_decimal

FUSEAU = "Europe/Paris"
_INSECABLE = "\u00a0"
# What Babel has no French name for.
_LANGUES = {"zdj": "comorien", "kmr": "kurde", "prs": "dari"}
_VOYELLES = "aeiouyéèê"


def local(instant: datetime) -> datetime:
    """Return an aware instant on the clocks of Paris. Raises ValueError for a naive one."""
    if instant.tzinfo is None:
        raise ValueError("instant sans fuseau horaire")
    return instant.astimezone(get_timezone(FUSEAU))


def jour(le: date) -> str:
    """« 1er juillet 2026 », « 16 juillet 2026 »."""
    numero = "1er" if le.day == 1 else str(le.day)
    return f"{numero}{_INSECABLE}{format_date(le, 'MMMM y', locale='fr')}"


def jour_de_semaine(le: date) -> str:
    """« jeudi 16 juillet 2026 »."""
    return f"{format_date(le, 'EEEE', locale='fr')} {jour(le)}"


def heure(instant: datetime) -> str:
    """« 9 h », « 17 h 30 », on the clocks of Paris."""
    return heure_dite(local(instant).time())


def heure_dite(moment: time) -> str:
    """« 9 h », « 17 h 30 », as a clock on the wall shows it."""
    fin = f"{_INSECABLE}{moment.minute:02d}" if moment.minute else ""
    return f"{moment.hour}{_INSECABLE}h{fin}"


def horaire(debut: time | None, fin: time | None) -> str:
    """« de 9 h 30 à 11 h »; a meeting that ends before it began went past midnight."""
    if debut is None:
        return f"jusqu’à {heure_dite(fin)}" if fin else ""
    if fin is None:
        return f"à partir de {heure_dite(debut)}"
    lendemain = " le lendemain" if fin < debut else ""
    return f"de {heure_dite(debut)} à {heure_dite(fin)}{lendemain}"


def periode(debut: datetime, fin: datetime | None) -> tuple[str, str | None]:
    """Return the day or days, then the hours when all takes place on one day."""
    premier = local(debut).date()
    if fin is None:
        return jour_de_semaine(premier), f"à partir de {heure(debut)}"
    dernier = local(fin).date()
    if premier == dernier:
        return jour_de_semaine(premier), f"de {heure(debut)} à {heure(fin)}"
    return f"du {jour(premier)} au {jour(dernier)}", None


def nombre(valeur: int) -> str:
    """« 1 204 », with a space that does not break."""
    return format_decimal(valeur, locale="fr").replace("\u202f", _INSECABLE)


def personnes(nombre_: int, saisies: int = 0) -> str:
    """« 7 personnes et 5 paroles saisies pour quelqu’un »: nobody knows whose these are."""
    dites = [accorder(nombre_, "personne", "personnes")] if nombre_ or not saisies else []
    if saisies:
        dites.append(_saisies(saisies))
    return " et ".join(dites)


def voix(total: int, saisies: int = 0) -> str:
    """« 12 voix, dont 5 paroles saisies pour quelqu’un »."""
    compte = accorder(total, "voix", "voix")
    return f"{compte}, dont {_saisies(saisies)}" if saisies else compte


def _saisies(saisies: int) -> str:
    compte = accorder(saisies, "parole saisie", "paroles saisies")
    return f"{compte} pour quelqu’un"


def accorder(valeur: int, singulier: str, pluriel: str) -> str:
    """« 0 voix », « 1 regroupement », « 12 regroupements »: the plural starts at two."""
    return f"{nombre(valeur)}{_INSECABLE}{singulier if valeur < 2 else pluriel}"


def guillemets(texte: str) -> str:
    """« texte », with spaces that do not break."""
    return f"«{_INSECABLE}{texte.strip()}{_INSECABLE}»"


def majuscule(texte: str) -> str:
    """The same words with a capital first letter."""
    return texte[:1].upper() + texte[1:]


def nom_de_langue(code: str) -> str:
    """« arabe », « portugais »; empty for a code that nobody knows."""
    racine = code.split("-")[0]
    return str(_LANGUES.get(racine) or Locale("fr").languages.get(racine, ""))


def traduit_de(code: str) -> str:
    """« traduit de l’arabe », « traduit du turc »."""
    nom = nom_de_langue(code)
    if not nom:
        return "traduit d’une autre langue"
    elide = nom[0] in _VOYELLES or nom == "hébreu"
    return f"traduit {'de l’' if elide else 'du '}{nom}"
