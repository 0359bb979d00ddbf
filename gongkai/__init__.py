"""gongkai: from a notice of work points to a running, checked disclosure service."""
