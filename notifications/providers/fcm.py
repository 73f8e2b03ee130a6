"""FCM HTTP v1: Android, and whatever else uses Firebase."""
