"""APNs over HTTP/2: Apple's devices."""
