"""The built wheel, alone in a fresh environment."""
