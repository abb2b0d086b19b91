"""How many challenges became proposals, pilots and solutions, counted live."""
