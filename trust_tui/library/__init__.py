"""Content as data: turns the Markdown files of a content folder into pages, signs, steps, exercises and questions."""

from trust_tui.library.helplines import blocks_for as blocks_for
from trust_tui.library.helplines import places_of as places_of
from trust_tui.library.library import Library as Library
from trust_tui.library.library import packaged_folder as packaged_folder
from trust_tui.library.model import Exercise as Exercise
from trust_tui.library.model import Header as Header
from trust_tui.library.model import Item as Item
from trust_tui.library.model import Kind as Kind
from trust_tui.library.model import Page as Page
from trust_tui.library.model import Question as Question
from trust_tui.library.model import Section as Section
from trust_tui.library.model import is_for as is_for
from trust_tui.library.next_links import what_next as what_next
from trust_tui.library.page_search import find_on_page as find_on_page
from trust_tui.library.page_search import find_terms as find_terms
from trust_tui.library.pieces import Card as Card
from trust_tui.library.pieces import Tool as Tool
from trust_tui.library.pieces import ToolStep as ToolStep
from trust_tui.library.search import Search as Search
from trust_tui.library.shelves import FALLBACK as FALLBACK
from trust_tui.library.shelves import catalogue_folders as catalogue_folders
from trust_tui.library.sittings import suggestion_of as suggestion_of
from trust_tui.library.today_lines import label_and_note as label_and_note
