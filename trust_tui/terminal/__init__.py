"""The terminal: what stands between Textual and the line.

Only `app` uses `driver` and `guard`; `environment` is for the command line too and imports no Textual, so it can do
its work before Textual reads the environment.
"""
