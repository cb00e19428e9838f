//! One message of a contract, typed, and the table that they are written in.
//!
//! The calling convention is ink! 5's: the first four bytes of BLAKE2b-256 of the message's name, then the arguments
//! in SCALE; the answer is `Result<T, LangError>` in SCALE, and an `Err` inside it sets the revert flag.

use crate::event::Event;
use crate::hash::blake2_256;
use crate::submission::ContractCall;
use ink_primitives::LangError;
use medink_types::{AccountId, Error};
use scale::{Decode, DecodeAll};

/// Why an answer is not a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ReturnError {
    /// The contract refused, with its reason.
    Refused(Error),
    /// The contract could not read the call: it has no such message, or other arguments.
    NotUnderstood,
    /// The bytes are not what this message returns.
    Malformed(String),
}

type DecodeAnswer<T> = fn(&[u8]) -> Result<T, ReturnError>;
type Settle<T> = fn(&[Event]) -> Option<T>;

/// A message that only reads. `T` is what it returns.
#[derive(Debug, Clone)]
pub struct Query<T> {
    call: ContractCall,
    decode: DecodeAnswer<T>,
}

/// A message that changes something. `T` is what it returns when it succeeds.
#[derive(Debug, Clone)]
pub struct Message<T> {
    call: ContractCall,
    decode: DecodeAnswer<T>,
    settle: Option<Settle<T>>,
}

impl<T> Query<T> {
    pub(super) fn new(at: AccountId, label: String, data: Vec<u8>, decode: DecodeAnswer<T>) -> Self {
        Query {
            call: ContractCall {
                contract: at,
                value: 0,
                data,
                label,
            },
            decode,
        }
    }

    /// The call behind it.
    pub fn call(&self) -> &ContractCall {
        &self.call
    }

    pub(crate) fn decode(&self, answer: &[u8]) -> Result<T, ReturnError> {
        (self.decode)(answer)
    }
}

impl<T> Message<T> {
    pub(super) fn new(
        at: AccountId,
        label: String,
        data: Vec<u8>,
        decode: DecodeAnswer<T>,
        settle: Option<Settle<T>>,
    ) -> Self {
        Message {
            call: ContractCall {
                contract: at,
                value: 0,
                data,
                label,
            },
            decode,
            settle,
        }
    }

    /// The call behind it.
    pub fn call(&self) -> &ContractCall {
        &self.call
    }

    pub(crate) fn decode(&self, answer: &[u8]) -> Result<T, ReturnError> {
        (self.decode)(answer)
    }

    /// The value as the contract's own events in the block tell it, for messages whose value another transaction
    /// could have changed since the dry run. `None`: this message has no such value. `Some(None)`: it has, and the
    /// events do not tell it.
    pub(crate) fn settle(&self, events: &[Event]) -> Option<Option<T>> {
        self.settle.map(|settle| settle(events))
    }
}

/// ink!'s selector: the first four bytes of BLAKE2b-256 of the name.
pub fn selector(label: &str) -> [u8; 4] {
    let [a, b, c, d, ..] = blake2_256(label.as_bytes());
    [a, b, c, d]
}

/// The answer of a read that cannot refuse.
pub(super) fn plain<T: Decode>(answer: &[u8]) -> Result<T, ReturnError> {
    match Result::<T, LangError>::decode_all(&mut &*answer) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(_)) => Err(ReturnError::NotUnderstood),
        Err(e) => Err(ReturnError::Malformed(e.to_string())),
    }
}

/// The answer of a message that can refuse.
pub(super) fn fallible<T: Decode>(answer: &[u8]) -> Result<T, ReturnError> {
    plain::<Result<T, Error>>(answer)?.map_err(ReturnError::Refused)
}

/// The reason in an answer that came with the revert flag, whatever the message would have returned.
pub(crate) fn refusal(answer: &[u8]) -> ReturnError {
    match fallible::<()>(answer) {
        Ok(()) => ReturnError::Malformed("it asked to be undone but gave no reason".to_owned()),
        Err(error) => error,
    }
}

