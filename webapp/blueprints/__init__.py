"""One package a noun; the application registers what stands here."""

from webapp.blueprints.account.blueprint import account
from webapp.blueprints.actions.routes import actions
from webapp.blueprints.audit.routes import audit
from webapp.blueprints.calendars.routes import calendars
from webapp.blueprints.coverage.routes import coverage
from webapp.blueprints.directorates.routes import directorates
from webapp.blueprints.figures.routes import figures
from webapp.blueprints.help.routes import help_pages
from webapp.blueprints.home.routes import home
from webapp.blueprints.indicators.routes import indicators
from webapp.blueprints.jobs.routes import jobs
from webapp.blueprints.old_forms import old_forms
from webapp.blueprints.packs.routes import packs
from webapp.blueprints.people import people
from webapp.blueprints.periods.blueprint import periods
from webapp.blueprints.plans.blueprint import plans
from webapp.blueprints.reminders.routes import reminders
from webapp.blueprints.rules.blueprint import rules
from webapp.blueprints.scorecard.blueprint import scorecard_pages
from webapp.blueprints.settings.routes import settings
from webapp.blueprints.uploads import uploads
from webapp.blueprints.verification.routes import verification

BLUEPRINTS = (
    directorates,
    home,
    scorecard_pages,
    indicators,
    rules,
    figures,
    periods,
    coverage,
    plans,
    actions,
    people,
    settings,
    audit,
    account,
    help_pages,
    uploads,
    old_forms,
    packs,
    jobs,
    verification,
    reminders,
    calendars,
)
