"""REST doors of /api/posts and /api/engagement."""
