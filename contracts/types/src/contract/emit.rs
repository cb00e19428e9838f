//! Emitting events.

use super::bytes::Encoded;
use ink::env::event::state::{HasRemainingTopics, Uninit};
use ink::env::event::{TopicsBuilder, TopicsBuilderBackend};
use ink::env::{DefaultEnvironment, Environment, Event};
use ink_primitives::AccountId;
use scale::Encode;

/// Emits an event of [`crate::events`]: its signature, actor and subject are the topics; `fields` is what it says
/// besides, in SCALE.
#[inline(never)]
pub(crate) fn emit(signature: Option<[u8; 32]>, actor: &AccountId, subject: &AccountId, fields: &[u8]) {
    ink::env::emit_event::<DefaultEnvironment, _>(EncodedEvent {
        signature,
        actor,
        subject,
        fields: Encoded(fields),
    });
}

/// An event of [`crate::events`], whichever.
#[derive(Encode)]
struct EncodedEvent<'a> {
    #[codec(skip)]
    signature: Option<[u8; 32]>,
    actor: &'a AccountId,
    subject: &'a AccountId,
    fields: Encoded<'a>,
}

impl Event for EncodedEvent<'_> {
    type RemainingTopics = [HasRemainingTopics; 3];
    // The signature is pushed below: it differs from event to event.
    const SIGNATURE_TOPIC: Option<[u8; 32]> = None;

    fn topics<E: Environment, B: TopicsBuilderBackend<E>>(
        &self,
        builder: TopicsBuilder<Uninit, E, B>,
    ) -> B::Output {
        builder
            .build::<Self>()
            .push_topic(self.signature.as_ref())
            .push_topic(Some(self.actor))
            .push_topic(Some(self.subject))
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use crate::events::RecordAdded;
    use crate::AccountId;
    use alloc::vec::Vec;
    use ink::env::{test, DefaultEnvironment};

    /// What ink! makes of the event itself is what its metadata describes.
    #[ink::test]
    fn an_emitted_event_is_the_one_that_ink_would_emit() {
        let event = RecordAdded {
            actor: AccountId([1; 32]),
            subject: AccountId([2; 32]),
            number: 3,
            amends: Some(4),
            refers_to: None,
        };
        RecordAdded::emit(
            &event.actor,
            &event.subject,
            &event.number,
            &event.amends,
            &event.refers_to,
        );
        ink::env::emit_event::<DefaultEnvironment, _>(event);
        let emitted: Vec<_> = test::recorded_events()
            .map(|event| (event.topics, event.data))
            .collect();
        assert_eq!(emitted.len(), 2);
        assert_eq!(emitted.first(), emitted.last());
    }
}
