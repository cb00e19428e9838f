//! What a node answers: metadata, values, events, dry runs, refusals; and what contracts answer and emit through it.

use crate::{runtime, taken};
use medink_chain::Motion;
use medink_chain::readers::{self, Readers};
use medink_core::about::About;
use medink_core::council;
use medink_interface::answer::{fallible, plain, refusal};
use medink_interface::{Event, told};
use medink_types::*;
use std::sync::OnceLock;

/// What reads the answers of the runtime that there is only here.
fn known() -> &'static Readers {
    static KNOWN: OnceLock<Readers> = OnceLock::new();
    KNOWN.get_or_init(|| Readers::of(&runtime::metadata()).expect("metadata"))
}

/// The metadata of a runtime.
pub(crate) fn metadata(bytes: &[u8]) -> bool {
    taken(Readers::of(bytes))
}

/// The call that a motion of the hospitals' council carries: one that is known, or one by its names.
pub(crate) fn motion(bytes: &[u8]) -> bool {
    let motion = known().motion(bytes);
    let words = council::words(&motion, |who| hex::encode(who.0)).to_string();
    assert!(!words.is_empty() && words.len() < 1_000, "{words}");
    !matches!(motion, Motion::Other { .. })
}

/// A call that the council has allowed, as Polkadot.js writes it.
pub(crate) fn call(bytes: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(bytes) else {
        return false;
    };
    let call = council::call(text);
    if let Ok(call) = &call {
        let again = format!("0x{}", hex::encode(call));
        assert_eq!(council::call(&again).as_ref(), Ok(call));
        // What is handed in is shown as a motion would be.
        let _ = known().motion(call);
    }
    taken(call)
}

/// A value of the chain's state, and what the runtime answers: of each kind that is read.
pub(crate) fn value(bytes: &[u8]) -> bool {
    let known = known();
    [
        taken(known.votes(bytes)),
        taken(known.account(bytes)),
        taken(known.contract(bytes)),
        taken(known.dry_run(bytes)),
        taken(readers::accounts(bytes)),
        taken(readers::motions(bytes)),
        taken(readers::prices(bytes)),
    ]
    .contains(&true)
}

/// All events of a block.
pub(crate) fn events(bytes: &[u8]) -> bool {
    let events = known().events(bytes);
    for event in events.iter().flatten() {
        let _ = event.decode();
    }
    taken(events)
}

/// What a contract emitted: its topic, then its data.
pub(crate) fn emitted(bytes: &[u8]) -> bool {
    let Some((topic, data)) = bytes.split_first_chunk::<32>() else {
        return false;
    };
    let Some(event) = Event::decode(&[*topic], data) else {
        return false;
    };
    let _ = (event.name(), event.actor(), event.subject());
    let events = [event];
    let _ = (told::decision(&events), told::first_index(&events));
    let _ = (told::added_numbers(&events), told::new_generation(&events));
    true
}

macro_rules! answers {
    ($(
        $(#[$about:meta])*
        $module:ident of $part:ident { $(
            $(#[$doc:meta])*
            $kind:ident $name:ident ( $($arg:ident : $ty:ty),* ) $(-> $ret:ty)? $(, told_by $told:ident)? ;
        )* }
    )*) => {
        /// Of each message the reader of what it answers.
        const ANSWERS: &[fn(&[u8]) -> bool] = &[$( $( answers!(@$kind $($ret)?) ),* ),*];
    };
    (@make) => { (|_: &[u8]| false) as fn(&[u8]) -> bool };
    (@change $ret:ty) => { (|bytes: &[u8]| fallible::<$ret>(bytes).is_ok()) as fn(&[u8]) -> bool };
    (@read $ret:ty) => { (|bytes: &[u8]| plain::<$ret>(bytes).is_ok()) as fn(&[u8]) -> bool };
    (@ask $ret:ty) => { (|bytes: &[u8]| fallible::<$ret>(bytes).is_ok()) as fn(&[u8]) -> bool };
}

medink_interface::interface!(answers);

/// What a contract's message answers.
pub(crate) fn answer(bytes: &[u8]) -> bool {
    if let Ok(page) = fallible::<Page<LogEntry>>(bytes) {
        for entry in &page.items {
            let _ = About::of(entry);
        }
    }
    let _ = refusal(bytes);
    ANSWERS.iter().filter(|read| read(bytes)).count() > 0
}

/// What a node says in words: why it does not take a transaction, and how much room it has.
pub(crate) fn words(bytes: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(bytes) else {
        return false;
    };
    let (message, data) = text.split_once('\n').unwrap_or((text, ""));
    for code in [1010, 1012, 1013, 1014, 1016, -32028, 0] {
        assert!(!readers::refusal(code, message, data).is_empty());
    }
    taken(readers::room(text))
}
