from trust_tui.transfer import exporter as exporter
from trust_tui.transfer import import_answers as import_answers
from trust_tui.transfer import import_plan as import_plan
from trust_tui.transfer import import_preview as import_preview
from trust_tui.transfer import join as join
from trust_tui.transfer import merge_copies as merge_copies
from trust_tui.transfer import write_files as write_files
