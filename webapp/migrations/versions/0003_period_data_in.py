"""period data in: uploads that are checked first, revisions of figures, layouts of files"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from alembic import op

import webapp.models.types


revision = '0003'
down_revision = '0002'

PART = 1 << 20
SECOND = timedelta(seconds=1)
STATES = ('received', 'asking', 'checking', 'faulty', 'checked', 'saving', 'saved', 'undoing', 'undone', 'dropped')
NEW_COLUMNS = (
    'size', 'state', 'answers', 'found', 'summary', 'trouble', 'faults', 'warnings', 'undo_reason'
)
NOT_FINAL = sa.text("quality <> 'final'")
MADE_FINAL = sa.text("old_quality <> 'final' and new_quality = 'final'")
REVISION_INDEXES = {
    'ix_revision_indicator_id_period_id': ['indicator_id', 'period_id'],
    'ix_revision_kind_at_id': ['kind', 'at', 'id'],
    'ix_revision_by_id_kind_at_id': ['by_id', 'kind', 'at', 'id'],
    'ix_revision_of_upload': ['upload_id', 'indicator_id', 'period_id', 'kind', 'undone', 'old_present'],
}
MOMENT = webapp.models.types.UtcDateTime()
FIGURES = ('value', 'lower', 'upper', 'numerator', 'denominator')
REVISION_TYPES = {f'{when}_{name}': webapp.models.types.ExactDecimal() for when in ('old', 'new') for name in FIGURES}
USUAL: dict[str, dict[str, Any]] = {
    'actual': {
        'value': None, 'quality': 'final', 'quality_reason': '', 'final_due': None, 'numerator': None,
        'denominator': None, 'comment': '',
    },
    'target': {'value': None, 'lower': None, 'upper': None, 'estimated': False, 'unconfirmed': False},
}


def upgrade() -> None:
    op.create_table('upload_layout',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('fingerprint', sa.String(length=64), nullable=False),
    sa.Column('columns', sa.JSON(), nullable=False),
    sa.Column('last_year', sa.String(length=12), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', webapp.models.types.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_upload_layout_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_upload_layout')),
    sa.UniqueConstraint('fingerprint', name=op.f('uq_upload_layout_fingerprint')),
    sa.UniqueConstraint('name', name=op.f('uq_upload_layout_name'))
    )
    op.create_table('revision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=6), nullable=False),
    sa.Column('indicator_id', sa.Integer(), nullable=False),
    sa.Column('period_id', sa.Integer(), nullable=False),
    sa.Column('at', webapp.models.types.UtcDateTime(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('upload_id', sa.Integer(), nullable=True),
    sa.Column('undone', sa.Boolean(), nullable=False),
    sa.Column('old_present', sa.Boolean(), nullable=False),
    sa.Column('old_value', webapp.models.types.ExactDecimal(), nullable=True),
    sa.Column('old_lower', webapp.models.types.ExactDecimal(), nullable=True),
    sa.Column('old_upper', webapp.models.types.ExactDecimal(), nullable=True),
    sa.Column('old_estimated', sa.Boolean(), nullable=True),
    sa.Column('old_unconfirmed', sa.Boolean(), nullable=True),
    sa.Column('old_quality', sa.String(length=12), nullable=True),
    sa.Column('old_quality_reason', sa.Text(), nullable=True),
    sa.Column('old_final_due', sa.Date(), nullable=True),
    sa.Column('old_numerator', webapp.models.types.ExactDecimal(), nullable=True),
    sa.Column('old_denominator', webapp.models.types.ExactDecimal(), nullable=True),
    sa.Column('old_comment', sa.Text(), nullable=True),
    sa.Column('old_upload_id', sa.Integer(), nullable=True),
    sa.Column('new_present', sa.Boolean(), nullable=False),
    sa.Column('new_value', webapp.models.types.ExactDecimal(), nullable=True),
    sa.Column('new_lower', webapp.models.types.ExactDecimal(), nullable=True),
    sa.Column('new_upper', webapp.models.types.ExactDecimal(), nullable=True),
    sa.Column('new_estimated', sa.Boolean(), nullable=True),
    sa.Column('new_unconfirmed', sa.Boolean(), nullable=True),
    sa.Column('new_quality', sa.String(length=12), nullable=True),
    sa.Column('new_quality_reason', sa.Text(), nullable=True),
    sa.Column('new_final_due', sa.Date(), nullable=True),
    sa.Column('new_numerator', webapp.models.types.ExactDecimal(), nullable=True),
    sa.Column('new_denominator', webapp.models.types.ExactDecimal(), nullable=True),
    sa.Column('new_comment', sa.Text(), nullable=True),
    sa.CheckConstraint("kind in ('actual', 'target')", name=op.f('ck_revision_kind')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_revision_by_id_person')),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_revision_indicator_id_indicator')),
    sa.ForeignKeyConstraint(['period_id'], ['period.id'], name=op.f('fk_revision_period_id_period')),
    sa.ForeignKeyConstraint(['upload_id'], ['upload.id'], name=op.f('fk_revision_upload_id_upload')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_revision'))
    )
    with op.batch_alter_table('revision', schema=None) as batch_op:
        for name, columns in REVISION_INDEXES.items():
            batch_op.create_index(name, columns, unique=False)

    op.create_index('ix_revision_made_final', 'revision', ['at'], sqlite_where=MADE_FINAL, postgresql_where=MADE_FINAL)
    op.create_index('ix_actual_not_final', 'actual', ['final_due'], sqlite_where=NOT_FINAL, postgresql_where=NOT_FINAL)
    op.create_table('staged_figure',
    sa.Column('upload_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('kind', sa.String(length=6), nullable=False),
    sa.Column('line', sa.Integer(), nullable=False),
    sa.Column('indicator_id', sa.Integer(), nullable=False),
    sa.Column('period_key', sa.String(length=10), nullable=False),
    sa.Column('step', sa.String(length=9), nullable=False),
    sa.Column('restated', sa.Boolean(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('old_present', sa.Boolean(), nullable=False),
    sa.Column('old_value', webapp.models.types.ExactDecimal(), nullable=True),
    sa.Column('old_lower', webapp.models.types.ExactDecimal(), nullable=True),
    sa.Column('old_upper', webapp.models.types.ExactDecimal(), nullable=True),
    sa.Column('old_estimated', sa.Boolean(), nullable=True),
    sa.Column('old_unconfirmed', sa.Boolean(), nullable=True),
    sa.Column('old_quality', sa.String(length=12), nullable=True),
    sa.Column('old_quality_reason', sa.Text(), nullable=True),
    sa.Column('old_final_due', sa.Date(), nullable=True),
    sa.Column('old_numerator', webapp.models.types.ExactDecimal(), nullable=True),
    sa.Column('old_denominator', webapp.models.types.ExactDecimal(), nullable=True),
    sa.Column('old_comment', sa.Text(), nullable=True),
    sa.Column('old_upload_id', sa.Integer(), nullable=True),
    sa.Column('new_present', sa.Boolean(), nullable=False),
    sa.Column('new_value', webapp.models.types.ExactDecimal(), nullable=True),
    sa.Column('new_lower', webapp.models.types.ExactDecimal(), nullable=True),
    sa.Column('new_upper', webapp.models.types.ExactDecimal(), nullable=True),
    sa.Column('new_estimated', sa.Boolean(), nullable=True),
    sa.Column('new_unconfirmed', sa.Boolean(), nullable=True),
    sa.Column('new_quality', sa.String(length=12), nullable=True),
    sa.Column('new_quality_reason', sa.Text(), nullable=True),
    sa.Column('new_final_due', sa.Date(), nullable=True),
    sa.Column('new_numerator', webapp.models.types.ExactDecimal(), nullable=True),
    sa.Column('new_denominator', webapp.models.types.ExactDecimal(), nullable=True),
    sa.Column('new_comment', sa.Text(), nullable=True),
    sa.CheckConstraint("step in ('new', 'changed', 'unchanged')", name=op.f('ck_staged_figure_step')),
    sa.ForeignKeyConstraint(['upload_id'], ['upload.id'], name=op.f('fk_staged_figure_upload_id_upload')),
    sa.PrimaryKeyConstraint('upload_id', 'number', name=op.f('pk_staged_figure'))
    )
    op.create_table('staged_indicator',
    sa.Column('upload_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('line', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('indicator_id', sa.Integer(), nullable=True),
    sa.Column('is_new', sa.Boolean(), nullable=False),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.Column('after', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_staged_indicator_indicator_id_indicator')),
    sa.ForeignKeyConstraint(['upload_id'], ['upload.id'], name=op.f('fk_staged_indicator_upload_id_upload')),
    sa.PrimaryKeyConstraint('upload_id', 'number', name=op.f('pk_staged_indicator'))
    )
    op.create_table('upload_effect',
    sa.Column('upload_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('indicator_id', sa.Integer(), nullable=False),
    sa.Column('period_key', sa.String(length=10), nullable=False),
    sa.Column('before', sa.String(length=9), nullable=False),
    sa.Column('after', sa.String(length=9), nullable=False),
    sa.Column('plan', sa.String(length=14), nullable=False),
    sa.Column('seal', sa.String(length=13), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['upload_id'], ['upload.id'], name=op.f('fk_upload_effect_upload_id_upload')),
    sa.PrimaryKeyConstraint('upload_id', 'number', name=op.f('pk_upload_effect'))
    )
    op.create_table('upload_part',
    sa.Column('upload_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['upload_id'], ['upload.id'], name=op.f('fk_upload_part_upload_id_upload')),
    sa.PrimaryKeyConstraint('upload_id', 'number', name=op.f('pk_upload_part'))
    )
    op.create_table('upload_remark',
    sa.Column('upload_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('severity', sa.String(length=7), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('line', sa.Integer(), nullable=True),
    sa.Column('column', sa.Text(), nullable=True),
    sa.Column('value', sa.Text(), nullable=True),
    sa.Column('message', sa.Text(), nullable=False),
    sa.CheckConstraint("severity in ('fault', 'warning', 'note')", name=op.f('ck_upload_remark_severity')),
    sa.ForeignKeyConstraint(['upload_id'], ['upload.id'], name=op.f('fk_upload_remark_upload_id_upload')),
    sa.PrimaryKeyConstraint('upload_id', 'number', name=op.f('pk_upload_remark'))
    )
    with op.batch_alter_table('upload_remark', schema=None) as batch_op:
        batch_op.create_index('ix_upload_remark_by_line', ['upload_id', 'severity', 'line', 'number'], unique=False)

    with op.batch_alter_table('upload', schema=None) as batch_op:
        batch_op.add_column(sa.Column('size', sa.BigInteger(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('state', sa.String(length=8), nullable=False, server_default='saved'))
        batch_op.add_column(sa.Column('answers', sa.JSON(), nullable=False, server_default='{}'))
        batch_op.add_column(sa.Column('found', sa.JSON(), nullable=False, server_default='{}'))
        batch_op.add_column(sa.Column('summary', sa.JSON(), nullable=False, server_default='{}'))
        batch_op.add_column(sa.Column('trouble', sa.Text(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('faults', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('warnings', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('job_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('saved_at', webapp.models.types.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column('undone_at', webapp.models.types.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column('undone_by_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('undo_reason', sa.Text(), nullable=False, server_default=''))
        batch_op.create_index(batch_op.f('ix_upload_state'), ['state'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_upload_undone_by_id_person'), 'person', ['undone_by_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_upload_job_id_job'), 'job', ['job_id'], ['id'])

    _keep_files()
    _move_revisions()
    with op.batch_alter_table('upload', schema=None) as batch_op:
        for name in NEW_COLUMNS:
            batch_op.alter_column(name, server_default=None)
        batch_op.drop_column('content')
        batch_op.create_check_constraint('state', f"state in ({', '.join(map(repr, STATES))})")


def _keep_files() -> None:
    """The files of uploads, in compressed parts."""
    connection = op.get_bind()
    upload, part = _table('upload'), _table('upload_part')
    connection.execute(upload.update().values(saved_at=upload.c.at))
    for upload_id in connection.execute(sa.select(upload.c.id)).scalars().all():
        content = connection.execute(sa.select(upload.c.content).where(upload.c.id == upload_id)).scalar_one()
        if content:
            size = len(content)
            connection.execute(upload.update().where(upload.c.id == upload_id).values(size=size))
            rows = [
                {'upload_id': upload_id, 'number': at // PART, 'content': zlib.compress(content[at : at + PART], 1)}
                for at in range(0, len(content), PART)
            ]
            connection.execute(part.insert(), rows)


def _join_files() -> None:
    connection = op.get_bind()
    upload, part = _table('upload'), _table('upload_part')
    for upload_id in connection.execute(sa.select(upload.c.id)).scalars().all():
        parts = sa.select(part.c.content).where(part.c.upload_id == upload_id).order_by(part.c.number)
        content = b''.join(zlib.decompress(bytes(each)) for each in connection.execute(parts).scalars())
        connection.execute(upload.update().where(upload.c.id == upload_id).values(content=content))


def _move_revisions() -> None:
    """The audit record had a row for each column of a figure: a revision has all that changed at once."""
    connection = op.get_bind()
    change, revision = _table('change', at=MOMENT), _table('revision', at=MOMENT, **REVISION_TYPES)
    figures = change.c.kind.in_(('actual', 'target'))
    query = sa.select(change).where(figures).order_by(change.c.kind, change.c.subject_id, change.c.id)
    moved: list[dict[str, Any]] = []
    for _, rows in groupby(connection.execute(query).all(), key=lambda row: (row.kind, row.subject_id)):
        moved += _revisions_of(list(rows))
    moved.sort(key=lambda each: (each['at'], each['first']))
    names = [column.name for column in revision.c if column.name != 'id']
    for at in range(0, len(moved), 500):
        some = [{name: each.get(name) for name in names} for each in moved[at : at + 500]]
        connection.execute(revision.insert(), some)
    connection.execute(change.delete().where(figures))


def _revisions_of(rows: list[Any]) -> list[dict[str, Any]]:
    """The revisions of one figure, from every row about it in their order; a removed target leaves nothing."""
    found: list[dict[str, Any]] = []
    state: dict[str, Any] = {}
    upload_id: int | None = None
    for group in _at_once(rows):
        first = group[0]
        old = {f'old_{name}': value for name, value in state.items()}
        told = {row.field: _value(row.field, row.new) for row in group}
        now = {**(state or USUAL[first.kind]), **told}
        is_left = first.kind == 'actual' or now['value'] is not None or now['lower'] is not None
        state = now if is_left else {}
        found.append({
            'first': first.id,
            **{name: getattr(first, name) for name in ('kind', 'indicator_id', 'period_id', 'at', 'by_id', 'reason')},
            'upload_id': first.upload_id,
            'undone': False,
            'old_present': bool(old),
            **old,
            'old_upload_id': upload_id,
            'new_present': is_left,
            **{f'new_{name}': value for name, value in state.items()},
        })
        upload_id = first.upload_id if is_left else None
    return found


def _at_once(rows: list[Any]) -> Iterator[list[Any]]:
    """The rows of one figure that were written together: each its own column, by one person within a second."""
    group: list[Any] = []
    for row in rows:
        last = group[-1] if group else None
        together = (
            last is not None
            and (row.by_id, row.reason, row.upload_id) == (last.by_id, last.reason, last.upload_id)
            and row.at - last.at < SECOND
            and row.field not in {each.field for each in group}
        )
        if group and not together:
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _value(field: str, text: str | None) -> Any:
    if field in ('value', 'lower', 'upper', 'numerator', 'denominator'):
        return None if text is None else Decimal(text)
    if field in ('estimated', 'unconfirmed'):
        return text == 'yes'
    if field == 'final_due':
        return None if text is None else date.fromisoformat(text)
    return text or ''


def _table(name: str, **types: Any) -> sa.Table:
    columns = [sa.Column(column, kind) for column, kind in types.items()]
    return sa.Table(name, sa.MetaData(), *columns, autoload_with=op.get_bind())



def downgrade() -> None:
    # What was revised since cannot be told in the older way: the figures stay, their revisions go.
    with op.batch_alter_table('upload', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_upload_job_id_job'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_upload_undone_by_id_person'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('ck_upload_state'), type_='check')
        batch_op.drop_index(batch_op.f('ix_upload_state'))
        batch_op.add_column(sa.Column('content', sa.LargeBinary(), nullable=False, server_default=''))
        batch_op.drop_column('undo_reason')
        batch_op.drop_column('undone_by_id')
        batch_op.drop_column('undone_at')
        batch_op.drop_column('saved_at')
        batch_op.drop_column('job_id')
        batch_op.drop_column('warnings')
        batch_op.drop_column('faults')
        batch_op.drop_column('trouble')
        batch_op.drop_column('summary')
        batch_op.drop_column('found')
        batch_op.drop_column('answers')
        batch_op.drop_column('state')
        batch_op.drop_column('size')

    _join_files()
    op.drop_index('ix_actual_not_final', 'actual')
    op.drop_table('upload_remark')
    op.drop_table('upload_part')
    op.drop_table('upload_effect')
    op.drop_table('staged_indicator')
    op.drop_table('staged_figure')
    with op.batch_alter_table('revision', schema=None) as batch_op:
        for name in REVISION_INDEXES:
            batch_op.drop_index(name)

    op.drop_table('revision')
    op.drop_table('upload_layout')
