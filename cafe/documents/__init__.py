"""Documents that leave the application: compte rendu, posters, QR codes, tables.

Pure computation: frozen dataclasses in, bytes or text out. No Flask, no database, no room.
Documents are always in French, whatever the language of the reader's screen.
"""
