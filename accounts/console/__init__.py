"""The second factor of staff: between the password and the console."""
