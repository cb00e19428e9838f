//! A chain of hospitals, and a development chain, block by block.

use crate::{
    config::MAXIMUM_BLOCK_WEIGHT,
    consensus::{SessionKeys, SlotLength, DEVELOPMENT_SLOT},
    genesis::preset,
    validators::{SessionLength, SESSION},
    AccountId, AllPalletsWithSystem, Aura, Authorship, Balance, Balances, BalancesConfig, Council, Hospitals,
    HospitalsConfig, Runtime, RuntimeCall, RuntimeGenesisConfig, RuntimeOrigin, Session, SessionConfig,
    System, Timestamp, Whitelist, UNIT,
};
use alloc::{boxed::Box, vec, vec::Vec};
use frame_support::{
    assert_noop, assert_ok,
    dispatch::GetDispatchInfo,
    storage::unhashed,
    traits::{fungible::Balanced, OnFinalize, OnInitialize, OnUnbalanced, SortedMembers},
    weights::Weight,
};
use pallet_balances::TotalIssuance;
use parity_scale_codec::Encode;
use sp_consensus_aura::{Slot, AURA_ENGINE_ID};
use sp_core::{ed25519, proof_of_possession::statement_of_ownership, sr25519, Pair};
use sp_io::TestExternalities;
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave};
use sp_runtime::{
    traits::{BlakeTwo256, Hash},
    BuildStorage, Digest, DigestItem, Perbill,
};

/// Milliseconds.
const SLOT: u64 = 3_000;

fn keys(hospital: Sr25519Keyring) -> SessionKeys {
    let seed = hospital.to_seed();
    SessionKeys {
        aura: sr25519::Pair::from_string(&seed, None).unwrap().public().into(),
        grandpa: ed25519::Pair::from_string(&seed, None).unwrap().public().into(),
    }
}

/// A network of `hospitals`, each with its keys.
fn network(hospitals: &[Sr25519Keyring]) -> TestExternalities {
    let members: Vec<AccountId> = hospitals
        .iter()
        .map(|hospital| hospital.to_account_id())
        .collect();
    let storage = RuntimeGenesisConfig {
        balances: BalancesConfig {
            balances: Sr25519Keyring::well_known()
                .map(|key| (key.to_account_id(), 1_000 * UNIT))
                .collect(),
            ..Default::default()
        },
        hospitals: HospitalsConfig {
            members: members.clone().try_into().unwrap(),
            ..Default::default()
        },
        session: SessionConfig {
            keys: hospitals
                .iter()
                .map(|hospital| {
                    (
                        hospital.to_account_id(),
                        hospital.to_account_id(),
                        keys(*hospital),
                    )
                })
                .collect(),
            ..Default::default()
        },
        ..Default::default()
    };
    let mut state = TestExternalities::new(storage.build_storage().unwrap());
    state.execute_with(|| SlotLength::set(&SLOT));
    state
}

fn development() -> TestExternalities {
    let storage = RuntimeGenesisConfig {
        balances: BalancesConfig {
            balances: vec![(Alice.to_account_id(), 1_000 * UNIT)],
            ..Default::default()
        },
        ..Default::default()
    };
    TestExternalities::new(storage.build_storage().unwrap())
}

/// Begins block `number` at `time`, as its author's node does. What that takes of the block.
fn begin(number: u32, time: u64, slot: u64) -> Weight {
    let digest = Digest {
        logs: vec![DigestItem::PreRuntime(
            AURA_ENGINE_ID,
            Slot::from(time / slot).encode(),
        )],
    };
    System::reset_events();
    System::initialize(&number, &Default::default(), &digest);
    let taken = AllPalletsWithSystem::on_initialize(number);
    Timestamp::set(RuntimeOrigin::none(), time).unwrap();
    taken
}

fn end(number: u32) {
    AllPalletsWithSystem::on_finalize(number);
    System::finalize();
}

/// Blocks up to and with `last`, one a slot.
fn blocks(first: u32, last: u32) {
    for number in first..=last {
        begin(number, u64::from(number) * SLOT, SLOT);
        end(number);
    }
}

fn signed(who: Sr25519Keyring) -> RuntimeOrigin {
    RuntimeOrigin::signed(who.to_account_id())
}

/// Has `ayes` vote for `call`, the first of them having proposed it, and closes
/// the vote.
fn decide(call: RuntimeCall, threshold: u32, ayes: &[Sr25519Keyring]) -> sp_runtime::DispatchResult {
    let hash = BlakeTwo256::hash_of(&call);
    let length = call.encoded_size() as u32;
    let weight = call.get_dispatch_info().call_weight;
    let index = pallet_collective::ProposalCount::<Runtime>::get();
    let result = Council::propose(signed(ayes[0]), threshold, Box::new(call), length);
    if threshold < 2 {
        return result.map(|_| ()).map_err(|error| error.error);
    }
    result.map_err(|error| error.error)?;
    for aye in ayes {
        Council::vote(signed(*aye), hash, index, true).map_err(|error| error.error)?;
    }
    Council::close(signed(ayes[0]), hash, index, weight, length)
        .map(|_| ())
        .map_err(|error| error.error)
}

