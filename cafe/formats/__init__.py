"""Files that come in and go out: fiches as JSON, CSV and XLSX.

Pure: bytes in, frozen values out, and back. No Flask, no database, no right, no write; a room
or the command line shows what was read, and an action records it. Described for users in
docs/formats/.
"""
