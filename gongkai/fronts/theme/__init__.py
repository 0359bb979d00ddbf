"""What every front shares and no front owns: the values of the look."""
