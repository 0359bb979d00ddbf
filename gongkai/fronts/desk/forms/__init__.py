"""What people type on the desk, checked for shape only; whether it may be done is for the operations to say."""
