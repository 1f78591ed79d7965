"""The same work by the databases' own programs: into a staging table, then into revisions and values, in one go.

They check nothing: a code or period that is not known, or an actual that is no figure, is dropped or taken for zero.
"""

from __future__ import annotations

from pathlib import Path

_MEANT = "FROM staging s JOIN indicator i ON i.code = s.indicator_code JOIN period p ON p.key = s.period"
_MERGE = """
INSERT INTO revision (kind, indicator_id, period_id, at, by_id, reason, upload_id, undone, old_present, new_present,
  new_value, new_quality, new_quality_reason, new_comment)
SELECT 'actual', i.id, p.id, CURRENT_TIMESTAMP, 1, '', 1, {no}, {no}, {yes}, {value}, 'final', '',
  coalesce(s.comment, '')
{meant};
INSERT INTO actual (indicator_id, period_id, value, quality, quality_reason, comment, upload_id)
SELECT i.id, p.id, {value}, 'final', '', coalesce(s.comment, ''), 1
{meant};
"""
_UPLOAD = """
INSERT INTO upload (id, file_name, size, sha256, by_id, at, state, answers, found, summary, trouble, rows, created,
  changed, unchanged, faults, warnings, undo_reason)
VALUES (1, 'figures.csv', 1, '', 1, CURRENT_TIMESTAMP, 'saved', '{}', '{}', '{}', '', 0, 0, 0, 0, 0, 0, '');
"""
_STAGING = "CREATE {} TABLE staging (indicator_code TEXT, period TEXT, actual TEXT, comment TEXT);"


def sqlite_script(file: Path) -> str:
    """What the program ``sqlite3`` is given."""
    merge = _MERGE.format(no="0", yes="1", value="CAST(round(s.actual * 1000000) AS INTEGER)", meant=_MEANT)
    lines = (
        ".bail on",
        "PRAGMA journal_mode = WAL;",
        _STAGING.format(""),
        ".mode csv",
        f".import --skip 1 {file} staging",
        "BEGIN IMMEDIATE;",
        _UPLOAD,
        merge,
        "COMMIT;",
    )
    return "\n".join(lines)


def postgresql_script(file: Path) -> str:
    """What the program ``psql`` is given."""
    merge = _MERGE.format(no="false", yes="true", value="s.actual::numeric(18, 6)", meant=_MEANT)
    lines = (
        "\\set ON_ERROR_STOP on",
        _STAGING.format("UNLOGGED"),
        f"\\copy staging FROM '{file}' WITH (FORMAT csv, HEADER)",
        "ANALYZE staging;",
        "BEGIN;",
        _UPLOAD,
        merge,
        "COMMIT;",
    )
    return "\n".join(lines)
