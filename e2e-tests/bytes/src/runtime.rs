//! A runtime that there is only here: of a node's own those pallets, events and values that medink looks at, in the form in
//! which FRAME's metadata describe them. The numbers are those of medink's node, and not that it would matter.

#![allow(
    dead_code,
    missing_docs,
    non_camel_case_types,
    reason = "their names are all that there is of them, and FRAME's"
)]

use scale::{Compact, Encode};
use scale_info::{TypeInfo, meta_type};
use subxt::ext::frame_metadata::{RuntimeMetadataPrefixed, v16};

#[derive(Encode, TypeInfo)]
pub struct AccountId32(pub [u8; 32]);

#[derive(Encode, TypeInfo)]
pub struct H256(pub [u8; 32]);

/// `frame_system::EventRecord`.
#[derive(Encode)]
pub struct Happened {
    pub phase: Phase,
    pub event: Event,
    pub topics: Vec<[u8; 32]>,
}

#[derive(Encode)]
pub enum Phase {
    ApplyExtrinsic(u32),
    Finalization,
    Initialization,
}

#[derive(Encode, TypeInfo)]
pub enum Event {
    #[codec(index = 0)]
    System(System),
    #[codec(index = 6)]
    TransactionPayment(Payment),
    #[codec(index = 8)]
    Contracts(Contracts),
    #[codec(index = 20)]
    Council(Council),
    #[codec(index = 22)]
    Whitelist(Whitelist),
}

#[derive(Encode, TypeInfo)]
pub enum System {
    ExtrinsicSuccess,
    ExtrinsicFailed { dispatch_error: DispatchError },
}

#[derive(Encode, TypeInfo)]
pub enum Payment {
    TransactionFeePaid {
        who: AccountId32,
        actual_fee: u128,
        tip: u128,
    },
}

#[derive(Encode, TypeInfo)]
pub enum Contracts {
    ContractEmitted {
        contract: AccountId32,
        data: Vec<u8>,
    },
    StorageDepositTransferredAndHeld {
        from: AccountId32,
        to: AccountId32,
        amount: u128,
    },
    StorageDepositTransferredAndReleased {
        from: AccountId32,
        to: AccountId32,
        amount: u128,
    },
    Instantiated {
        deployer: AccountId32,
        contract: AccountId32,
    },
}

#[derive(Encode, TypeInfo)]
pub enum Council {
    Executed {
        proposal_hash: [u8; 32],
        result: Result<(), DispatchError>,
    },
}

#[derive(Encode, TypeInfo)]
pub enum Whitelist {
    WhitelistedCallDispatched {
        call_hash: [u8; 32],
        result: Result<PostInfo, Carried>,
    },
}

#[derive(Encode, TypeInfo)]
pub struct PostInfo {
    pub actual_weight: Option<Weight>,
    pub pays_fee: Pays,
}

#[derive(Encode, TypeInfo)]
pub struct Carried {
    pub post_info: PostInfo,
    pub error: DispatchError,
}

#[derive(Encode, TypeInfo)]
pub struct Weight {
    pub ref_time: Compact<u64>,
    pub proof_size: Compact<u64>,
}

#[derive(Encode, TypeInfo)]
pub enum Pays {
    Yes,
    No,
}

#[derive(Encode, TypeInfo)]
pub enum DispatchError {
    Other,
    CannotLookup,
    BadOrigin,
    Module { index: u8, error: [u8; 4] },
    ConsumerRemaining,
    NoProviders,
    TooManyConsumers,
    Token(Token),
}

#[derive(Encode, TypeInfo)]
pub enum Token {
    FundsUnavailable,
    OnlyProvider,
}

/// The value of `System.Account`.
#[derive(Encode, TypeInfo)]
pub struct Account {
    pub nonce: u32,
    pub consumers: u32,
    pub data: AccountData,
}

#[derive(Encode, TypeInfo)]
pub struct AccountData {
    pub free: u128,
    pub reserved: u128,
    pub frozen: u128,
}

/// The value of `Contracts.ContractInfoOf`.
#[derive(Encode, TypeInfo)]
pub struct Contract {
    pub trie_id: Vec<u8>,
    pub code_hash: H256,
}

/// The value of `Council.Voting`.
#[derive(Encode, TypeInfo)]
pub struct Votes {
    pub index: u32,
    pub threshold: u32,
    pub ayes: Vec<AccountId32>,
    pub nays: Vec<AccountId32>,
    pub end: u32,
}

#[derive(TypeInfo)]
enum ContractsCall {
    call,
    instantiate,
    instantiate_with_code,
    upload_code,
}

