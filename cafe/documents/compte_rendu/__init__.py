"""The compte rendu of a séance: its content as dataclasses, then its drawing."""
