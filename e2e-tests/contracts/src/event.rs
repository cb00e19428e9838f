//! Events as the chain keeps them: topics and data, decoded against `medink_types::events`.

use medink_types::AccountId;
use scale::Decode;

/// An event that a contract emitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Emitted {
    /// Which contract.
    pub contract: AccountId,
    /// Signature, actor, subject.
    pub topics: Vec<[u8; 32]>,
    /// Every field, topics included, in SCALE.
    pub data: Vec<u8>,
}

impl Emitted {
    /// The event as an `E`, or none where it is another kind. Panics where an `E` doesn't decode to its last
    /// byte, or where its topics are not the actor and the subject that its data names.
    pub fn decode<E: ink::env::Event + Decode>(&self) -> Option<E> {
        let signature = E::SIGNATURE_TOPIC.expect("every event of the system has a signature");
        if self.topics.first() != Some(&signature) {
            return None;
        }
        let mut rest = self.data.as_slice();
        let event = E::decode(&mut rest).expect("an event with this signature decodes");
        assert!(
            rest.is_empty(),
            "an event has {} bytes behind its last field",
            rest.len()
        );
        let named: Vec<&[u8]> = self.data[..64].chunks(32).collect();
        let topics: Vec<&[u8]> = self.topics[1..].iter().map(|topic| topic.as_slice()).collect();
        assert_eq!(topics, named, "an event's topics are its actor and its subject");
        Some(event)
    }
}
