"""HTML doors: pages for browsers, rendered on the server."""
