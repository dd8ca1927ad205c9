//! The Product service.
