"""The import review: the source with its quiet marks, the proposed tasks, and what a person does to them."""
