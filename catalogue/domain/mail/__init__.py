"""Mail: posted into an outbox, sent by the worker."""
