//! Access to the cells of a mapping.

use super::bytes::{Encoded, Rest};
use alloc::vec::Vec;
use ink::storage::traits::StorageKey;
use ink::storage::Mapping;
use scale::{Codec, Encode, EncodeLike};

/// The cells of a mapping. They are where and what ink!'s own access makes them: only the way is shorter.
pub trait Cells<K: Encode, V: Encode> {
    /// What the cell of `key` holds.
    fn read<Q: EncodeLike<K>>(&self, key: Q) -> Option<V>;

    /// Whether the cell of `key` holds anything.
    fn holds<Q: EncodeLike<K>>(&self, key: Q) -> bool;

    /// Makes the cell of `key` hold `value`.
    fn write<Q: EncodeLike<K>, R: EncodeLike<V>>(&mut self, key: Q, value: &R);

    /// Makes the cell of `key` hold `value` without making it any smaller: what pallet-contracts would pay back for a
    /// smaller cell goes to who calls, and that may be another than who paid for it.
    fn overwrite<Q: EncodeLike<K>, R: EncodeLike<V>>(&mut self, key: Q, value: &R);

    /// Empties the cell of `key`. What was paid for it goes to who calls: only for what the same account paid for.
    fn clear<Q: EncodeLike<K>>(&mut self, key: Q);
}

impl<K: Encode, V: Codec, Place: StorageKey> Cells<K, V> for Mapping<K, V, Place> {
    fn read<Q: EncodeLike<K>>(&self, key: Q) -> Option<V> {
        let bytes = read_encoded(&(Place::KEY, key).encode())?;
        match V::decode(&mut bytes.as_slice()) {
            Ok(value) => Some(value),
            Err(_) => unreachable!("nothing but `write` fills the cell, with a `V`"),
        }
    }

    fn holds<Q: EncodeLike<K>>(&self, key: Q) -> bool {
        holds_encoded(&(Place::KEY, key).encode())
    }

    fn write<Q: EncodeLike<K>, R: EncodeLike<V>>(&mut self, key: Q, value: &R) {
        write_encoded(&(Place::KEY, key).encode(), &value.encode());
    }

    fn overwrite<Q: EncodeLike<K>, R: EncodeLike<V>>(&mut self, key: Q, value: &R) {
        overwrite_encoded(&(Place::KEY, key).encode(), value.encode());
    }

    fn clear<Q: EncodeLike<K>>(&mut self, key: Q) {
        clear_encoded(&(Place::KEY, key).encode());
    }
}

#[inline(never)]
fn read_encoded(key: &[u8]) -> Option<Vec<u8>> {
    match ink::env::get_contract_storage(&Encoded(key)) {
        Ok(cell) => cell.map(|Rest(bytes)| bytes),
        Err(_) => unreachable!("bytes need no decoding"),
    }
}

#[inline(never)]
fn holds_encoded(key: &[u8]) -> bool {
    ink::env::contains_contract_storage(&Encoded(key)).is_some()
}

#[inline(never)]
fn write_encoded(key: &[u8], value: &[u8]) {
    ink::env::set_contract_storage(&Encoded(key), &Encoded(value));
}

/// What is behind the value is never read: decoding stops where the value ends.
#[inline(never)]
fn overwrite_encoded(key: &[u8], mut value: Vec<u8>) {
    let before = ink::env::contains_contract_storage(&Encoded(key)).unwrap_or_default();
    let before = usize::try_from(before).unwrap_or_default();
    if value.len() < before {
        value.resize(before, 0);
    }
    write_encoded(key, &value);
}

#[inline(never)]
fn clear_encoded(key: &[u8]) {
    ink::env::clear_contract_storage(&Encoded(key));
}

#[cfg(test)]
mod tests {
    use super::*;
    use ink::storage::traits::ManualKey;

    type Numbers = Mapping<(u8, u32), Vec<u16>, ManualKey<7>>;

    #[ink::test]
    fn a_cell_holds_what_was_written_until_it_is_cleared() {
        let mut numbers = Numbers::default();
        assert_eq!((numbers.read((1, 2)), numbers.holds((1, 2))), (None, false));
        numbers.write((1, 2), &Vec::from([3, 4]));
        assert_eq!(numbers.read((1, 2)), Some(Vec::from([3, 4])));
        assert!(numbers.holds((1, 2)) && !numbers.holds((2, 1)));
        numbers.clear((1, 2));
        assert_eq!((numbers.read((1, 2)), numbers.holds((1, 2))), (None, false));
    }

    #[ink::test]
    fn a_cell_that_is_overwritten_stays_as_large_as_it_was() {
        let mut numbers = Numbers::default();
        let size = || ink::env::contains_contract_storage(&(7u32, (1u8, 2u32)));
        numbers.write((1, 2), &Vec::from([3, 4, 5]));
        let before = size();
        numbers.overwrite((1, 2), &Vec::from([6]));
        assert_eq!((numbers.read((1, 2)), size()), (Some(Vec::from([6])), before));
        numbers.overwrite((1, 2), &Vec::from([6, 7, 8, 9]));
        assert_eq!(numbers.read((1, 2)), Some(Vec::from([6, 7, 8, 9])));
        assert!(size() > before);
        numbers.overwrite((3, 4), &Vec::from([1]));
        assert_eq!(numbers.read((3, 4)), Some(Vec::from([1])));
    }

    #[ink::test]
    fn the_cells_are_the_mappings_own() {
        let mut numbers = Numbers::default();
        numbers.write((1, 2), &Vec::from([3, 4]));
        assert_eq!(numbers.get((1, 2)), Some(Vec::from([3, 4])));
        numbers.insert((1, 2), &Vec::from([5]));
        assert_eq!(numbers.read((1, 2)), Some(Vec::from([5])));
    }
}
