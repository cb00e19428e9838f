//! The interface as this crate believes it to be, so that a test can hold it against the contracts' metadata.

use scale_info::MetaType;

/// One message as declared here.
#[derive(Debug, Clone)]
pub struct Declared {
    /// The contract that has it.
    pub contract: &'static str,
    /// Its name.
    pub label: &'static str,
    /// Whether it changes something.
    pub mutates: bool,
    /// Its arguments' names and types. References and slices stand for what they refer to.
    pub arguments: Vec<(&'static str, MetaType)>,
    /// What it returns inside ink!'s `Result<_, LangError>`.
    pub returns: MetaType,
}

/// Every message of every contract.
pub fn declared() -> Vec<Declared> {
    [
        super::admin::declared(),
        super::audit::declared(),
        super::doctor::declared(),
        super::patient::declared(),
    ]
    .concat()
}
