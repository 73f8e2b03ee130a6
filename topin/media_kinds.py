"""What a medium may be, for tables and for doors."""

MEDIA_STATES = ["pending", "processing", "ready", "failed"]
MEDIA_KINDS = ["image", "video", "gif", "audio", "document"]
