"""The program at the end of a real SSH connection that is cut."""
