"""One module a topic. `_desk` holds what every view shares: rights, refusals, the way back."""
