//! A chain's metadata, read from what a node hands over.
//!
//! subxt takes them in more forms than nodes have, and stops the program over some bytes: its own way of reading calls itself
//! without an end where their length happens to be their first number, and what metadata name and do not have it expects to be
//! there when a transaction is made. So only the one form is read here, and such names are looked up first.

use crate::error::ChainError;
use medink_words::{Value, said};
use scale::Decode;
use subxt::Metadata;
use subxt::ext::frame_metadata::{META_RESERVED, RuntimeMetadata, RuntimeMetadataPrefixed, v16};

/// The metadata in these bytes.
///
/// # Errors
/// [`ChainError::Malformed`] for anything else.
pub(super) fn read(mut bytes: &[u8]) -> Result<Metadata, ChainError> {
    let malformed = |why: Value| ChainError::malformed(said!("chain-metadata"), why);
    let RuntimeMetadataPrefixed(prefix, metadata) =
        Decode::decode(&mut bytes).map_err(|e: scale::Error| malformed(e.to_string().into()))?;
    if prefix != META_RESERVED {
        return Err(malformed(said!("chain-metadata-foreign").into()));
    }
    let version = metadata.version();
    let read = match metadata {
        RuntimeMetadata::V14(metadata) => Metadata::from_v14(metadata),
        RuntimeMetadata::V15(metadata) => Metadata::from_v15(metadata),
        RuntimeMetadata::V16(metadata) if has_what_it_names(&metadata) => Metadata::from_v16(metadata),
        RuntimeMetadata::V16(_) => return Err(malformed(said!("chain-metadata-torn").into())),
        _ => {
            return Err(malformed(
                said!("chain-metadata-version", version = version).into(),
            ));
        }
    };
    read.map_err(|e| malformed(e.to_string().into()))
}

/// Whether there is all that transactions and hashes are made by.
fn has_what_it_names(metadata: &v16::RuntimeMetadataV16) -> bool {
    let extrinsic = &metadata.extrinsic;
    let there = extrinsic.transaction_extensions.len();
    let mut versions = extrinsic.transaction_extensions_by_version.values();
    let extensions = !extrinsic.transaction_extensions_by_version.is_empty()
        && versions.all(|named| {
            named
                .iter()
                .all(|index| usize::try_from(index.0).is_ok_and(|index| index < there))
        });
    let mut associated = metadata
        .pallets
        .iter()
        .flat_map(|pallet| &pallet.associated_types);
    extensions && associated.all(|one| metadata.types.resolve(one.ty.id).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;
    use scale::{Compact, Encode};
    use subxt::ext::frame_metadata::v15;

    /// Of nothing, with one extension.
    fn metadata() -> v16::RuntimeMetadataV16 {
        let ty = scale_info::meta_type::<()>;
        let extrinsic = v16::ExtrinsicMetadata {
            versions: vec![4],
            address_ty: ty(),
            call_ty: ty(),
            signature_ty: ty(),
            transaction_extensions_by_version: [(0u8, vec![Compact(0)])].into_iter().collect(),
            transaction_extensions: vec![v16::TransactionExtensionMetadata {
                identifier: "CheckNonce",
                ty: ty(),
                implicit: ty(),
            }],
        };
        let enums = v15::OuterEnums {
            call_enum_ty: ty(),
            event_enum_ty: ty(),
            error_enum_ty: ty(),
        };
        let custom = v15::CustomMetadata {
            map: Default::default(),
        };
        v16::RuntimeMetadataV16::new(Vec::new(), extrinsic, Vec::new(), enums, custom)
    }

    fn bytes(metadata: v16::RuntimeMetadataV16) -> Vec<u8> {
        RuntimeMetadataPrefixed::from(metadata).encode()
    }

    fn refused(bytes: &[u8]) -> bool {
        read(bytes).is_err_and(|error| error.kind() == ErrorKind::Malformed)
    }

    #[test]
    fn metadata_of_a_node_are_read() {
        assert!(read(&bytes(metadata())).is_ok());
    }

    #[test]
    fn bytes_whose_length_is_their_first_number_are_refused_like_others() {
        for length in 0..64u8 {
            let mut bytes = vec![0xff; usize::from(length)];
            if let Some(first) = bytes.first_mut() {
                *first = length << 2;
            }
            assert!(refused(&bytes), "{length}");
        }
        let good = bytes(metadata());
        for at in 0..good.len() {
            assert!(refused(&good[..at]), "cut to {at}");
        }
        // Another prefix, and none: subxt would take the second.
        assert!(refused(&[b"Meta", &good[4..]].concat()));
        assert!(refused(&good[4..]));
    }

    #[test]
    fn what_is_named_has_to_be_there() {
        let mut beyond = metadata();
        beyond
            .extrinsic
            .transaction_extensions_by_version
            .insert(1, vec![Compact(0), Compact(1)]);
        assert!(refused(&bytes(beyond)));
        let mut none = metadata();
        none.extrinsic.transaction_extensions_by_version.clear();
        assert!(refused(&bytes(none)));
        let older = RuntimeMetadataPrefixed(META_RESERVED, RuntimeMetadata::V16(metadata())).encode();
        let unknown = [&older[..4], &[13], &older[5..]].concat();
        assert!(refused(&unknown));
    }
}
