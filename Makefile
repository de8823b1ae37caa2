# Mince : chaque cible appelle « python3 -m cafe … », qui marche aussi sans make.
PYTHON ?= python3
PHONES ?= 100
MINUTES ?= 2

.DEFAULT_GOAL := help
.PHONY: help setup run demo test test-long lint types sure flood screenshots bench lock

help: ## Affiche cette aide
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

setup: ## Prépare .venv avec les outils de développement
	@$(PYTHON) -m cafe setup

run: ## Installe au besoin, puis sert Café sur le réseau local
	@$(PYTHON) -m cafe run

demo: ## Construit la démonstration et en affiche les accès
	@$(PYTHON) -m cafe demo

test: ## Vérifie tout ce qui est rapide, sur SQLite puis PostgreSQL
	@$(PYTHON) -m cafe test

test-long: ## Vérifie les matrices et l’endurance
	@$(PYTHON) -m cafe test --long

lint: ## Vérifie la forme du code
	@$(PYTHON) -m cafe lint

types: ## Vérifie les types
	@$(PYTHON) -m cafe types

sure: ## lint, types et test : à lancer avant de partager
	@$(PYTHON) -m cafe sure

flood: ## Simule PHONES téléphones pendant MINUTES minutes
	@$(PYTHON) -m cafe flood --phones $(PHONES) --minutes $(MINUTES)

screenshots: ## Refait les captures d’écran des guides
	@$(PYTHON) -m cafe screenshots

bench: ## Mesure la vitesse face à un serveur nu
	@$(PYTHON) -m cafe bench

lock: ## Recalcule les verrous des bibliothèques (accès Internet)
	@$(PYTHON) -m cafe lock
