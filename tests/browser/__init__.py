"""Reports in a browser, without a network."""
