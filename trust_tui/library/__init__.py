"""Content as data: turns the Markdown files of a content folder into pages, signs, steps, exercises and questions."""
