"""Fill an empty database, then import the file in bulk mode; prints seconds.

``usual``: indicator and period are looked up for each row, and so is the figure that may be there already, as the
library's guide shows. ``tuned``: with its caching widget, and told that the table is empty, so that nothing is looked
up.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import django
import tablib
from django.core.management import call_command

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.django_import.settings"
django.setup()

from import_export import fields, resources, widgets  # noqa: E402

from benchmarks.django_import.models import Actual, Indicator, Period  # noqa: E402

TUNED = sys.argv[1] == "tuned"
Widget = widgets.CachedForeignKeyWidget if TUNED else widgets.ForeignKeyWidget


class ActualResource(resources.ModelResource):
    """One row, one actual; indicator and period are found by what the file calls them."""

    indicator = fields.Field("indicator", "indicator_code", Widget(Indicator, "code"))
    period = fields.Field("period", "period", Widget(Period, "key"))
    value = fields.Field("value", "actual", widgets.DecimalWidget())

    class Meta:
        model = Actual
        fields = ("indicator", "period", "value", "comment")
        import_id_fields = ("indicator", "period")
        use_bulk = True
        batch_size = 1000
        force_init_instance = TUNED
        skip_diff = True
        skip_html_diff = True
        skip_unchanged = False
        report_skipped = False
        use_transactions = True


def main(path: Path, indicators: int, keys: list[str]) -> None:
    """Migrate, fill, import, count."""
    call_command("migrate", run_syncdb=True, verbosity=0)
    Indicator.objects.bulk_create(Indicator(code=f"PI{number:05d}") for number in range(indicators))
    Period.objects.bulk_create(Period(key=key) for key in keys)
    started = time.perf_counter()
    with path.open(encoding="utf-8") as file:
        rows = tablib.Dataset().load(file, format="csv")
    result = ActualResource().import_data(rows, raise_errors=True)
    seconds = time.perf_counter() - started
    if result.has_errors() or Actual.objects.count() != len(rows):
        raise RuntimeError("Not every row came in.")
    print(seconds)


if __name__ == "__main__":
    main(Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4].split(","))
