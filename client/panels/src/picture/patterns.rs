//! How many finder patterns a picture has: the squares in three corners of a QR code, dark and light as 1:1:3:1:1 along a
//! row. The decoder tries which three of them belong together, which takes for ever, and all memory there is, where
//! somebody has filled a picture with them. They are counted first, in one pass over the picture.
//!
//! What is counted is what the decoder takes for one: a row of runs in this relation, whose outer two are one connected
//! ring, around a stone that is not connected to it.

use std::collections::BTreeSet;

/// How long dark and light are along a row, in modules.
const RUNS: [usize; 5] = [1, 1, 3, 1, 1];
/// Between which hundredths of the ring's area that of the stone is.
const STONE: std::ops::Range<usize> = 11..70;

/// A run of dark pixels in a row, from `left` up to and without `right`.
#[derive(Clone, Copy)]
struct Run {
    left: usize,
    right: usize,
}

/// The runs of a picture, by number, and which of them are connected.
#[derive(Default)]
struct Areas {
    runs: Vec<Run>,
    /// A run that each is connected to; the first of an area is connected to itself.
    above: Vec<usize>,
}

/// How many finder patterns there are; not counted further than one more than `most`.
pub(super) fn count(width: usize, height: usize, dark: impl Fn(usize, usize) -> bool, most: usize) -> usize {
    let mut areas = Areas::default();
    let mut found = Vec::new();
    let mut before = 0..0;
    for y in 0..height {
        let row = areas.take_row(width, |x| dark(x, y));
        areas.connect(before, row.clone());
        found.extend(row.clone().take(row.len().saturating_sub(2)).filter(|first| {
            let runs = [*first, first.saturating_add(1), first.saturating_add(2)];
            areas.like_a_pattern(runs)
        }));
        before = row;
    }
    let sizes = areas.sizes();
    let mut rings = BTreeSet::new();
    for first in found {
        let (ring, stone) = (areas.first_of(first), areas.first_of(first.saturating_add(1)));
        if ring != areas.first_of(first.saturating_add(2)) || ring == stone {
            continue;
        }
        let size = |area: usize| sizes.get(area).copied().unwrap_or_default();
        if STONE.contains(&(size(stone).saturating_mul(100) / size(ring).max(1))) {
            rings.insert(ring);
        }
        if rings.len() > most {
            break;
        }
    }
    rings.len()
}

impl Areas {
    /// Takes in a row; the numbers of its runs.
    fn take_row(&mut self, width: usize, dark: impl Fn(usize) -> bool) -> std::ops::Range<usize> {
        let begin = self.runs.len();
        let mut left = None;
        for x in 0..=width {
            match (x < width && dark(x), left) {
                (true, None) => left = Some(x),
                (false, Some(from)) => {
                    self.above.push(self.runs.len());
                    self.runs.push(Run { left: from, right: x });
                    left = None;
                }
                _ => {}
            }
        }
        begin..self.runs.len()
    }

    fn run(&self, number: usize) -> Run {
        self.runs
            .get(number)
            .copied()
            .unwrap_or(Run { left: 0, right: 0 })
    }

    /// Connects the runs of a row with those of the row before that they touch.
    fn connect(&mut self, mut before: std::ops::Range<usize>, mut row: std::ops::Range<usize>) {
        while let (Some(upper), Some(lower)) = (before.clone().next(), row.clone().next()) {
            let (above, below) = (self.run(upper), self.run(lower));
            if above.left < below.right && below.left < above.right {
                let (one, other) = (self.first_of(upper), self.first_of(lower));
                if let Some(first) = self.above.get_mut(one.max(other)) {
                    *first = one.min(other);
                }
            }
            // The one that ends first touches nothing further.
            match above.right <= below.right {
                true => before.next(),
                false => row.next(),
            };
        }
    }

    /// The first run of the area that a run is in; the way there is shorter the next time.
    fn first_of(&mut self, mut number: usize) -> usize {
        loop {
            let next = self.above.get(number).copied().unwrap_or(number);
            if next == number {
                return number;
            }
            let beyond = self.above.get(next).copied().unwrap_or(next);
            if let Some(above) = self.above.get_mut(number) {
                *above = beyond;
            }
            number = beyond;
        }
    }

    /// Whether three dark runs and the light between them are as long as those of a pattern are, as the decoder sees it.
    fn like_a_pattern(&self, [a, b, c]: [usize; 3]) -> bool {
        let (a, b, c) = (self.run(a), self.run(b), self.run(c));
        let long = |from: usize, to: usize| to.saturating_sub(from);
        let runs = [
            long(a.left, a.right),
            long(a.right, b.left),
            long(b.left, b.right),
            long(b.right, c.left),
            long(c.left, c.right),
        ];
        let [first, second, _, fourth, fifth] = runs;
        let module = [first, second, fourth, fifth].iter().sum::<usize>() / 4;
        let off = module.saturating_mul(3) / 4;
        runs.iter()
            .zip(RUNS)
            .all(|(run, modules)| run.abs_diff(module.saturating_mul(modules)) <= off)
    }

    /// The pixels of every area, by its first run.
    fn sizes(&mut self) -> Vec<usize> {
        let mut sizes = vec![0usize; self.runs.len()];
        for number in 0..self.runs.len() {
            let (area, run) = (self.first_of(number), self.run(number));
            if let Some(size) = sizes.get_mut(area) {
                *size = size.saturating_add(run.right.saturating_sub(run.left));
            }
        }
        sizes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATTERN: [&str; 7] = [
        "#######", "#     #", "# ### #", "# ### #", "# ### #", "#     #", "#######",
    ];
    /// As flat as the decoder still takes for one.
    const FLAT: [&str; 5] = ["#######", "#     #", "# ### #", "#     #", "#######"];

    /// How many are counted in `across` times `down` of it, a pixel of light between them.
    fn tiled(pattern: &[&str], across: usize, down: usize, most: usize) -> usize {
        let (width, height) = (pattern[0].len() + 1, pattern.len() + 1);
        let dark = |x: usize, y: usize| {
            let row = pattern.get(y % height).copied().unwrap_or_default();
            row.as_bytes().get(x % width) == Some(&b'#')
        };
        count(width * across, height * down, dark, most)
    }

    #[test]
    fn patterns_are_counted_and_not_without_end() {
        for pattern in [&PATTERN[..], &FLAT[..]] {
            assert_eq!(tiled(pattern, 1, 1, 10), 1);
            assert_eq!(tiled(pattern, 3, 2, 10), 6);
            assert_eq!(tiled(pattern, 40, 40, 10), 11);
        }
    }

    #[test]
    fn what_is_none_is_not_counted() {
        assert_eq!(count(0, 0, |_, _| true, 10), 0);
        assert_eq!(count(50, 50, |_, _| true, 10), 0);
        assert_eq!(count(50, 50, |_, _| false, 10), 0);
        assert_eq!(count(50, 50, |x, y| (x + y) % 2 == 0, 10), 0);
        // Stripes are as long as a pattern's runs, and connected nowhere.
        let stripes = |x: usize, _: usize| matches!(x % 8, 0 | 2..=4 | 6);
        assert_eq!(count(80, 50, stripes, 10), 0);
        // A ring that is open below is one as well, as the decoder sees it; but none that its stone is part of.
        let open = ["#######", "#     #", "# ### #", "#     #", "#     #"];
        assert_eq!(tiled(&open, 1, 1, 10), 1);
        let joined = ["#######", "# # # #", "# ### #", "#     #", "#######"];
        assert_eq!(tiled(&joined, 1, 1, 10), 0);
    }
}
