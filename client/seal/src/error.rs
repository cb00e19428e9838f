//! What can go wrong in every module alike. Each module has an error of its own beside its code.

/// The machine itself fails; nothing that a caller passes can cause it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SystemError {
    /// The operating system's random number generator gave nothing.
    #[error("this system gives no random numbers, so no key can be made; restart the machine and try again")]
    NoRandomness,
    /// The cryptographic library refused an operation that can't fail with what it was given.
    #[error("the cryptographic library refused a basic operation; reinstall the program")]
    Library,
}
