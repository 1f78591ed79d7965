"""The people pages."""

from webapp.blueprints.people import posts as _posts
from webapp.blueprints.people.routes import people

__all__ = ["_posts", "people"]
