//! Metadata of a chain that exists only in tests: one pallet with errors, as pallet-contracts would have them.

use subxt::Metadata;
use subxt::ext::frame_metadata::v16;

/// What the errors of the pallet `Contracts`, number 4, look like.
#[derive(scale_info::TypeInfo)]
#[scale_info(capture_docs = "always")]
#[allow(dead_code)]
enum Error {
    /// The executed contract exhausted its gas limit.
    OutOfGas,
    /// Contract trapped
    /// during execution.
    ContractTrapped,
}

/// The metadata.
pub(crate) fn metadata() -> Metadata {
    let contracts = v16::PalletMetadata {
        name: "Contracts",
        storage: None,
        calls: None,
        event: None,
        constants: Vec::new(),
        error: Some(v16::PalletErrorMetadata {
            ty: scale_info::meta_type::<Error>(),
            deprecation_info: v16::EnumDeprecationInfo::nothing_deprecated(),
        }),
        associated_types: Vec::new(),
        view_functions: Vec::new(),
        index: 4,
        docs: Vec::new(),
        deprecation_info: v16::ItemDeprecationInfo::NotDeprecated,
    };
    let extrinsic = v16::ExtrinsicMetadata {
        versions: vec![4],
        address_ty: scale_info::meta_type::<u8>(),
        call_ty: scale_info::meta_type::<()>(),
        signature_ty: scale_info::meta_type::<u8>(),
        transaction_extensions_by_version: [(0u8, Vec::new())].into_iter().collect(),
        transaction_extensions: Vec::new(),
    };
    let enums = v16::OuterEnums {
        call_enum_ty: scale_info::meta_type::<()>(),
        event_enum_ty: scale_info::meta_type::<()>(),
        error_enum_ty: scale_info::meta_type::<()>(),
    };
    let custom = v16::CustomMetadata {
        map: Default::default(),
    };
    v16::RuntimeMetadataV16::new(vec![contracts], extrinsic, Vec::new(), enums, custom)
        .try_into()
        .unwrap()
}
