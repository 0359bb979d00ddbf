"""Plain text: the encoding found, binary refused."""
