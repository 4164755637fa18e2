from trust_tui.report import content_words as content_words
from trust_tui.report import html_page as html_page
from trust_tui.report import markdown_page as markdown_page
from trust_tui.report import marks as marks
from trust_tui.report import person_lines as person_lines
from trust_tui.report import report as report
from trust_tui.report import svg as svg
from trust_tui.report import year_svg as year_svg
