//! The medical record system's client: library and command line
