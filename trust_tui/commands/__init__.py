"""Every command by name: what the help, the palette and the README say of the keys comes from the bindings."""
