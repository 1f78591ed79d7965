"""the life of a plan: actions with owners, signed pages that can go out of date, jobs, reminders, forms in bulk"""

from __future__ import annotations

import hashlib
import secrets

import sqlalchemy as sa
from alembic import op

import webapp.models.types


revision = '0002'
down_revision = '0001'


def upgrade() -> None:
    op.create_table('calendar_link',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('made_at', webapp.models.types.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_calendar_link_person_id_person')),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_calendar_link')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_calendar_link_token_hash'))
    )
    op.create_table('digest',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('address', sa.String(length=255), nullable=False),
    sa.Column('message_id', sa.String(length=320), nullable=False),
    sa.Column('items', sa.JSON(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('claimed_at', webapp.models.types.UtcDateTime(), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('settled_at', webapp.models.types.UtcDateTime(), nullable=True),
    sa.Column('trouble', sa.Text(), nullable=False),
    sa.CheckConstraint("state in ('sending', 'sent', 'refused', 'unknown', 'looked at')", name=op.f('ck_digest_state')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_digest_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_digest')),
    sa.UniqueConstraint('person_id', 'day', name=op.f('uq_digest_person_id_day'))
    )
    with op.batch_alter_table('digest', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_digest_day'), ['day'], unique=False)
        batch_op.create_index(batch_op.f('ix_digest_state'), ['state'], unique=False)

    op.create_table('form_batch',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('file_name', sa.String(length=255), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', webapp.models.types.UtcDateTime(), nullable=False),
    sa.Column('answers', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_form_batch_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_form_batch'))
    )
    with op.batch_alter_table('form_batch', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_form_batch_sha256'), ['sha256'], unique=False)

    op.create_table('job',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('arguments', sa.JSON(), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('trouble', sa.Text(), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('lease', sa.String(length=32), nullable=False),
    sa.Column('lease_until', webapp.models.types.UtcDateTime(), nullable=True),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', webapp.models.types.UtcDateTime(), nullable=False),
    sa.Column('finished_at', webapp.models.types.UtcDateTime(), nullable=True),
    sa.Column('file_name', sa.String(length=255), nullable=False),
    sa.Column('media_type', sa.String(length=100), nullable=False),
    sa.Column('result', sa.LargeBinary(), nullable=True),
    sa.CheckConstraint("state in ('waiting', 'running', 'done', 'failed')", name=op.f('ck_job_state')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_job_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job'))
    )
    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_job_kind'), ['kind'], unique=False)
        batch_op.create_index(batch_op.f('ix_job_state'), ['state'], unique=False)

    op.create_table('reminder_off',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=30), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_reminder_off_person_id_person')),
    sa.PrimaryKeyConstraint('person_id', 'kind', name=op.f('pk_reminder_off'))
    )
    op.create_table('action_progress',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=32), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', webapp.models.types.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_action_progress_by_id_person')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_action_progress_plan_id_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_action_progress'))
    )
    with op.batch_alter_table('action_progress', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_action_progress_key'), ['key'], unique=False)
        batch_op.create_index(batch_op.f('ix_action_progress_plan_id'), ['plan_id'], unique=False)

    op.create_table('form_item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('batch_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('file_name', sa.String(length=400), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('trouble', sa.Text(), nullable=False),
    sa.Column('answers', sa.JSON(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=True),
    sa.Column('settled_at', webapp.models.types.UtcDateTime(), nullable=True),
    sa.CheckConstraint("state in ('waiting', 'unreadable', 'saved', 'put aside')", name=op.f('ck_form_item_state')),
    sa.ForeignKeyConstraint(['batch_id'], ['form_batch.id'], name=op.f('fk_form_item_batch_id_form_batch')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_form_item_plan_id_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_form_item')),
    sa.UniqueConstraint('batch_id', 'position', name=op.f('uq_form_item_batch_id_position'))
    )
    with op.batch_alter_table('plan', schema=None) as batch_op:
        batch_op.add_column(sa.Column('revision', sa.Integer(), nullable=False, server_default='1'))
        batch_op.add_column(sa.Column('previous_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('closed_by_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('closed_at', webapp.models.types.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column('what_worked', sa.Text(), nullable=False, server_default=''))
        batch_op.create_foreign_key(batch_op.f('fk_plan_closed_by_id_person'), 'person', ['closed_by_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_plan_previous_id_plan'), 'plan', ['previous_id'], ['id'])

    with op.batch_alter_table('plan_action', schema=None) as batch_op:
        batch_op.add_column(sa.Column('key', sa.String(length=32), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('owner_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('effect', webapp.models.types.ExactDecimal(), nullable=True))
        batch_op.add_column(sa.Column('effect_by', sa.Date(), nullable=True))
        batch_op.create_index(batch_op.f('ix_plan_action_key'), ['key'], unique=False)
        batch_op.create_index(batch_op.f('ix_plan_action_owner_id'), ['owner_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_plan_action_owner_id_person'), 'person', ['owner_id'], ['id'])

    with op.batch_alter_table('plan_version', schema=None) as batch_op:
        batch_op.add_column(sa.Column('auto', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('begun_at', webapp.models.types.UtcDateTime(), nullable=True))

    with op.batch_alter_table('signature', schema=None) as batch_op:
        batch_op.add_column(sa.Column('capacity', sa.String(length=600), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('code', sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column('check_at', sa.String(length=400), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('pdf_sha256', sa.String(length=64), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('state', sa.String(length=12), nullable=False, server_default='current'))
        batch_op.add_column(sa.Column('state_at', webapp.models.types.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column('state_by_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('state_reason', sa.Text(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('accepted', sa.JSON(), nullable=True))
        batch_op.drop_constraint(batch_op.f('uq_signature_plan_id'), type_='unique')
        batch_op.create_index(batch_op.f('ix_signature_pdf_sha256'), ['pdf_sha256'], unique=False)
        batch_op.create_index(batch_op.f('ix_signature_plan_id'), ['plan_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_signature_state'), ['state'], unique=False)
        batch_op.create_unique_constraint(batch_op.f('uq_signature_plan_id_version'), ['plan_id', 'version'])
        batch_op.create_foreign_key(batch_op.f('fk_signature_state_by_id_person'), 'person', ['state_by_id'], ['id'])

    _fill()
    with op.batch_alter_table('plan', schema=None) as batch_op:
        batch_op.alter_column('revision', server_default=None)
        batch_op.alter_column('what_worked', server_default=None)
    with op.batch_alter_table('plan_action', schema=None) as batch_op:
        batch_op.alter_column('key', server_default=None)
    with op.batch_alter_table('plan_version', schema=None) as batch_op:
        batch_op.alter_column('auto', server_default=None)
        batch_op.alter_column('begun_at', nullable=False)
    with op.batch_alter_table('signature', schema=None) as batch_op:
        batch_op.alter_column('capacity', server_default=None)
        batch_op.alter_column('code', nullable=False)
        batch_op.alter_column('check_at', server_default=None)
        batch_op.alter_column('pdf_sha256', server_default=None)
        batch_op.alter_column('state', server_default=None)
        batch_op.alter_column('state_reason', server_default=None)
        batch_op.create_unique_constraint(batch_op.f('uq_signature_code'), ['code'])
        batch_op.create_check_constraint('state', "state in ('current', 'out of date', 'superseded', 'withdrawn')")


def _fill() -> None:
    """What the new columns say of the rows that are there already."""
    connection = op.get_bind()
    plan, action, version, signature = (_table(name) for name in ('plan', 'plan_action', 'plan_version', 'signature'))
    connection.execute(plan.update().values(revision=plan.c.version))
    connection.execute(version.update().values(begun_at=version.c.at))
    keys: dict[int, list[str]] = {}
    rows = sa.select(action.c.id, action.c.plan_id).order_by(action.c.plan_id, action.c.position)
    for action_id, plan_id in connection.execute(rows).all():
        keys.setdefault(plan_id, []).append(secrets.token_hex(16))
        connection.execute(action.update().where(action.c.id == action_id).values(key=keys[plan_id][-1]))
    newest = sa.select(version.c.id, version.c.plan_id, version.c.content).join(
        plan, (plan.c.id == version.c.plan_id) & (plan.c.version == version.c.number)
    )
    for version_id, plan_id, content in connection.execute(newest).all():
        of_plan = keys.get(plan_id, [])
        written = content.get('actions', [])
        if of_plan and len(written) == len(of_plan):
            content = {**content, 'actions': [{**each, 'key': key} for each, key in zip(written, of_plan)]}
            connection.execute(version.update().where(version.c.id == version_id).values(content=content))
    states = dict(connection.execute(sa.select(plan.c.id, plan.c.state)).all())
    stands = {'superseded': 'superseded', 'withdrawn': 'withdrawn'}
    for row in connection.execute(sa.select(signature.c.id, signature.c.plan_id, signature.c.fingerprint)).all():
        pdf = connection.execute(sa.select(signature.c.pdf).where(signature.c.id == row.id)).scalar_one()
        connection.execute(
            signature.update()
            .where(signature.c.id == row.id)
            .values(
                code=_code(row.fingerprint),
                pdf_sha256=hashlib.sha256(pdf).hexdigest(),
                state=stands.get(states[row.plan_id], 'current'),
            )
        )


def _table(name: str) -> sa.Table:
    return sa.Table(name, sa.MetaData(), autoload_with=op.get_bind())


def _code(fingerprint: str) -> str:
    """The short code of a fingerprint: its first 60 bits in Crockford's alphabet, in three groups of four."""
    number = int(fingerprint[:15], 16)
    digits = ''.join('0123456789ABCDEFGHJKMNPQRSTVWXYZ'[number >> 5 * place & 31] for place in reversed(range(12)))
    return '-'.join((digits[:4], digits[4:8], digits[8:]))


def downgrade() -> None:
    with op.batch_alter_table('signature', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_signature_state_by_id_person'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('ck_signature_state'), type_='check')
        batch_op.drop_constraint(batch_op.f('uq_signature_plan_id_version'), type_='unique')
        batch_op.drop_constraint(batch_op.f('uq_signature_code'), type_='unique')
        batch_op.drop_index(batch_op.f('ix_signature_state'))
        batch_op.drop_index(batch_op.f('ix_signature_plan_id'))
        batch_op.drop_index(batch_op.f('ix_signature_pdf_sha256'))
        batch_op.create_unique_constraint(batch_op.f('uq_signature_plan_id'), ['plan_id'])
        batch_op.drop_column('accepted')
        batch_op.drop_column('state_reason')
        batch_op.drop_column('state_by_id')
        batch_op.drop_column('state_at')
        batch_op.drop_column('state')
        batch_op.drop_column('pdf_sha256')
        batch_op.drop_column('check_at')
        batch_op.drop_column('code')
        batch_op.drop_column('capacity')

    with op.batch_alter_table('plan_version', schema=None) as batch_op:
        batch_op.drop_column('begun_at')
        batch_op.drop_column('auto')

    with op.batch_alter_table('plan_action', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_plan_action_owner_id_person'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_plan_action_owner_id'))
        batch_op.drop_index(batch_op.f('ix_plan_action_key'))
        batch_op.drop_column('effect_by')
        batch_op.drop_column('effect')
        batch_op.drop_column('owner_id')
        batch_op.drop_column('key')

    with op.batch_alter_table('plan', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_plan_previous_id_plan'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_plan_closed_by_id_person'), type_='foreignkey')
        batch_op.drop_column('what_worked')
        batch_op.drop_column('closed_at')
        batch_op.drop_column('closed_by_id')
        batch_op.drop_column('previous_id')
        batch_op.drop_column('revision')

    op.drop_table('form_item')
    with op.batch_alter_table('action_progress', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_action_progress_plan_id'))
        batch_op.drop_index(batch_op.f('ix_action_progress_key'))

    op.drop_table('action_progress')
    op.drop_table('reminder_off')
    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_job_state'))
        batch_op.drop_index(batch_op.f('ix_job_kind'))

    op.drop_table('job')
    with op.batch_alter_table('form_batch', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_form_batch_sha256'))

    op.drop_table('form_batch')
    with op.batch_alter_table('digest', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_digest_state'))
        batch_op.drop_index(batch_op.f('ix_digest_day'))

    op.drop_table('digest')
    op.drop_table('calendar_link')
