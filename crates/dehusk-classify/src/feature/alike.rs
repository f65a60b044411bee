//! Which of many things are alike, by a number that each has.

/// Groups of things with equal keys, numbered from 0.
#[derive(Debug)]
pub(super) struct Alike {
    /// The group of each thing.
    pub(super) of: Vec<u32>,
    /// How many groups there are.
    pub(super) count: usize,
}

impl Alike {
    /// Sorts: a hash table takes ten times the instructions for the few hundred
    /// things of a page, and one that took fewer could be made to collide.
    ///
    /// `n log n` in the things.
    pub(super) fn of(keys: impl Iterator<Item = u64>) -> Self {
        let mut order: Vec<u128> =
            keys.enumerate().map(|(at, key)| u128::from(key) << 32 | at as u128).collect();
        order.sort_unstable();
        let mut of = vec![0; order.len()];
        let mut count = 0;
        let mut last = None;
        for thing in order {
            let key = thing >> 32;
            count += usize::from(last != Some(key));
            last = Some(key);
            of[thing as u32 as usize] = count as u32 - 1;
        }
        Self { of, count }
    }
}

#[cfg(test)]
mod tests {
    use super::Alike;

    #[test]
    fn equal_keys_are_one_group() {
        let Alike { of, count } = Alike::of([7, u64::MAX, 7, 0, u64::MAX].into_iter());
        assert_eq!((of, count), (vec![1, 2, 1, 0, 2], 3));
        assert_eq!(Alike::of([].into_iter()).count, 0);
    }
}
