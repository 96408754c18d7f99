//! The REST routes under `/v1`, one file per endpoint: parameters, documentation, handler.
