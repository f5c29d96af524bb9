"""Work outside the request: what people started is carried out here, and goes on after a crash."""
