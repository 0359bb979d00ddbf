"""Review before publication on the desk."""
