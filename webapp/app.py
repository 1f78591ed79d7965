"""The application: settings, extensions, blueprints, filters and error pages are put together here, nothing else."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp.blueprints import BLUEPRINTS
from webapp.config import Settings, load_settings
from webapp.extensions import csrf, db, migrate
from webapp.services import certificates, store
from webapp.services.jobs.runner import start_runner
from webapp.web import (
    access,
    errors,
    exporting,
    filters,
    headers,
    identity,
    page_context,
    request_size,
    routing,
    server,
)

LARGEST_REQUEST = 25 * 1024 * 1024
HERE = Path(__file__).resolve().parent


def create_app(settings: Settings | None = None) -> Flask:
    """A ready application; raises UnsafeSetting where a setting is missing or unsafe."""
    settings = settings or load_settings()
    app = Flask(
        __name__,
        instance_path=str(settings.instance_path),
        template_folder=str(_beside_or_above("templates")),
        static_folder=str(_beside_or_above("static")),
    )
    app.config.from_mapping(
        BTG=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=store.READS["sqlite" if settings.is_sqlite else "postgresql"],
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST,
        TRUSTED_HOSTS=list(settings.trusted_hosts) or None,
        WTF_CSRF_TIME_LIMIT=None,
        SEND_FILE_MAX_AGE_DEFAULT=3600,
    )
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    routing.register(app)
    headers.register(app)
    db.init_app(app)
    migrate.init_app(app, db, directory=str(HERE / "migrations"))
    store.prepare_engine(app)
    certificates.prepare_certificate(app, settings)
    request_size.register(app)
    csrf.init_app(app)
    identity.register(app)
    access.register(app)
    filters.register(app)
    page_context.register(app)
    exporting.register(app)
    errors.register(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app


def create_worker() -> Flask:
    """The application in a process of the server, which does jobs meanwhile and ends when the server does."""
    server.end_with_server()
    app = create_app()
    start_runner(app)
    return app


def _beside_or_above(folder: str) -> Path:
    """Installed, pages and static files lie inside the package; in a checkout, beside it."""
    return HERE / folder if (HERE / folder).is_dir() else HERE.parent / folder
