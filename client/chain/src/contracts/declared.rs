//! The interface as this crate believes it to be, so that a test can hold it against the contracts' metadata.

use scale_info::MetaType;

/// What a line of a contract's interface is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A constructor.
    Constructor,
    /// A message that changes something.
    Change,
    /// A message that only reads.
    Read,
}

/// One constructor or message as declared here.
#[derive(Debug, Clone)]
pub struct Declared {
    /// The contract that has it.
    pub contract: &'static str,
    /// Its name.
    pub label: &'static str,
    /// What it is.
    pub kind: Kind,
    /// Its arguments' names and types. References and slices stand for what they refer to.
    pub arguments: Vec<(&'static str, MetaType)>,
    /// What it returns inside ink!'s `Result<_, LangError>`; `()` for a constructor.
    pub returns: MetaType,
}

/// Every constructor and message of every contract.
pub fn declared() -> Vec<Declared> {
    [
        super::admin::declared(),
        super::audit::declared(),
        super::doctor::declared(),
        super::patient::declared(),
    ]
    .concat()
}
