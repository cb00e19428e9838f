//! The whole system on a real node and a real store
