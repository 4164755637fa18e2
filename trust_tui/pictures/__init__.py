"""Pictures of lines, drawn with characters for any width: readable without colour; a day without an answer is a gap."""

from trust_tui.pictures.answer_lines import Answered as Answered
from trust_tui.pictures.answer_lines import AnswerLines as AnswerLines
from trust_tui.pictures.bars import dot_line as dot_line
from trust_tui.pictures.bars import strip as strip
from trust_tui.pictures.day_chart import DayChart as DayChart
from trust_tui.pictures.small_multiples import Line as Line
from trust_tui.pictures.small_multiples import SmallMultiples as SmallMultiples
from trust_tui.pictures.year import Year as Year
