//! What block 0 holds: the development accounts, endowed.
//!
//! Their keys are public knowledge. Whoever gives a real person's data to an
//! account of this list has published it.

use crate::{AccountId, Balance, BalancesConfig, RuntimeGenesisConfig};
use alloc::{vec, vec::Vec};
use frame_support::build_struct_json_patch;
use sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET};
use sp_keyring::Sr25519Keyring;

/// What each development account owns at the start: 2^60, about 1.15 million
/// UNIT.
pub const ENDOWMENT: Balance = 1 << 60;

/// The presets by name.
pub fn preset_names() -> Vec<PresetId> {
    vec![PresetId::from(DEV_RUNTIME_PRESET)]
}

/// The JSON patch of the preset `id`; `None` for a name that is not in
/// [`preset_names`].
pub fn preset(id: &PresetId) -> Option<Vec<u8>> {
    (id == DEV_RUNTIME_PRESET).then(|| {
        // Alice, Bob, Charlie, Dave, Eve, Ferdie, and each one's `//stash`.
        let balances: Vec<(AccountId, Balance)> = Sr25519Keyring::well_known()
            .map(|key| (key.to_account_id(), ENDOWMENT))
            .collect();
        let patch = build_struct_json_patch!(RuntimeGenesisConfig {
            balances: BalancesConfig { balances },
        });
        alloc::string::ToString::to_string(&patch).into_bytes()
    })
}
