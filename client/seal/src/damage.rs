//! Every small damage of some bytes: what a bad disk, a bad line or a curious hand makes of them. For tests that each is
//! noticed.

/// The bytes with each single byte changed, left out, repeated, or exchanged with the next where that is another, and cut
/// to every shorter length; each with what was done. None is as the bytes were.
pub(crate) fn damaged(good: &[u8]) -> impl Iterator<Item = (String, Vec<u8>)> {
    (0..good.len()).flat_map(move |at| {
        let with = |change: &dyn Fn(&mut Vec<u8>)| {
            let mut bad = good.to_vec();
            change(&mut bad);
            bad
        };
        let mut all = vec![
            // Another bit at another place, so that each is tried somewhere.
            (
                format!("byte {at} changed"),
                with(&|bad| bad[at] ^= 1 << (at % 8)),
            ),
            (format!("byte {at} inverted"), with(&|bad| bad[at] ^= 0xff)),
            (
                format!("byte {at} repeated"),
                with(&|bad| bad.insert(at, good[at])),
            ),
            (format!("cut to {at}"), good[..at].to_vec()),
        ];
        if at + 1 < good.len() {
            // The last left out is the cut before it.
            all.push((
                format!("byte {at} left out"),
                with(&|bad| {
                    bad.remove(at);
                }),
            ));
            if good[at] != good[at + 1] {
                all.push((format!("byte {at} exchanged"), with(&|bad| bad.swap(at, at + 1))));
            }
        }
        all
    })
}

#[test]
fn nothing_damaged_is_as_it_was() {
    let good = b"aabc";
    let all: Vec<_> = damaged(good).collect();
    assert!(all.iter().all(|(_, bad)| bad != good));
    // Four at each place, one less left out, and two pairs that differ.
    assert_eq!(all.len(), 4 * 4 + 3 + 2);
}
