//! The samples of a batch by group.

/// The numbers of samples, those of one group together, the groups in ascending order of their keys.
#[derive(Debug, PartialEq)]
pub(super) struct Order {
    pub(super) samples: Vec<usize>,
    /// Where each group ends in `samples`.
    pub(super) ends: Vec<usize>,
}

impl Order {
    /// Sorts the samples that count by their keys.
    pub(super) fn by_key<K: Ord + Clone>(keys: &[K], counts: impl Fn(usize) -> bool) -> Self {
        let kept = (0..keys.len()).filter(|&sample| counts(sample));
        if std::mem::needs_drop::<K>() {
            return Self::sorted(kept.map(|sample| (&keys[sample], sample)).collect(), |i| i);
        }
        // A key that is plain data is moved along, beside a small number: a comparison then reads neighbours.
        match u32::try_from(keys.len()) {
            Ok(all) => Self::sorted(
                (0..all)
                    .filter(|&i| counts(i as usize))
                    .map(|i| (keys[i as usize].clone(), i))
                    .collect(),
                |i: u32| i as usize,
            ),
            Err(_) => Self::sorted(kept.map(|i| (keys[i].clone(), i)).collect(), |i| i),
        }
    }

    fn sorted<K: Ord, I: Copy>(mut pairs: Vec<(K, I)>, sample: impl Fn(I) -> usize) -> Self {
        pairs.sort_by(|(a, _), (b, _)| a.cmp(b));
        let mut ends = Vec::new();
        for group in pairs.chunk_by(|(a, _), (b, _)| a == b) {
            ends.push(ends.last().unwrap_or(&0) + group.len());
        }
        Self { samples: pairs.into_iter().map(|(_, i)| sample(i)).collect(), ends }
    }

    /// Returns the first sample of a group.
    pub(super) fn first(&self, group: usize) -> usize {
        self.samples[group.checked_sub(1).map_or(0, |before| self.ends[before])]
    }
}

#[cfg(test)]
mod tests {
    use super::Order;

    #[test]
    fn groups_come_in_order_without_samples_that_do_not_count() {
        let order = Order::by_key(&["b", "a", "c", "a", "b"], |sample| sample != 2);
        assert_eq!(order.ends, [2, 4]);
        let of_group = |group: std::ops::Range<usize>| {
            let mut samples = order.samples[group].to_vec();
            samples.sort_unstable();
            samples
        };
        assert_eq!([of_group(0..2), of_group(2..4)], [[1, 3], [0, 4]]);
    }

    #[test]
    fn keys_with_memory_of_their_own_are_sorted_too() {
        let keys = ["b", "a", "b"].map(String::from);
        let order = Order::by_key(&keys, |_| true);
        assert_eq!((order.samples[0], order.ends), (1, vec![1, 3]));
        assert_eq!(Order::by_key(&keys, |_| false), Order { samples: vec![], ends: vec![] });
    }
}
