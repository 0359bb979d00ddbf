"""How a policy goes on from here: other channels, the press, the people, those who carry it out."""
