"""The screens, from the keyboard: what is pressed, what is seen, and what the store holds."""
