"""status anyone can trust: named rules, stored statuses, tags, views, sheets"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

import webapp.models.types


revision = '0004'
down_revision = '0003'

POLARITIES = ('lower', 'higher', 'range', 'none')
MOMENT = webapp.models.types.UtcDateTime
EXACT = webapp.models.types.ExactDecimal
OF_STANDING = ['frequency', 'id', 'retired_on', 'reported_from', 'accumulation', 'rule_set_id', 'polarity']
STANDS = sa.text('removed_at is null')
SHEET = (
    'data_source', 'numerator', 'denominator', 'accuracy', 'validity', 'reliability', 'timeliness', 'relevance',
    'completeness',
)


def upgrade() -> None:
    op.create_table('rule_set',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('description', sa.Text(), nullable=False),
    sa.Column('retired_on', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rule_set')),
    sa.UniqueConstraint('name', name=op.f('uq_rule_set_name'))
    )
    op.create_table('rule_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('rule_set_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('effective_from', sa.Date(), nullable=True),
    sa.Column('effective_key', sa.String(length=10), nullable=True),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('amber_above', EXACT(), nullable=True),
    sa.Column('amber_below', EXACT(), nullable=True),
    sa.Column('amber_kind', sa.String(length=7), nullable=False),
    sa.Column('green_above', EXACT(), nullable=True),
    sa.Column('green_below', EXACT(), nullable=True),
    sa.Column('green_kind', sa.String(length=7), nullable=False),
    sa.Column('last_year', sa.Boolean(), nullable=False),
    sa.Column('green_to', EXACT(), nullable=True),
    sa.Column('amber_to', EXACT(), nullable=True),
    sa.Column('green_from', EXACT(), nullable=True),
    sa.Column('amber_from', EXACT(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('at', MOMENT(), nullable=False),
    sa.CheckConstraint("kind in ('bands', 'thresholds')", name=op.f('ck_rule_version_kind')),
    sa.CheckConstraint("amber_kind in ('percent', 'units')", name=op.f('ck_rule_version_amber_kind')),
    sa.CheckConstraint("green_kind in ('percent', 'units')", name=op.f('ck_rule_version_green_kind')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_rule_version_by_id_person')),
    sa.ForeignKeyConstraint(['rule_set_id'], ['rule_set.id'], name=op.f('fk_rule_version_rule_set_id_rule_set')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rule_version')),
    sa.UniqueConstraint('rule_set_id', 'number', name=op.f('uq_rule_version_rule_set_id_number'))
    )
    op.create_table('status_override',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('indicator_id', sa.Integer(), nullable=False),
    sa.Column('period_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(length=9), nullable=False),
    sa.Column('ruled', sa.String(length=9), nullable=False),
    sa.Column('actual', EXACT(), nullable=True),
    *_given('status_override'),
    sa.CheckConstraint("status in ('red', 'amber', 'green')", name=op.f('ck_status_override_status')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_status_override'))
    )
    op.create_table('xmr_rebase',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('indicator_id', sa.Integer(), nullable=False),
    sa.Column('period_id', sa.Integer(), nullable=False),
    *_given('xmr_rebase'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_xmr_rebase'))
    )
    for name in ('status_override', 'xmr_rebase'):
        op.create_index(
            f'ix_{name}_stands', name, ['indicator_id', 'period_id'], unique=True,
            sqlite_where=STANDS, postgresql_where=STANDS,
        )

    op.create_table('tag',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tag')),
    sa.UniqueConstraint('name', name=op.f('uq_tag_name'))
    )
    op.create_table('indicator_tag',
    sa.Column('indicator_id', sa.Integer(), nullable=False),
    sa.Column('tag_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_indicator_tag_indicator_id_indicator')),
    sa.ForeignKeyConstraint(['tag_id'], ['tag.id'], name=op.f('fk_indicator_tag_tag_id_tag')),
    sa.PrimaryKeyConstraint('indicator_id', 'tag_id', name=op.f('pk_indicator_tag'))
    )
    op.create_index('ix_indicator_tag_tag_id', 'indicator_tag', ['tag_id'])
    op.create_table('saved_view',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('query', sa.Text(), nullable=False),
    sa.Column('shared', sa.Boolean(), nullable=False),
    sa.Column('at', MOMENT(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_saved_view_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_view')),
    sa.UniqueConstraint('person_id', 'name', name=op.f('uq_saved_view_person_id_name'))
    )
    op.create_table('indicator_sheet',
    sa.Column('indicator_id', sa.Integer(), nullable=False),
    *(sa.Column(name, sa.Text(), nullable=False) for name in SHEET),
    sa.Column('owner', sa.String(length=200), nullable=False),
    sa.Column('reviewed_on', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_indicator_sheet_indicator_id_indicator')),
    sa.PrimaryKeyConstraint('indicator_id', name=op.f('pk_indicator_sheet'))
    )
    with op.batch_alter_table('indicator', schema=None) as batch_op:
        batch_op.add_column(sa.Column('rule_set_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('reported_from', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('replaced_by_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_indicator_rule_set_id'), ['rule_set_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_indicator_rule_set_id_rule_set'), 'rule_set', ['rule_set_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_indicator_replaced_by_id_indicator'), 'indicator', ['replaced_by_id'], ['id'])
        batch_op.drop_constraint(batch_op.f('ck_indicator_polarity'), type_='check')
        batch_op.create_check_constraint('polarity', _one_of((*POLARITIES, 'point')))

    op.create_index('ix_indicator_standing', 'indicator', OF_STANDING)
    op.add_column('actual', sa.Column('status', sa.String(length=9), nullable=True))
    op.drop_index('ix_actual_period_id', 'actual')
    op.create_index('ix_actual_standing', 'actual', ['period_id', 'indicator_id', 'status', 'value'])
    op.add_column('staged_figure', sa.Column('status', sa.String(length=9), nullable=True))


def _given(table: str) -> list[Any]:
    """What somebody said about one indicator at one period, and who took it back."""
    people = ('by_id', 'removed_by_id')
    return [
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('by_id', sa.Integer(), nullable=False),
        sa.Column('at', MOMENT(), nullable=False),
        sa.Column('removed_at', MOMENT(), nullable=True),
        sa.Column('removed_by_id', sa.Integer(), nullable=True),
        sa.Column('removed_reason', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f(f'fk_{table}_indicator_id_indicator')),
        sa.ForeignKeyConstraint(['period_id'], ['period.id'], name=op.f(f'fk_{table}_period_id_period')),
        *(sa.ForeignKeyConstraint([name], ['person.id'], name=op.f(f'fk_{table}_{name}_person')) for name in people),
    ]


def _one_of(values: tuple[str, ...]) -> str:
    return f"polarity in ({', '.join(map(repr, values))})"


def downgrade() -> None:
    op.drop_column('staged_figure', 'status')
    op.drop_index('ix_actual_standing', 'actual')
    op.create_index('ix_actual_period_id', 'actual', ['period_id'])
    op.drop_column('actual', 'status')
    op.drop_index('ix_indicator_standing', 'indicator')
    # "Best at a point" was not known: such figures are not rated until somebody decides again.
    indicator = sa.table('indicator', sa.column('polarity', sa.String()))
    op.execute(indicator.update().where(indicator.c.polarity == 'point').values(polarity=None))
    with op.batch_alter_table('indicator', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_indicator_polarity'), type_='check')
        batch_op.create_check_constraint('polarity', _one_of(POLARITIES))
        batch_op.drop_constraint(batch_op.f('fk_indicator_replaced_by_id_indicator'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_indicator_rule_set_id_rule_set'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_indicator_rule_set_id'))
        batch_op.drop_column('replaced_by_id')
        batch_op.drop_column('reported_from')
        batch_op.drop_column('rule_set_id')

    for name in ('indicator_sheet', 'saved_view', 'indicator_tag', 'tag', 'xmr_rebase', 'status_override'):
        op.drop_table(name)
    op.drop_table('rule_version')
    op.drop_table('rule_set')
