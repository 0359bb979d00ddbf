"""The staff screens, inside Wagtail's admin: read input, call one operation or query, choose a template."""
