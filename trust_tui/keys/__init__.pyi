from trust_tui.keys import command_list as command_list
from trust_tui.keys import keymap as keymap
