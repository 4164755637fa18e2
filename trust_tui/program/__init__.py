"""The full-screen program: an app, and the objects it is made of."""
