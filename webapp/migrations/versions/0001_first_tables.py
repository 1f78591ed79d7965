"""first tables"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import webapp.models.types


revision = '0001'
down_revision = None


def upgrade() -> None:
    op.create_table('directorate',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('retired_on', sa.Date(), nullable=True),
    sa.Column('merged_into_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['merged_into_id'], ['directorate.id'], name=op.f('fk_directorate_merged_into_id_directorate')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_directorate')),
    sa.UniqueConstraint('name', name=op.f('uq_directorate_name'))
    )
    op.create_table('failed_sign_in',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('address_hash', sa.String(length=64), nullable=False),
    sa.Column('remote', sa.String(length=64), nullable=False),
    sa.Column('at', webapp.models.types.UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_failed_sign_in'))
    )
    with op.batch_alter_table('failed_sign_in', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_failed_sign_in_address_hash'), ['address_hash'], unique=False)
        batch_op.create_index(batch_op.f('ix_failed_sign_in_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_failed_sign_in_remote'), ['remote'], unique=False)

    op.create_table('person',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('post', sa.String(length=200), nullable=False),
    sa.Column('email', sa.String(length=255), nullable=True),
    sa.Column('password', sa.String(length=255), nullable=True),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('fs_uniquifier', sa.String(length=64), nullable=False),
    sa.Column('left_on', sa.Date(), nullable=True),
    sa.Column('merged_into_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['merged_into_id'], ['person.id'], name=op.f('fk_person_merged_into_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person')),
    sa.UniqueConstraint('email', name=op.f('uq_person_email')),
    sa.UniqueConstraint('fs_uniquifier', name=op.f('uq_person_fs_uniquifier'))
    )
    op.create_table('role',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_role')),
    sa.UniqueConstraint('name', name=op.f('uq_role_name'))
    )
    op.create_table('setting',
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('value', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_setting'))
    )
    op.create_table('deputy',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('director_id', sa.Integer(), nullable=False),
    sa.Column('deputy_id', sa.Integer(), nullable=False),
    sa.Column('authority', sa.String(length=400), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['deputy_id'], ['person.id'], name=op.f('fk_deputy_deputy_id_person')),
    sa.ForeignKeyConstraint(['director_id'], ['person.id'], name=op.f('fk_deputy_director_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deputy'))
    )
    with op.batch_alter_table('deputy', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_deputy_deputy_id'), ['deputy_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_deputy_director_id'), ['director_id'], unique=False)

    op.create_table('indicator',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('definition', sa.Text(), nullable=False),
    sa.Column('unit', sa.String(length=60), nullable=False),
    sa.Column('decimals', sa.Integer(), nullable=False),
    sa.Column('frequency', sa.String(length=10), nullable=False),
    sa.Column('accumulation', sa.String(length=10), nullable=False),
    sa.Column('polarity', sa.String(length=10), nullable=True),
    sa.Column('tolerance', webapp.models.types.ExactDecimal(), nullable=False),
    sa.Column('tolerance_kind', sa.String(length=10), nullable=False),
    sa.Column('directorate_id', sa.Integer(), nullable=True),
    sa.Column('strategic_lead_id', sa.Integer(), nullable=True),
    sa.Column('strategic_lead_acting', sa.Boolean(), nullable=False),
    sa.Column('departmental_lead_id', sa.Integer(), nullable=True),
    sa.Column('departmental_lead_acting', sa.Boolean(), nullable=False),
    sa.Column('retired_on', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("accumulation in ('snapshot', 'cumulative', 'sum', 'average')", name=op.f('ck_indicator_accumulation')),
    sa.CheckConstraint("frequency in ('month', 'quarter', 'half-year', 'year')", name=op.f('ck_indicator_frequency')),
    sa.CheckConstraint("polarity in ('lower', 'higher', 'range', 'none')", name=op.f('ck_indicator_polarity')),
    sa.CheckConstraint("tolerance_kind in ('percent', 'units')", name=op.f('ck_indicator_tolerance_kind')),
    sa.CheckConstraint('decimals between 0 and 6', name=op.f('ck_indicator_decimals')),
    sa.CheckConstraint('tolerance >= 0', name=op.f('ck_indicator_tolerance')),
    sa.ForeignKeyConstraint(['departmental_lead_id'], ['person.id'], name=op.f('fk_indicator_departmental_lead_id_person')),
    sa.ForeignKeyConstraint(['directorate_id'], ['directorate.id'], name=op.f('fk_indicator_directorate_id_directorate')),
    sa.ForeignKeyConstraint(['strategic_lead_id'], ['person.id'], name=op.f('fk_indicator_strategic_lead_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_indicator')),
    sa.UniqueConstraint('code', name=op.f('uq_indicator_code'))
    )
    with op.batch_alter_table('indicator', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_indicator_departmental_lead_id'), ['departmental_lead_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_indicator_directorate_id'), ['directorate_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_indicator_strategic_lead_id'), ['strategic_lead_id'], unique=False)

    op.create_table('password_link',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('expires_at', webapp.models.types.UtcDateTime(), nullable=False),
    sa.Column('used_at', webapp.models.types.UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_password_link_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_password_link')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_password_link_token_hash'))
    )
    with op.batch_alter_table('password_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_password_link_person_id'), ['person_id'], unique=False)

    op.create_table('period',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=10), nullable=False),
    sa.Column('label', sa.String(length=40), nullable=False),
    sa.Column('frequency', sa.String(length=10), nullable=False),
    sa.Column('start', sa.Date(), nullable=False),
    sa.Column('end', sa.Date(), nullable=False),
    sa.Column('released_at', webapp.models.types.UtcDateTime(), nullable=True),
    sa.Column('released_by_id', sa.Integer(), nullable=True),
    sa.Column('locked_at', webapp.models.types.UtcDateTime(), nullable=True),
    sa.Column('locked_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['locked_by_id'], ['person.id'], name=op.f('fk_period_locked_by_id_person')),
    sa.ForeignKeyConstraint(['released_by_id'], ['person.id'], name=op.f('fk_period_released_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_period')),
    sa.UniqueConstraint('key', name=op.f('uq_period_key'))
    )
    with op.batch_alter_table('period', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_period_end'), ['end'], unique=False)
        batch_op.create_index(batch_op.f('ix_period_frequency'), ['frequency'], unique=False)
        batch_op.create_index(batch_op.f('ix_period_start'), ['start'], unique=False)

    op.create_table('person_role',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('role_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_person_role_person_id_person')),
    sa.ForeignKeyConstraint(['role_id'], ['role.id'], name=op.f('fk_person_role_role_id_role')),
    sa.PrimaryKeyConstraint('person_id', 'role_id', name=op.f('pk_person_role'))
    )
    op.create_table('upload',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('file_name', sa.String(length=255), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', webapp.models.types.UtcDateTime(), nullable=False),
    sa.Column('rows', sa.Integer(), nullable=False),
    sa.Column('created', sa.Integer(), nullable=False),
    sa.Column('changed', sa.Integer(), nullable=False),
    sa.Column('unchanged', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_upload_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_upload'))
    )
    with op.batch_alter_table('upload', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_upload_sha256'), ['sha256'], unique=False)

    op.create_table('actual',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('indicator_id', sa.Integer(), nullable=False),
    sa.Column('period_id', sa.Integer(), nullable=False),
    sa.Column('value', webapp.models.types.ExactDecimal(), nullable=True),
    sa.Column('quality', sa.String(length=12), nullable=False),
    sa.Column('quality_reason', sa.Text(), nullable=False),
    sa.Column('final_due', sa.Date(), nullable=True),
    sa.Column('numerator', webapp.models.types.ExactDecimal(), nullable=True),
    sa.Column('denominator', webapp.models.types.ExactDecimal(), nullable=True),
    sa.Column('comment', sa.Text(), nullable=False),
    sa.Column('upload_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("quality in ('final', 'provisional', 'estimated')", name=op.f('ck_actual_quality')),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_actual_indicator_id_indicator')),
    sa.ForeignKeyConstraint(['period_id'], ['period.id'], name=op.f('fk_actual_period_id_period')),
    sa.ForeignKeyConstraint(['upload_id'], ['upload.id'], name=op.f('fk_actual_upload_id_upload')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_actual')),
    sa.UniqueConstraint('indicator_id', 'period_id', name=op.f('uq_actual_indicator_id_period_id'))
    )
    with op.batch_alter_table('actual', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_actual_period_id'), ['period_id'], unique=False)

    op.create_table('change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', webapp.models.types.UtcDateTime(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=False),
    sa.Column('subject', sa.String(length=400), nullable=False),
    sa.Column('indicator_id', sa.Integer(), nullable=True),
    sa.Column('period_id', sa.Integer(), nullable=True),
    sa.Column('field', sa.String(length=40), nullable=False),
    sa.Column('old', sa.Text(), nullable=True),
    sa.Column('new', sa.Text(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('upload_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_change_by_id_person')),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_change_indicator_id_indicator')),
    sa.ForeignKeyConstraint(['period_id'], ['period.id'], name=op.f('fk_change_period_id_period')),
    sa.ForeignKeyConstraint(['upload_id'], ['upload.id'], name=op.f('fk_change_upload_id_upload')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_change'))
    )
    with op.batch_alter_table('change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_change_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_change_by_id'), ['by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_change_indicator_id'), ['indicator_id'], unique=False)
        batch_op.create_index('ix_change_kind_subject', ['kind', 'subject_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_change_period_id'), ['period_id'], unique=False)

    op.create_table('former_code',
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('indicator_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_former_code_indicator_id_indicator')),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_former_code'))
    )
    with op.batch_alter_table('former_code', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_former_code_indicator_id'), ['indicator_id'], unique=False)

    op.create_table('plan',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('indicator_id', sa.Integer(), nullable=False),
    sa.Column('period_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('reason_source', sa.Text(), nullable=False),
    sa.Column('reason_html', sa.Text(), nullable=False),
    sa.Column('created_by_id', sa.Integer(), nullable=False),
    sa.Column('created_at', webapp.models.types.UtcDateTime(), nullable=False),
    sa.Column('saved_by_id', sa.Integer(), nullable=False),
    sa.Column('saved_at', webapp.models.types.UtcDateTime(), nullable=False),
    sa.Column('submitted_by_id', sa.Integer(), nullable=True),
    sa.Column('submitted_at', webapp.models.types.UtcDateTime(), nullable=True),
    sa.Column('returned_by_id', sa.Integer(), nullable=True),
    sa.Column('returned_at', webapp.models.types.UtcDateTime(), nullable=True),
    sa.Column('returned_reason', sa.Text(), nullable=False),
    sa.Column('old_form', sa.JSON(), nullable=True),
    sa.ForeignKeyConstraint(['created_by_id'], ['person.id'], name=op.f('fk_plan_created_by_id_person')),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_plan_indicator_id_indicator')),
    sa.ForeignKeyConstraint(['period_id'], ['period.id'], name=op.f('fk_plan_period_id_period')),
    sa.ForeignKeyConstraint(['returned_by_id'], ['person.id'], name=op.f('fk_plan_returned_by_id_person')),
    sa.ForeignKeyConstraint(['saved_by_id'], ['person.id'], name=op.f('fk_plan_saved_by_id_person')),
    sa.ForeignKeyConstraint(['submitted_by_id'], ['person.id'], name=op.f('fk_plan_submitted_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan')),
    sa.UniqueConstraint('indicator_id', 'period_id', name=op.f('uq_plan_indicator_id_period_id'))
    )
    with op.batch_alter_table('plan', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_period_id'), ['period_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_plan_state'), ['state'], unique=False)

    op.create_table('target',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('indicator_id', sa.Integer(), nullable=False),
    sa.Column('period_id', sa.Integer(), nullable=False),
    sa.Column('value', webapp.models.types.ExactDecimal(), nullable=True),
    sa.Column('lower', webapp.models.types.ExactDecimal(), nullable=True),
    sa.Column('upper', webapp.models.types.ExactDecimal(), nullable=True),
    sa.Column('estimated', sa.Boolean(), nullable=False),
    sa.Column('unconfirmed', sa.Boolean(), nullable=False),
    sa.Column('upload_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('(value is not null and lower is null and upper is null) or (value is null and lower is not null and upper is not null and lower <= upper)', name=op.f('ck_target_single_or_range')),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_target_indicator_id_indicator')),
    sa.ForeignKeyConstraint(['period_id'], ['period.id'], name=op.f('fk_target_period_id_period')),
    sa.ForeignKeyConstraint(['upload_id'], ['upload.id'], name=op.f('fk_target_upload_id_upload')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_target')),
    sa.UniqueConstraint('indicator_id', 'period_id', name=op.f('uq_target_indicator_id_period_id'))
    )
    with op.batch_alter_table('target', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_target_period_id'), ['period_id'], unique=False)

    op.create_table('plan_action',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('what', sa.Text(), nullable=False),
    sa.Column('how', sa.Text(), nullable=False),
    sa.Column('who', sa.Text(), nullable=False),
    sa.Column('when', sa.Text(), nullable=False),
    sa.Column('due', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_plan_action_plan_id_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_action'))
    )
    with op.batch_alter_table('plan_action', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_action_plan_id'), ['plan_id'], unique=False)

    op.create_table('plan_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', webapp.models.types.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_plan_version_by_id_person')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_plan_version_plan_id_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_version')),
    sa.UniqueConstraint('plan_id', 'number', name=op.f('uq_plan_version_plan_id_number'))
    )
    op.create_table('signature',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('signer_id', sa.Integer(), nullable=False),
    sa.Column('at', webapp.models.types.UtcDateTime(), nullable=False),
    sa.Column('sealed', sa.Text(), nullable=False),
    sa.Column('fingerprint', sa.String(length=64), nullable=False),
    sa.Column('pdf', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_signature_plan_id_plan')),
    sa.ForeignKeyConstraint(['signer_id'], ['person.id'], name=op.f('fk_signature_signer_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signature')),
    sa.UniqueConstraint('plan_id', name=op.f('uq_signature_plan_id'))
    )
    with op.batch_alter_table('signature', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_signature_fingerprint'), ['fingerprint'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('signature', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_signature_fingerprint'))

    op.drop_table('signature')
    op.drop_table('plan_version')
    with op.batch_alter_table('plan_action', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_plan_action_plan_id'))

    op.drop_table('plan_action')
    with op.batch_alter_table('target', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_target_period_id'))

    op.drop_table('target')
    with op.batch_alter_table('plan', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_plan_state'))
        batch_op.drop_index(batch_op.f('ix_plan_period_id'))

    op.drop_table('plan')
    with op.batch_alter_table('former_code', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_former_code_indicator_id'))

    op.drop_table('former_code')
    with op.batch_alter_table('change', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_change_period_id'))
        batch_op.drop_index('ix_change_kind_subject')
        batch_op.drop_index(batch_op.f('ix_change_indicator_id'))
        batch_op.drop_index(batch_op.f('ix_change_by_id'))
        batch_op.drop_index(batch_op.f('ix_change_at'))

    op.drop_table('change')
    with op.batch_alter_table('actual', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_actual_period_id'))

    op.drop_table('actual')
    with op.batch_alter_table('upload', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_upload_sha256'))

    op.drop_table('upload')
    op.drop_table('person_role')
    with op.batch_alter_table('period', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_period_start'))
        batch_op.drop_index(batch_op.f('ix_period_frequency'))
        batch_op.drop_index(batch_op.f('ix_period_end'))

    op.drop_table('period')
    with op.batch_alter_table('password_link', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_password_link_person_id'))

    op.drop_table('password_link')
    with op.batch_alter_table('indicator', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_indicator_strategic_lead_id'))
        batch_op.drop_index(batch_op.f('ix_indicator_directorate_id'))
        batch_op.drop_index(batch_op.f('ix_indicator_departmental_lead_id'))

    op.drop_table('indicator')
    with op.batch_alter_table('deputy', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_deputy_director_id'))
        batch_op.drop_index(batch_op.f('ix_deputy_deputy_id'))

    op.drop_table('deputy')
    op.drop_table('setting')
    op.drop_table('role')
    op.drop_table('person')
    with op.batch_alter_table('failed_sign_in', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_failed_sign_in_remote'))
        batch_op.drop_index(batch_op.f('ix_failed_sign_in_at'))
        batch_op.drop_index(batch_op.f('ix_failed_sign_in_address_hash'))

    op.drop_table('failed_sign_in')
    op.drop_table('directorate')
