"""What the demo's people say to each other in private."""