/// A contract's interface, a line each: `make` for its constructor, `change` for a message that changes something,
/// `read` for a read that cannot refuse, `ask` for a read that can. After `by`, the function that finds the returned
/// value in the contract's events.
macro_rules! messages {
    ($contract:literal; $(
        $(#[$doc:meta])*
        $kind:ident $name:ident ( $($arg:ident : $ty:ty),* ) $(-> $ret:ty)? $(, by $settle:path)? ;
    )*) => {
        $( $crate::contracts::message::messages!{
            @$kind $contract [$(#[$doc])*] $name ( $($arg: $ty),* ) $($ret)? $(, $settle)?
        } )*

        pub(super) fn declared() -> Vec<$crate::contracts::Declared> {
            vec![$( $crate::contracts::Declared {
                contract: $contract,
                label: stringify!($name),
                kind: $crate::contracts::message::messages!(@kind $kind),
                arguments: vec![$( (stringify!($arg), ::scale_info::MetaType::new::<$ty>()) ),*],
                returns: $crate::contracts::message::messages!(@returns $kind $($ret)?),
            } ),*]
        }
    };

    (@make $contract:literal [$(#[$doc:meta])*] $name:ident ( $($arg:ident : $ty:ty),* )) => {
        $(#[$doc])*
        ///
        /// For [`crate::Instantiation::data`].
        pub fn $name($($arg: $ty),*) -> Vec<u8> {
            #[allow(unused_mut)]
            let mut data = $crate::contracts::selector(stringify!($name)).to_vec();
            $( scale::Encode::encode_to(&$arg, &mut data); )*
            data
        }
    };
    (@change $contract:literal [$(#[$doc:meta])*] $name:ident ( $($arg:ident : $ty:ty),* ) $ret:ty) => {
        $crate::contracts::message::messages!{
            @function [$(#[$doc])*] $name ( $($arg: $ty),* ) -> Message<$ret>,
            |at, data| Message::new(at, concat!($contract, ".", stringify!($name)).to_owned(), data,
                $crate::contracts::message::fallible::<$ret>, None)
        }
    };
    (@change $contract:literal [$(#[$doc:meta])*] $name:ident ( $($arg:ident : $ty:ty),* ) $ret:ty, $settle:path) => {
        $crate::contracts::message::messages!{
            @function [$(#[$doc])*] $name ( $($arg: $ty),* ) -> Message<$ret>,
            |at, data| Message::new(at, concat!($contract, ".", stringify!($name)).to_owned(), data,
                $crate::contracts::message::fallible::<$ret>, Some($settle))
        }
    };
    (@read $contract:literal [$(#[$doc:meta])*] $name:ident ( $($arg:ident : $ty:ty),* ) $ret:ty) => {
        $crate::contracts::message::messages!{
            @function [$(#[$doc])*] $name ( $($arg: $ty),* ) -> Query<$ret>,
            |at, data| Query::new(at, concat!($contract, ".", stringify!($name)).to_owned(), data,
                $crate::contracts::message::plain::<$ret>)
        }
    };
    (@ask $contract:literal [$(#[$doc:meta])*] $name:ident ( $($arg:ident : $ty:ty),* ) $ret:ty) => {
        $crate::contracts::message::messages!{
            @function [$(#[$doc])*] $name ( $($arg: $ty),* ) -> Query<$ret>,
            |at, data| Query::new(at, concat!($contract, ".", stringify!($name)).to_owned(), data,
                $crate::contracts::message::fallible::<$ret>)
        }
    };
    (@function [$(#[$doc:meta])*] $name:ident ( $($arg:ident : $ty:ty),* ) -> $out:ty,
        |$at:ident, $data:ident| $body:expr) => {
        $(#[$doc])*
        ///
        /// `at` is the contract's address.
        pub fn $name($at: AccountId $(, $arg: $ty)*) -> $out {
            #[allow(unused_mut)]
            let mut $data = $crate::contracts::selector(stringify!($name)).to_vec();
            $( scale::Encode::encode_to(&$arg, &mut $data); )*
            $body
        }
    };

    (@kind make) => { $crate::contracts::Kind::Constructor };
    (@kind change) => { $crate::contracts::Kind::Change };
    (@kind $read:ident) => { $crate::contracts::Kind::Read };
    (@returns make) => { ::scale_info::MetaType::new::<()>() };
    (@returns read $ret:ty) => { ::scale_info::MetaType::new::<$ret>() };
    (@returns $other:ident $ret:ty) => { ::scale_info::MetaType::new::<Result<$ret, medink_types::Error>>() };
}
pub(super) use messages;

#[cfg(test)]
mod tests {
    use super::*;
    use scale::Encode;

    #[test]
    fn selectors_are_inks() {
        // Known from ink!'s documentation and its flipper and erc20 examples.
        assert_eq!(selector("new"), [0x9b, 0xae, 0x9d, 0x5e]);
        assert_eq!(selector("flip"), [0x63, 0x3a, 0xa5, 0x51]);
        assert_eq!(selector("get"), [0x2f, 0x86, 0x5b, 0xd9]);
        assert_eq!(selector("transfer"), [0x84, 0xa1, 0x5d, 0xa1]);
    }

    #[test]
    fn answers_decode_in_three_layers() {
        assert_eq!(plain::<u32>(&[0, 7, 0, 0, 0]), Ok(7));
        assert_eq!(plain::<u32>(&[1, 1]), Err(ReturnError::NotUnderstood));
        assert!(matches!(plain::<u32>(&[0, 7]), Err(ReturnError::Malformed(_))));
        assert!(matches!(
            plain::<u32>(&[0, 7, 0, 0, 0, 0]),
            Err(ReturnError::Malformed(_))
        ));

        let refused: Result<Result<u32, Error>, LangError> = Ok(Err(Error::WrongGeneration { current: 3 }));
        let expected = ReturnError::Refused(Error::WrongGeneration { current: 3 });
        assert_eq!(fallible::<u32>(&refused.encode()), Err(expected.clone()));
        assert_eq!(refusal(&refused.encode()), expected);
        let fine: Result<Result<u32, Error>, LangError> = Ok(Ok(9));
        assert_eq!(fallible::<u32>(&fine.encode()), Ok(9));
        let lang: Result<Result<(), Error>, LangError> = Err(LangError::CouldNotReadInput);
        assert_eq!(refusal(&lang.encode()), ReturnError::NotUnderstood);
        assert!(matches!(refusal(&[0, 0]), ReturnError::Malformed(_)));
        assert!(matches!(refusal(&[]), ReturnError::Malformed(_)));
    }
}
