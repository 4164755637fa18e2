"""Sealed files, the key, the passphrase and the recovery sheet."""
