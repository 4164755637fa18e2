"""Who it is about: a label of the user's making and one of four kinds."""

from collections.abc import Mapping
from typing import Final

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from trust_tui.dialogs.form import Form
from trust_tui.domain import (
    Record,
    Relationship,
    RelationshipKind,
    later,
    relationship_word,
    tr,
)
from trust_tui.session import Session
from trust_tui.widgets import LabelledLine, Row, RowList, Words

KINDS: Final = {
    RelationshipKind.PARTNER: later("A partner"),
    RelationshipKind.FAMILY: later("Someone in my family"),
    RelationshipKind.FRIEND: later("A friend"),
    RelationshipKind.WORK: later("Someone at work"),
}


class RelationshipForm(Form[Relationship]):
    """Adds someone, or changes the label or kind."""

    BODY = "-few-rows"
    DEFAULT_CSS = """
    RelationshipForm #relationship { max-width: 76; }
    RelationshipForm #kinds { height: 4; margin: 0 0 1 0; }
    """

    def __init__(
        self, session: Session, record: Record[Relationship] | None = None
    ) -> None:
        key = f"relationship:{record.id}" if record else "relationship:new"
        super().__init__(tr("Who do you have in mind?"), session, key, record)
        self._old = record.value if record else Relationship(label="")

    def compose(self) -> ComposeResult:
        """Kind and label."""
        with Vertical(id="relationship"):
            yield Words(
                tr("Choose with the arrow keys, then Enter."),
                classes="strong",
                said="",
            )
            yield RowList(id="kinds", answers=True)
            yield LabelledLine(
                tr("What to call them here"),
                self._old.label,
                hint=tr(
                    "An initial or a code is enough. Leave it empty to use the kind. Enter keeps it."
                ),
                id="label",
            )

    def on_mount(self) -> None:
        """Start on the kind."""
        kinds = self.query_one(RowList)
        kinds.set_rows(
            [Row(kind, [(tr(text), "text")]) for kind, text in KINDS.items()],
            key=self._old.kind,
        )
        super().on_mount()
        kinds.focus()

    def value(self) -> Relationship:
        """The relationship as it stands."""
        kind = RelationshipKind(
            self.query_one(RowList).key or RelationshipKind.PARTNER
        )
        label = self.query_one("#label-box", LabelledLine).value
        return replace(
            self._old, label=label or relationship_word(kind), kind=kind
        )

    def fields(self) -> Mapping[str, str]:
        """Label and kind; a draft of someone is about nobody else."""
        return {
            "label": self.query_one("#label", Input).value,
            "kind": self.query_one(RowList).key,
            "about": "",
        }

    def fill(self, fields: Mapping[str, str]) -> None:
        """Put a draft in."""
        self.query_one("#label", Input).value = fields.get("label", "")
        self.query_one(RowList).select(fields.get("kind", ""))

    def words(self, value: Relationship) -> str:
        """Label and kind."""
        return f"{value.label} ({relationship_word(value.kind)})"

    @on(RowList.Chosen)
    def _to_label(self) -> None:
        self.query_one("#label", Input).focus()

    @on(Input.Submitted)
    def _finish(self) -> None:
        self.finish()
