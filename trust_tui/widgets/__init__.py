"""Parts that screens and dialogs share. They draw their lines themselves: one widget, however many rows."""

from trust_tui.textual_patches import key_of as key_of
from trust_tui.widgets.dialog import Dialog as Dialog
from trust_tui.widgets.drawn import DrawnStyles as DrawnStyles
from trust_tui.widgets.drawn import Pieces as Pieces
from trust_tui.widgets.drawn import marked as marked
from trust_tui.widgets.fields import FieldError as FieldError
from trust_tui.widgets.fields import LabelledLine as LabelledLine
from trust_tui.widgets.fields import Line as Line
from trust_tui.widgets.fields import TagLine as TagLine
from trust_tui.widgets.fields import Words as Words
from trust_tui.widgets.framed import Framed as Framed
from trust_tui.widgets.overlay import Overlay as Overlay
from trust_tui.widgets.page_view import NO_TERMS as NO_TERMS
from trust_tui.widgets.page_view import PageView as PageView
from trust_tui.widgets.row_list import ANSWERS as ANSWERS
from trust_tui.widgets.row_list import Row as Row
from trust_tui.widgets.row_list import RowList as RowList
from trust_tui.widgets.row_list import break_titles as break_titles
from trust_tui.widgets.row_list import in_lines as in_lines
