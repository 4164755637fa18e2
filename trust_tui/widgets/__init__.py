"""Parts that screens and dialogs share. They draw their lines themselves: one widget, however many rows."""
