"""« Vous avez dit »: what became of the words of one question, for a wall and for a voice."""
