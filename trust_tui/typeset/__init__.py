"""Content blocks set as lines of a given width. Knows nothing of a terminal or of kinds of content."""
