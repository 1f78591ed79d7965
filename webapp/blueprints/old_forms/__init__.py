"""The pages that read in old forms: one by itself, and a zipped folder of them."""

from webapp.blueprints.old_forms import batches, items, routes
from webapp.blueprints.old_forms.blueprint import old_forms

__all__ = ["batches", "items", "old_forms", "routes"]