fn admit(who: Sr25519Keyring) -> RuntimeCall {
    RuntimeCall::Hospitals(pallet_membership::Call::add_member {
        who: who.to_account_id().into(),
    })
}

fn validators() -> Vec<AccountId> {
    Session::validators()
}

fn accounts(of: &[Sr25519Keyring]) -> Vec<AccountId> {
    let mut accounts: Vec<AccountId> = of.iter().map(|one| one.to_account_id()).collect();
    accounts.sort();
    accounts
}

/// Lays down the keys of `who`, with the proof that a node makes of its own.
fn lay_down_keys(who: Sr25519Keyring) {
    let statement = statement_of_ownership(&who.to_account_id().encode());
    let seed = who.to_seed();
    let proof = (
        sr25519::Pair::from_string(&seed, None).unwrap().sign(&statement),
        ed25519::Pair::from_string(&seed, None).unwrap().sign(&statement),
    )
        .encode();
    assert_ok!(Session::set_keys(signed(who), keys(who), proof));
}

#[test]
fn a_development_chain_makes_a_block_each_millisecond_and_no_session_ends() {
    development().execute_with(|| {
        assert_eq!(SlotLength::get(), DEVELOPMENT_SLOT);
        for number in 1..=2 * SESSION {
            let taken = begin(number, 1_000 + u64::from(number), DEVELOPMENT_SLOT);
            assert!(
                taken.all_lte(Perbill::from_percent(10) * MAXIMUM_BLOCK_WEIGHT),
                "block {number} has no room for transactions"
            );
            end(number);
        }
        assert_eq!(Session::current_index(), 0);
        assert!(validators().is_empty() && Hospitals::sorted_members().is_empty());
    });
}

#[test]
fn a_development_chain_burns_fees_and_a_network_gives_them_to_the_author() {
    let pay = || {
        let before = TotalIssuance::<Runtime>::get();
        let fees = Balances::withdraw(
            &Alice.to_account_id(),
            UNIT,
            frame_support::traits::tokens::Precision::Exact,
            frame_support::traits::tokens::Preservation::Preserve,
            frame_support::traits::tokens::Fortitude::Polite,
        )
        .unwrap();
        crate::consensus::ToAuthor::on_unbalanced(fees);
        before - TotalIssuance::<Runtime>::get()
    };
    development().execute_with(|| {
        begin(1, 1_000, DEVELOPMENT_SLOT);
        assert_eq!(pay(), UNIT);
    });
    network(&[Bob]).execute_with(|| {
        begin(1, SLOT, SLOT);
        assert_eq!(Authorship::author(), Some(Bob.to_account_id()));
        let before: Balance = Balances::free_balance(Bob.to_account_id());
        assert_eq!(pay(), 0);
        assert_eq!(Balances::free_balance(Bob.to_account_id()), before + UNIT);
    });
}

#[test]
fn hospitals_take_turns_and_their_nodes_are_known_from_the_first_block() {
    network(&[Alice, Bob, Charlie]).execute_with(|| {
        assert_eq!(validators(), accounts(&[Alice, Bob, Charlie]));
        assert_eq!(pallet_aura::Authorities::<Runtime>::get().len(), 3);
        assert_eq!(crate::Grandpa::grandpa_authorities().len(), 3);
        let mut authors: Vec<AccountId> = Vec::new();
        for number in 1..=3 {
            begin(number, u64::from(number) * SLOT, SLOT);
            authors.push(Authorship::author().unwrap());
            end(number);
        }
        authors.sort();
        assert_eq!(authors, accounts(&[Alice, Bob, Charlie]));
    });
}

#[test]
fn a_hospital_joins_by_two_thirds_and_validates_with_keys_alone() {
    network(&[Alice, Bob, Charlie]).execute_with(|| {
        blocks(1, 1);
        begin(2, 2 * SLOT, SLOT);
        // One of three is not two thirds, whatever threshold is proposed.
        assert_ok!(Council::propose(signed(Alice), 1, Box::new(admit(Dave)), 100));
        assert!(!Hospitals::sorted_members().contains(&Dave.to_account_id()));
        assert_ok!(decide(admit(Dave), 2, &[Alice, Bob]));
        assert_eq!(
            Hospitals::sorted_members(),
            accounts(&[Alice, Bob, Charlie, Dave])
        );
        assert_eq!(
            pallet_collective::Members::<Runtime>::get(),
            accounts(&[Alice, Bob, Charlie, Dave]),
            "a hospital has its seat at once"
        );
        end(2);
        blocks(3, 2 * SESSION);
        assert_eq!(validators(), accounts(&[Alice, Bob, Charlie]), "it has no keys");

        begin(2 * SESSION + 1, u64::from(2 * SESSION + 1) * SLOT, SLOT);
        lay_down_keys(Dave);
        end(2 * SESSION + 1);
        blocks(2 * SESSION + 2, 4 * SESSION);
        assert_eq!(validators(), accounts(&[Alice, Bob, Charlie, Dave]));
        assert_eq!(pallet_aura::Authorities::<Runtime>::get().len(), 4);
        assert_eq!(crate::Grandpa::grandpa_authorities().len(), 4);
    });
}

