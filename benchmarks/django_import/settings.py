"""Settings of the Django project: SQLite as the product has it."""

from __future__ import annotations

import os

SECRET_KEY = "0123456789abcdef" * 4
INSTALLED_APPS = ["import_export", "benchmarks.django_import"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ["BENCHMARK_DATABASE"],
        "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL", "transaction_mode": "IMMEDIATE"},
    }
}
