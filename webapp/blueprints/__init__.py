"""One package a noun; the application registers what stands here."""

from webapp.blueprints.home.routes import home
from webapp.blueprints.indicators.routes import indicators
from webapp.blueprints.periods.routes import periods
from webapp.blueprints.plans.routes import plans

BLUEPRINTS = (home, indicators, periods, plans)
