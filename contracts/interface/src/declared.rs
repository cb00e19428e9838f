//! The table as data, so that tests can hold it against the contracts' metadata.

use medink_types::*;
use scale_info::MetaType;

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A constructor.
    Constructor,
    /// A message that changes something.
    Change,
    /// A message that only reads.
    Read,
}

/// One constructor or message.
#[derive(Debug, Clone)]
pub struct Declared {
    /// The contract that has it.
    pub contract: Part,
    /// Its name.
    pub label: &'static str,
    /// What it is.
    pub kind: Kind,
    /// Its arguments' names and types.
    pub arguments: Vec<(&'static str, MetaType)>,
    /// What it returns inside ink!'s `Result<_, LangError>`; `()` for a constructor.
    pub returns: MetaType,
}

macro_rules! list {
    ($(
        $(#[$about:meta])*
        $module:ident of $part:ident { $(
            $(#[$doc:meta])*
            $kind:ident $name:ident ( $($arg:ident : $ty:ty),* ) $(-> $ret:ty)? $(, told_by $told:ident)? ;
        )* }
    )*) => {
        /// Every constructor and message of every contract.
        pub fn declared() -> Vec<Declared> {
            vec![$( $( Declared {
                contract: Part::$part,
                label: stringify!($name),
                kind: list!(@kind $kind),
                arguments: vec![$( (stringify!($arg), MetaType::new::<$ty>()) ),*],
                returns: list!(@returns $kind $($ret)?),
            } ),* ),*]
        }
    };
    (@kind make) => { Kind::Constructor };
    (@kind change) => { Kind::Change };
    (@kind $read:ident) => { Kind::Read };
    (@returns make) => { MetaType::new::<()>() };
    (@returns read $ret:ty) => { MetaType::new::<$ret>() };
    (@returns $other:ident $ret:ty) => { MetaType::new::<Result<$ret, Error>>() };
}

crate::interface!(list);
