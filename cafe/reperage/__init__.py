"""Names of people, addresses and insults in a text, found by lists and shapes alone.

Pure computation: no framework, no database, nothing leaves the machine. It decides nothing:
somebody reads what it points at. It reads French; what is written in other languages is left to
those who read them.
"""
