"""The figures of a file brought into Django's tables by django-import-export, in bulk mode and without any history."""