#[derive(TypeInfo)]
enum CouncilCall {
    propose,
    vote,
    close,
}

#[derive(TypeInfo)]
enum HospitalsCall {
    add_member,
    remove_member,
}

#[derive(TypeInfo)]
enum WhitelistCall {
    whitelist_call,
}

#[derive(TypeInfo)]
enum ContractsError {
    OutOfGas,
    ContractTrapped,
}

#[derive(TypeInfo)]
struct Nothing;

/// Its metadata, as a node hands them over.
pub fn metadata() -> Vec<u8> {
    let mut system = pallet("System", 0);
    system.event = Some(events::<System>());
    system.storage = Some(storage("System", vec![value::<Account>("Account")]));
    system.constants = vec![v16::PalletConstantMetadata {
        name: "SS58Prefix",
        ty: meta_type::<u16>(),
        value: 42u16.encode(),
        docs: Vec::new(),
        deprecation_info: v16::ItemDeprecationInfo::NotDeprecated,
    }];
    let mut payment = pallet("TransactionPayment", 6);
    payment.event = Some(events::<Payment>());
    let mut contracts = pallet("Contracts", 8);
    contracts.event = Some(events::<Contracts>());
    contracts.calls = Some(calls::<ContractsCall>());
    contracts.storage = Some(storage("Contracts", vec![value::<Contract>("ContractInfoOf")]));
    contracts.error = Some(v16::PalletErrorMetadata {
        ty: meta_type::<ContractsError>(),
        deprecation_info: v16::EnumDeprecationInfo::nothing_deprecated(),
    });
    let mut council = pallet("Council", 20);
    council.event = Some(events::<Council>());
    council.calls = Some(calls::<CouncilCall>());
    council.storage = Some(storage("Council", vec![value::<Votes>("Voting")]));
    let mut hospitals = pallet("Hospitals", 21);
    hospitals.calls = Some(calls::<HospitalsCall>());
    let mut whitelist = pallet("Whitelist", 22);
    whitelist.event = Some(events::<Whitelist>());
    whitelist.calls = Some(calls::<WhitelistCall>());

    let extrinsic = v16::ExtrinsicMetadata {
        versions: vec![4],
        address_ty: meta_type::<AccountId32>(),
        call_ty: meta_type::<Nothing>(),
        signature_ty: meta_type::<Nothing>(),
        transaction_extensions_by_version: [(0u8, Vec::new())].into_iter().collect(),
        transaction_extensions: Vec::new(),
    };
    let enums = v16::OuterEnums {
        call_enum_ty: meta_type::<Nothing>(),
        event_enum_ty: meta_type::<Event>(),
        error_enum_ty: meta_type::<Nothing>(),
    };
    let custom = v16::CustomMetadata {
        map: Default::default(),
    };
    let pallets = vec![system, payment, contracts, council, hospitals, whitelist];
    let metadata = v16::RuntimeMetadataV16::new(pallets, extrinsic, Vec::new(), enums, custom);
    RuntimeMetadataPrefixed::from(metadata).encode()
}

fn pallet(name: &'static str, index: u8) -> v16::PalletMetadata {
    v16::PalletMetadata {
        name,
        storage: None,
        calls: None,
        event: None,
        constants: Vec::new(),
        error: None,
        associated_types: Vec::new(),
        view_functions: Vec::new(),
        index,
        docs: Vec::new(),
        deprecation_info: v16::ItemDeprecationInfo::NotDeprecated,
    }
}

fn events<T: TypeInfo + 'static>() -> v16::PalletEventMetadata {
    v16::PalletEventMetadata {
        ty: meta_type::<T>(),
        deprecation_info: v16::EnumDeprecationInfo::nothing_deprecated(),
    }
}

fn calls<T: TypeInfo + 'static>() -> v16::PalletCallMetadata {
    v16::PalletCallMetadata {
        ty: meta_type::<T>(),
        deprecation_info: v16::EnumDeprecationInfo::nothing_deprecated(),
    }
}

fn storage(prefix: &'static str, entries: Vec<v16::StorageEntryMetadata>) -> v16::PalletStorageMetadata {
    v16::PalletStorageMetadata { prefix, entries }
}

/// An entry with one value: by which key there would be several, nothing here asks.
fn value<T: TypeInfo + 'static>(name: &'static str) -> v16::StorageEntryMetadata {
    v16::StorageEntryMetadata {
        name,
        modifier: v16::StorageEntryModifier::Optional,
        ty: v16::StorageEntryType::Plain(meta_type::<T>()),
        default: Vec::new(),
        docs: Vec::new(),
        deprecation_info: v16::ItemDeprecationInfo::NotDeprecated,
    }
}
