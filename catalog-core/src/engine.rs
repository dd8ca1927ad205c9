//! The engine: batches of calls, decided over any store. It names no resource.
