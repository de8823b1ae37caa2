"""Benchmarks of the live path, with their reference server.

Lives here: the raw reference server, the load generator, and the side-by-side run.
Must not live here: anything the application imports.
"""