#[test]
fn sessions_are_as_long_as_block_0_says() {
    network(&[Alice]).execute_with(|| {
        SessionLength::set(&5);
        blocks(1, 20);
        assert_eq!(Session::current_index(), 4);
    });
}

#[test]
fn a_hospital_leaves_and_the_last_with_keys_goes_on() {
    network(&[Alice, Bob]).execute_with(|| {
        begin(1, SLOT, SLOT);
        let leave = RuntimeCall::Hospitals(pallet_membership::Call::remove_member {
            who: Bob.to_account_id().into(),
        });
        assert_ok!(decide(leave, 2, &[Alice, Bob]));
        end(1);
        blocks(2, 2 * SESSION);
        assert_eq!(validators(), accounts(&[Alice]));
        begin(2 * SESSION + 1, u64::from(2 * SESSION + 1) * SLOT, SLOT);
        assert_ok!(Session::purge_keys(signed(Alice)));
        end(2 * SESSION + 1);
        blocks(2 * SESSION + 2, 5 * SESSION);
        assert_eq!(Aura::authorities_len(), 1, "somebody makes blocks");
        assert_eq!(
            crate::Grandpa::grandpa_authorities().len(),
            1,
            "and makes them final"
        );
    });
}

#[test]
fn what_needs_root_takes_two_thirds_and_a_hospital_that_hands_it_in() {
    network(&[Alice, Bob, Charlie]).execute_with(|| {
        begin(1, SLOT, SLOT);
        let key = b"decided".to_vec();
        let call = RuntimeCall::System(frame_system::Call::set_storage {
            items: vec![(key.clone(), vec![1])],
        });
        let hash = BlakeTwo256::hash_of(&call);
        let whitelist = RuntimeCall::Whitelist(pallet_whitelist::Call::whitelist_call { call_hash: hash });

        assert_ok!(Council::propose(
            signed(Alice),
            1,
            Box::new(whitelist.clone()),
            100
        ));
        assert!(!pallet_whitelist::WhitelistedCall::<Runtime>::contains_key(hash));
        assert_ok!(decide(whitelist, 2, &[Alice, Charlie]));
        assert!(pallet_whitelist::WhitelistedCall::<Runtime>::contains_key(hash));
        assert_noop!(
            Whitelist::dispatch_whitelisted_call_with_preimage(signed(Dave), Box::new(call.clone())),
            pallet_whitelist::Error::<Runtime>::DeferredDispatchNotFound
        );
        assert_ok!(Whitelist::dispatch_whitelisted_call_with_preimage(
            signed(Bob),
            Box::new(call)
        ));
        assert_eq!(unhashed::get::<u8>(&key), Some(1));
    });
}

#[test]
fn who_says_nothing_says_no() {
    network(&[Alice, Bob, Charlie]).execute_with(|| {
        begin(1, SLOT, SLOT);
        let call = admit(Dave);
        let (hash, length) = (BlakeTwo256::hash_of(&call), call.encoded_size() as u32);
        let weight = call.get_dispatch_info().call_weight;
        assert_ok!(Council::propose(signed(Alice), 2, Box::new(call), length));
        assert_ok!(Council::vote(signed(Alice), hash, 0, true));
        end(1);
        // The blocks in between hold nothing.
        let last = crate::council::MOTION + 2;
        System::set_block_number(last - 1);
        begin(last, u64::from(last) * SLOT, SLOT);
        assert_ok!(Council::close(signed(Alice), hash, 0, weight, length));
        assert!(!Hospitals::sorted_members().contains(&Dave.to_account_id()));
    });
}

#[test]
fn the_development_preset_has_no_hospital() {
    let preset = preset(&sp_genesis_builder::DEV_RUNTIME_PRESET.into()).unwrap();
    let preset = alloc::string::String::from_utf8(preset).unwrap();
    assert!(
        preset.contains("balances") && !preset.contains("hospitals"),
        "{preset}"
    );
}

#[test]
fn a_new_runtime_is_called_what_the_node_calls_it() {
    let call = RuntimeCall::System(frame_system::Call::set_code { code: vec![7; 3] });
    assert_eq!(call.encode(), (0u8, 2u8, vec![7u8; 3]).encode());
    assert_eq!(SlotLength::key(), sp_io::hashing::twox_128(b":SlotLength:"));
    assert_eq!(SessionLength::key(), sp_io::hashing::twox_128(b":SessionLength:"));
}
