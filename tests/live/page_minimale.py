"""The smallest live page: the containers of one question, the pieces, and our scripts.

Mounted on the server of a test, so that the scripts of ``static/js/live`` are tried apart
from the board page that uses them.
"""

from __future__ import annotations

from flask import Flask, Response, render_template_string, request

from cafe.extensions import db
from cafe.models import Question
from cafe.models.tableau import board_state

CSS = "#defile { block-size: 200px; overflow-y: auto; }"
CORPS = """
{% from "pieces/carte.html" import carte %}{% from "pieces/groupe.html" import groupe %}
{% set q = etat.question_id %}
<div data-corps data-corps-url="/essai/corps?question={{ q }}" data-numero="{{ etat.numero }}"
  data-salle="tableau:{{ etat.seance_id }}">
  <div class="zone-defile" id="defile"><ul id="libres-{{ q }}" data-tri="croissant">
    {% for c in etat.libres %}{{ carte(c) }}{% endfor %}</ul></div>
  <span id="nombre" data-nombre-de="libres-{{ q }}"></span>
  <div id="groupes-{{ q }}" data-tri="croissant">
    {% for g in etat.groupes %}{{ groupe(g) }}{% endfor %}</div>
  {% for nom in ("frigo", "refusees", "attente") %}
  <details id="tiroir-{{ nom }}"><summary>{{ nom }}</summary>
    <ul id="{{ nom }}-{{ q }}" data-tri="croissant">
      {% for c in etat[nom] %}{{ carte(c) }}{% endfor %}</ul></details>
  {% endfor %}
</div>
"""
PAGE = (
    """<!doctype html><html lang="fr" class="avec-script"><head><title>Essai</title>
<link rel="stylesheet" href="/static/css/tokens.css">
<link rel="stylesheet" href="/static/css/base.css">
<link rel="stylesheet" href="/static/css/facilitation.css">
<link rel="stylesheet" href="/essai/page.css"></head><body>
{% from "facilitation/_direct.html" import bandeau, annonces, pause_annonces %}
{{ bandeau() }}{{ annonces() }}{{ pause_annonces() }}
"""
    + CORPS
    + """<script type="module" src="/static/js/live/page.js"></script></body></html>"""
)


def mount(app: Flask) -> None:
    """Serve the page at /essai/page and its body at /essai/corps, for ``?question=``."""

    def render(source: str) -> str:
        question = db.session.get_one(Question, request.args["question"])
        etat = board_state(db.session(), question.seance_id, question.id)
        return render_template_string(source, etat=etat)

    app.add_url_rule("/essai/page", "essai_page", lambda: render(PAGE))
    app.add_url_rule("/essai/page.css", "essai_css", lambda: Response(CSS, mimetype="text/css"))
    app.add_url_rule("/essai/corps", "essai_corps", lambda: render(CORPS))
