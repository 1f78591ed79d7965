"""Work in the background: how far it is, and the file it made."""

from __future__ import annotations

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from webapp.services.jobs.reading import job_file, show_job
from webapp.web import htmx
from webapp.web.identity import signed_in

jobs = Blueprint("jobs", __name__, url_prefix="/jobs")


@jobs.get("/<id:job_id>")
def show(job_id: int) -> ResponseReturnValue:
    """How far it is; the page asks again by itself until it is done."""
    return htmx.render("jobs/show.html", "jobs/_job.html", job=show_job(who=signed_in(), job_id=job_id))


@jobs.get("/<id:job_id>/file")
def file(job_id: int) -> ResponseReturnValue:
    """The file that was made."""
    made = job_file(who=signed_in(), job_id=job_id)
    response = Response(made.content, mimetype=made.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{made.file_name}"'
    return response
