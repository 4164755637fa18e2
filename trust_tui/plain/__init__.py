"""The workbook in plain lines: numbered questions for screen readers, braille and terminals without a screen."""
