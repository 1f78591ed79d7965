"""The addresses of the Django project, which are those of our product."""

from __future__ import annotations

from django.contrib.auth.views import LoginView
from django.urls import path

from benchmarks.django_job import views

urlpatterns = [
    path("sign-in", LoginView.as_view(template_name="job/sign_in.html"), name="sign-in"),
    path("plans/<int:plan_id>/edit", views.edit, name="edit"),
    path("plans/<int:plan_id>/live", views.live, name="live"),
]
