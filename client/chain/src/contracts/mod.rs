//! The four contracts' messages as functions with types: selector and SCALE arguments in, decoded result out. They are
//! made of the table in `medink_interface`, a function for each row.
//!
//! A [`Query`] only reads and is given to [`crate::ChainExt::read`]; a [`Message`] changes something and is given to
//! [`crate::ChainExt::call`].
//!
//! These functions check nothing: what is allowed, the contracts say.

mod message;

pub use message::{Message, Query};

use medink_interface::answer::{fallible, plain};
use medink_interface::{selector, told};
use medink_types::*;
use scale::Encode;

macro_rules! functions {
    ($(
        $(#[$about:meta])*
        $contract:ident of $part:ident { $(
            $(#[$doc:meta])*
            $kind:ident $name:ident ( $($arg:ident : $ty:ty),* ) $(-> $ret:ty)? $(, told_by $told:ident)? ;
        )* }
    )*) => { $(
        $(#[$about])*
        pub mod $contract {
            use super::*;

            $( functions!{
                @$kind $contract [$(#[$doc])*] $name ( $($arg: $ty),* ) $($ret)? $(, $told)?
            } )*
        }
    )* };

    (@make $contract:ident [$(#[$doc:meta])*] $name:ident ( $($arg:ident : $ty:ty),* )) => {
        $(#[$doc])*
        ///
        /// For [`crate::Instantiation::data`].
        pub fn $name($($arg: $ty),*) -> Vec<u8> {
            functions!(@data $name ( $($arg),* ))
        }
    };
    (@change $contract:ident [$(#[$doc:meta])*] $name:ident ( $($arg:ident : $ty:ty),* ) $ret:ty $(, $told:ident)?) => {
        $(#[$doc])*
        ///
        /// `at` is the contract's address.
        pub fn $name(at: AccountId $(, $arg: $ty)*) -> Message<$ret> {
            let label = concat!(stringify!($contract), ".", stringify!($name));
            let data = functions!(@data $name ( $($arg),* ));
            Message::new(at, label, data, fallible::<$ret>, functions!(@told $(told::$told)?))
        }
    };
    (@read $contract:ident [$(#[$doc:meta])*] $name:ident ( $($arg:ident : $ty:ty),* ) $ret:ty) => {
        functions!{ @query $contract [$(#[$doc])*] $name ( $($arg: $ty),* ) $ret, plain }
    };
    (@ask $contract:ident [$(#[$doc:meta])*] $name:ident ( $($arg:ident : $ty:ty),* ) $ret:ty) => {
        functions!{ @query $contract [$(#[$doc])*] $name ( $($arg: $ty),* ) $ret, fallible }
    };
    (@query $contract:ident [$(#[$doc:meta])*] $name:ident ( $($arg:ident : $ty:ty),* ) $ret:ty, $decode:ident) => {
        $(#[$doc])*
        ///
        /// `at` is the contract's address.
        pub fn $name(at: AccountId $(, $arg: $ty)*) -> Query<$ret> {
            let label = concat!(stringify!($contract), ".", stringify!($name));
            Query::new(at, label, functions!(@data $name ( $($arg),* )), $decode::<$ret>)
        }
    };

    (@data $name:ident ( $($arg:ident),* )) => {{
        #[allow(unused_mut)]
        let mut data = selector(stringify!($name)).to_vec();
        $( $arg.encode_to(&mut data); )*
        data
    }};
    (@told) => { None };
    (@told $told:path) => { Some($told) };
}

medink_interface::interface!(functions);

#[cfg(test)]
mod tests {
    use super::patient::{
        add_medical_record, add_medical_records, amend_record, erase_record, record_by_cid,
    };
    use super::*;
    use medink_interface::Event;
    use medink_types::events::RecordAdded;

    fn record() -> NewRecord {
        NewRecord {
            cid: Cid([3; 36]),
            key: SealedKey {
                by: KeyBy::Generation(5),
                bytes: [7; 60],
            },
        }
    }

    #[test]
    fn arguments_follow_the_selector_in_order() {
        let at = AccountId::from([9; 32]);
        let patient = AccountId::from([1; 32]);
        let message = amend_record(at, patient, 4, &record());
        let call = message.call();
        let mut expected = selector("amend_record").to_vec();
        (patient, 4u32, record()).encode_to(&mut expected);
        assert_eq!(call.data, expected);
        assert_eq!(
            (call.contract, call.value, call.label.as_str()),
            (at, 0, "patient.amend_record")
        );

        // Slices are encoded as the vectors that the contracts take.
        let batch = add_medical_records(at, patient, &[record(), record()]);
        let mut expected = selector("add_medical_records").to_vec();
        (patient, vec![record(), record()]).encode_to(&mut expected);
        assert_eq!(batch.call().data, expected);
        assert_eq!(
            record_by_cid(at, patient, Cid([5; 36])).call().data.len(),
            4 + 32 + 36
        );
    }

    #[test]
    fn some_values_are_told_by_events() {
        let (actor, subject) = (AccountId::from([1; 32]), AccountId::from([2; 32]));
        let added = Event::RecordAdded(RecordAdded {
            actor,
            subject,
            number: 8,
            amends: None,
            refers_to: None,
        });
        let one = add_medical_record(actor, subject, &record());
        assert_eq!(one.told_by(&[added]), Some(Some(8)));
        assert_eq!(one.told_by(&[]), Some(None));
        assert_eq!(erase_record(actor, 1).told_by(&[]), None);
    }
}
