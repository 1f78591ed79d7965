"""How a save of targets is told on the next page."""

from __future__ import annotations

from flask import flash

from webapp.services.targets.rows import SavedTargets


def tell_saved(done: SavedTargets) -> None:
    """Show how what was typed was read."""
    if done.saved:
        flash(f"Saved: {'; '.join(done.saved)}.", "success")
    else:
        flash("No target was changed.", "notice")
    for note in done.rounded:
        flash(note, "notice")
