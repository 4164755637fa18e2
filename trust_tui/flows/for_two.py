"""What is for two is offered only with somebody in mind, and never where it was ruled out."""

from trust_tui.domain import tr
from trust_tui.prompter import Prompter


async def may_be_two(prompter: Prompter) -> bool:
    """Whether something for two may begin; where it may not, that is said with the reason."""
    session = prompter.session
    current = session.current
    if current is not None and current.value.joint:
        return True
    if current is None:
        key = prompter.key_of("app.relationship", "r")
        reason = tr("Choose with {key} who is with you first.", key=key)
    else:
        part = session.library.text("checkin-together", "safety")
        reason = " ".join(part.paragraphs)
    await prompter.show(tr("Not offered here"), reason)
    return False
