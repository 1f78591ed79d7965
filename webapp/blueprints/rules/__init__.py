"""The RAG rules pages: what each rule says, and its versions, previewed before they are saved."""

from webapp.blueprints.rules import routes, writing

__all__ = ["routes", "writing"]
