//! How long a sealed record becomes.

/// The least that details and content are together: a note of ten words and one of a page look the same.
pub(super) const FLOOR: u64 = 4_096;

/// Padmé: `len` rounded up so that only about log2(log2(len)) of its highest bits can be told. Adds at most 12 %.
pub(super) fn padme(len: u64) -> u64 {
    if len < 2 {
        return len;
    }
    let exponent = len.ilog2();
    let kept = exponent.ilog2() + 1;
    let mask = (1u64 << exponent.saturating_sub(kept)) - 1;
    len.saturating_add(mask) & !mask
}

/// The content's size with padding, for details of `details` bytes.
pub(super) fn padded_content(details: u64, size: u64) -> u64 {
    padme(details.saturating_add(size).max(FLOOR)).saturating_sub(details)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The PURBs paper and its reference implementation.
    #[test]
    fn as_in_the_paper() {
        for (len, padded) in [
            (0, 0),
            (1, 1),
            (2, 2),
            (9, 10),
            (16, 16),
            (17, 18),
            (100, 104),
            (1_000, 1_024),
        ] {
            assert_eq!(padme(len), padded, "{len}");
        }
        assert_eq!(padme(1 << 30), 1 << 30);
        assert_eq!(padme((1 << 30) + 1), (1 << 30) + (1 << 25));
    }

    #[test]
    fn at_most_twelve_percent_and_stable() {
        let mut lengths: Vec<u64> = (FLOOR..200_000).collect();
        lengths.extend(
            (17..48).flat_map(|bits| [(1u64 << bits) - 1, 1 << bits, (1 << bits) + 1, 3 << (bits - 1)]),
        );
        for len in lengths {
            let padded = padme(len);
            assert!(padded >= len);
            assert!((padded - len) * 100 <= len * 12, "{len} -> {padded}");
            assert_eq!(padme(padded), padded);
        }
    }

    #[test]
    fn few_sizes_remain() {
        let sizes: std::collections::BTreeSet<u64> =
            (0..1 << 20).map(|size| padded_content(1_024, size)).collect();
        assert!(sizes.len() < 200, "{}", sizes.len());
        assert_eq!(padded_content(1_024, 0), padded_content(1_024, 3_072));
    }
}
