//! Every message of the four contracts as a typed call, made of the table in `medink_interface`: a function for each
//! row, which takes its arguments by value and knows its contract. A read that can't refuse answers its value, any other
//! message a `Result`.

use crate::Message;
use medink_types::*;
use scale::Encode;

macro_rules! calls {
    ($(
        $(#[$about:meta])*
        $module:ident of $part:ident { $(
            $(#[$doc:meta])*
            $kind:ident $name:ident ( $($arguments:tt)* ) $(-> $ret:ty)? $(, told_by $told:ident)? ;
        )* }
    )*) => { $(
        $(#[$about])*
        pub mod $module {
            use super::*;

            $( calls!{ @$kind [$(#[$doc])* $part $name] ( $($arguments)* ) $($ret)? } )*
        }
    )* };

    // Deployed by `World::instantiate`.
    (@make $row:tt $arguments:tt) => {};
    (@read $row:tt ( $($arguments:tt)* ) $ret:ty) => { calls!{ @owned $row $ret, [] $($arguments)* } };
    (@$refusing:ident $row:tt ( $($arguments:tt)* ) $ret:ty) => {
        calls!{ @owned $row Result<$ret, Error>, [] $($arguments)* }
    };

    // The arguments one by one: a slice is taken as a vector, a reference as what it refers to.
    (@owned $row:tt $answer:ty, [$($done:tt)*] $arg:ident : &[$ty:ty] $(, $($rest:tt)*)?) => {
        calls!{ @owned $row $answer, [$($done)* $arg: Vec<$ty>,] $($($rest)*)? }
    };
    (@owned $row:tt $answer:ty, [$($done:tt)*] $arg:ident : &$ty:ty $(, $($rest:tt)*)?) => {
        calls!{ @owned $row $answer, [$($done)* $arg: $ty,] $($($rest)*)? }
    };
    (@owned $row:tt $answer:ty, [$($done:tt)*] $arg:ident : $ty:ty $(, $($rest:tt)*)?) => {
        calls!{ @owned $row $answer, [$($done)* $arg: $ty,] $($($rest)*)? }
    };
    (@owned [$(#[$doc:meta])* $part:ident $name:ident] $answer:ty, [$($arg:ident : $ty:ty,)*]) => {
        $(#[$doc])*
        pub fn $name($($arg: $ty),*) -> Message<$answer> {
            Message::new(Part::$part, stringify!($name), ($($arg,)*).encode())
        }
    };
}

medink_interface::interface!(calls);
