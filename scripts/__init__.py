"""What the developers of the program run: each module is a script."""
