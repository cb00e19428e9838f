//! The contracts' events, decoded. ink! 5 puts BLAKE2b-256 of the event's signature, `Name(type,type)`, into the
//! first topic and all fields, those that are topics too, into the data.

use crate::hash::blake2_256;
use medink_types::{AccountId, events};
use scale::DecodeAll;
use std::collections::HashMap;
use std::sync::LazyLock;

type Decoder = fn(&[u8]) -> Option<Event>;

macro_rules! event_enum {
    ($( $name:ident ( $($ty:ty),* ) )*) => {
        /// An event of one of the four contracts.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Event {
            $(
                #[doc = concat!("See [`events::", stringify!($name), "`].")]
                $name(events::$name),
            )*
        }

        impl Event {
            /// The event's name.
            pub fn name(&self) -> &'static str {
                match self { $( Event::$name(_) => stringify!($name), )* }
            }

            /// Who acted.
            pub fn actor(&self) -> AccountId {
                match self { $( Event::$name(event) => event.actor, )* }
            }

            /// Whom or what it was about.
            pub fn subject(&self) -> AccountId {
                match self { $( Event::$name(event) => event.subject, )* }
            }
        }

        static DECODERS: LazyLock<HashMap<[u8; 32], (&'static str, Decoder)>> = LazyLock::new(|| {
            let mut decoders: HashMap<[u8; 32], (&'static str, Decoder)> = HashMap::new();
            $(
                let types: &[&str] = &["AccountId", "AccountId", $( stringify!($ty) ),*];
                let decode: Decoder =
                    |mut data| events::$name::decode_all(&mut data).ok().map(Event::$name);
                let name = stringify!($name);
                decoders.insert(signature_topic(name, types), (name, decode));
            )*
            decoders
        });
    };
}

// Names and the types of the fields after actor and subject, written as in `medink_types::events`.
event_enum! {
    RoleChanged(Role, bool)
    PauseChanged(Pause)
    ProposalChanged(u32, u32, ProposalState)
    CodeChanged(Hash, Hash)
    SystemParametersChanged(SystemParameters, SystemParameters)
    ContractsRegistered(Contracts)
    AuthorizationChanged(bool)
    AuditParametersChanged(AuditParameters, AuditParameters)
    ActionLogged(LogEntry)
    DoctorChanged(DoctorStatus)
    DoctorProfileChanged()
    AttestationChanged(bool)
    EncryptionKeyReplaced(u32)
    ConsentGranted(Purpose, u64, u64, bool)
    ConsentRevoked(u32)
    ConsentRewrapped(u32)
    PatientRegistered()
    PatientProfileChanged()
    RecordAdded(u32, Option<u32>, Option<u32>)
    RecordResealed(u32, u32)
    RecordErased(u32)
    RecordAccessed(u32)
    VisitBegun()
    GenerationRotated(u32)
    LinkRenewed(u32)
}

impl Event {
    /// The event behind what a contract emitted, or none when it is not one of medink's. Bytes left over or missing
    /// mean another contract's event of the same signature: none as well.
    pub fn decode(topics: &[[u8; 32]], data: &[u8]) -> Option<Event> {
        DECODERS.get(topics.first()?).and_then(|(_, decode)| decode(data))
    }

    /// Name and first topic of every event that [`Event::decode`] knows.
    pub fn signatures() -> Vec<(&'static str, [u8; 32])> {
        DECODERS
            .iter()
            .map(|(topic, (name, _))| (*name, *topic))
            .collect()
    }
}

/// ink!'s signature topic: BLAKE2b-256 of the name with the types' source text, spaces removed, in parentheses.
fn signature_topic(name: &str, types: &[&str]) -> [u8; 32] {
    let types = types.join(",").replace(' ', "");
    blake2_256(format!("{name}({types})").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use scale::Encode;

    #[test]
    fn the_signature_topic_is_inks() {
        // From ink!'s own erc20 integration test: Transfer(Option<AccountId>,Option<AccountId>,Balance) of v5.
        assert_eq!(
            signature_topic(
                "Transfer",
                &["Option < AccountId >", "Option<AccountId>", "Balance"]
            ),
            blake2_256(b"Transfer(Option<AccountId>,Option<AccountId>,Balance)")
        );
        assert_eq!(
            hex::encode(signature_topic(
                "Transfer",
                &["Option<AccountId>", "Option<AccountId>", "Balance"]
            )),
            "b5b61a3e6a21a16be4f044b517c28ac692492f73c5bfd3f60178ad98c767f4cb"
        );
    }

    #[test]
    fn an_event_is_known_by_its_topic_and_its_length() {
        let (actor, subject) = (AccountId::from([1; 32]), AccountId::from([2; 32]));
        let added = events::RecordAdded {
            actor,
            subject,
            number: 7,
            amends: Some(3),
            refers_to: None,
        };
        let topic = signature_topic(
            "RecordAdded",
            &["AccountId", "AccountId", "u32", "Option<u32>", "Option<u32>"],
        );
        let decoded = Event::decode(&[topic, actor.0, subject.0], &added.encode()).unwrap();
        assert_eq!(decoded, Event::RecordAdded(added.clone()));
        assert_eq!(
            (decoded.name(), decoded.actor(), decoded.subject()),
            ("RecordAdded", actor, subject)
        );

        let mut longer = added.encode();
        longer.push(0);
        assert_eq!(Event::decode(&[topic], &longer), None);
        assert_eq!(Event::decode(&[[9; 32]], &added.encode()), None);
        assert_eq!(Event::decode(&[], &added.encode()), None);
    }
}
