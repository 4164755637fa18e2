"""The program on every kind and size of terminal, and every way of ending it."""
