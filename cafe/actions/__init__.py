"""EVERY write of the application, one noun per file: right, rule, change, Evenement, commit,
announce. No HTML, no socket, no request. Actions never call actions."""
