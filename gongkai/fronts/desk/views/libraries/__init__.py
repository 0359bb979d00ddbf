"""The libraries and the work of interpreting, on the desk."""
