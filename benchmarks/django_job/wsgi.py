"""The Django project as a server asks for it."""

from __future__ import annotations

import os

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application


def create_app() -> WSGIHandler:
    """The application, ready to answer."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.django_job.settings")
    return get_wsgi_application()
