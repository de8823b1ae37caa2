"""Who is asking, and what they may do: identity, permits, tokens, doors, sign-in."""
