"""Content blocks set as lines of a given width. Knows nothing of a terminal or of kinds of content."""

from trust_tui.typeset.blocks import Block as Block
from trust_tui.typeset.blocks import Code as Code
from trust_tui.typeset.blocks import Drawing as Drawing
from trust_tui.typeset.blocks import Heading as Heading
from trust_tui.typeset.blocks import ListBlock as ListBlock
from trust_tui.typeset.blocks import ListItem as ListItem
from trust_tui.typeset.blocks import Paragraph as Paragraph
from trust_tui.typeset.blocks import Picture as Picture
from trust_tui.typeset.blocks import Quote as Quote
from trust_tui.typeset.blocks import Rule as Rule
from trust_tui.typeset.blocks import Span as Span
from trust_tui.typeset.blocks import Table as Table
from trust_tui.typeset.blocks import Verse as Verse
from trust_tui.typeset.blocks import links_of as links_of
from trust_tui.typeset.blocks import marked as marked
from trust_tui.typeset.blocks import plain as plain
from trust_tui.typeset.blocks import plain_spans as plain_spans
from trust_tui.typeset.blocks import worded as worded
from trust_tui.typeset.layout import Layout as Layout
from trust_tui.typeset.layout import lay_out as lay_out
from trust_tui.typeset.layout import plain_text as plain_text
from trust_tui.typeset.wrap import Style as Style
from trust_tui.typeset.wrap import cells as cells
