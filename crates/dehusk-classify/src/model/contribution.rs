//! Which features moved a block's margin.

use super::predict::{Predictor, Tree};
use crate::block::BlockId;
use crate::feature::FeatureMatrix;

/// What is split between up to 7 players can be split exactly: their least
/// common multiple.
const SHARES: i64 = 420;

/// Leaves of the deepest tree. Sums over all leaves of any tree are brought to
/// as many.
const LEAVES: i64 = 1 << super::MAX_DEPTH;

impl Predictor {
    /// What each feature adds to the log-odds of a block, the greatest effect
    /// first: its place in [`features`](crate::features), and log-odds. With
    /// [`mean`](Self::mean) they sum up to the block's margin.
    ///
    /// These are Shapley values (Shapley, 1953) of the questions of each tree,
    /// against all leaves being equally likely, added up by feature. For
    /// explaining only: trees times leaves times depth.
    pub fn contributions(&self, features: &FeatureMatrix, block: BlockId) -> Vec<(usize, f32)> {
        self.contributions_of(|feature| features.value(feature, block))
    }

    /// [`contributions`](Self::contributions) of every block, only the `most`
    /// greatest of each, and the sum of the others.
    ///
    /// A tree gives all blocks that reach one of its leaves the same shares, so
    /// these are computed once a leaf: blocks times trees times depth, beside
    /// what the leaves that are reached cost. Their shares take 64 bytes a leaf.
    pub fn all_contributions(&self, features: &FeatureMatrix, most: usize) -> Vec<Strongest> {
        let mut shares = SharesByLeaf::of(self);
        let rows = (0..features.rows()).map(BlockId::at);
        rows.map(|block| {
            let sums = shares.sums(|feature| features.value(feature, block));
            let mut strongest = self.in_order(sums);
            let others = strongest.split_off(most.min(strongest.len()));
            Strongest { strongest, others: others.into_iter().map(|(_, log_odds)| log_odds).sum() }
        })
        .collect()
    }

    /// The log-odds that [`contributions`](Self::contributions) start from: the
    /// mean over all leaves.
    pub fn mean(&self) -> f32 {
        (self.exact_mean() as f64 * self.unit()) as f32
    }

    pub(super) fn contributions_of(&self, value: impl Fn(usize) -> f32) -> Vec<(usize, f32)> {
        self.in_order(self.exact_contributions(value))
    }

    /// Sums by column, the greatest effect first, as features and log-odds.
    fn in_order(&self, sums: Vec<i64>) -> Vec<(usize, f32)> {
        let exact = sums.into_iter().zip(&self.columns);
        let mut moved: Vec<_> =
            exact.filter(|(sum, _)| *sum != 0).map(|(sum, column)| (*column, sum)).collect();
        moved.sort_by_key(|(column, sum)| (std::cmp::Reverse(sum.unsigned_abs()), *column));
        moved.into_iter().map(|(column, sum)| (column, (sum as f64 * self.unit()) as f32)).collect()
    }

    /// Log-odds of one step of an exact contribution.
    fn unit(&self) -> f64 {
        self.step() / (SHARES * LEAVES) as f64
    }

    /// The mean margin in exact steps.
    pub(super) fn exact_mean(&self) -> i64 {
        let mean = |tree: &Tree| {
            self.leaves_of(*tree).iter().map(|leaf| i64::from(*leaf)).sum::<i64>() * scale(*tree)
        };
        (i64::from(self.base) * LEAVES + self.trees.iter().map(mean).sum::<i64>()) * SHARES
    }

    /// Contributions of each of `columns` in exact steps.
    pub(super) fn exact_contributions(&self, value: impl Fn(usize) -> f32) -> Vec<i64> {
        self.sum_shares(value, |tree, answers| shapley(self.leaves_of(*tree), answers))
    }

    /// Adds up by column what `shares` gives the questions of each tree, whose
    /// answers are those of `value`.
    fn sum_shares(
        &self,
        value: impl Fn(usize) -> f32,
        mut shares: impl FnMut(&Tree, usize) -> [i64; super::MAX_DEPTH],
    ) -> Vec<i64> {
        let mut sums = vec![0; self.columns.len()];
        for (tree, splits) in self.trees.iter().zip(self.splits.chunks(self.depth)) {
            let splits = &splits[..tree.depth];
            let answers = splits.iter().enumerate().fold(0, |answers, (level, &(feature, threshold))| {
                answers | usize::from(value(self.columns[usize::from(feature)]) > threshold) << level
            });
            let shares = shares(tree, answers);
            for (&(feature, _), share) in splits.iter().zip(shares) {
                sums[usize::from(feature)] += share * scale(*tree);
            }
        }
        sums
    }

    fn leaves_of(&self, tree: Tree) -> &[i32] {
        &self.leaves[tree.start..][..1 << tree.depth]
    }
}

/// What made the score of one block, as far as one wants to know it.
#[derive(Debug, Clone, PartialEq)]
pub struct Strongest {
    /// Features, by their place in [`features`](crate::features), and what they
    /// add to the log-odds, the greatest effect first.
    pub strongest: Vec<(usize, f32)>,
    /// What all other features add.
    pub others: f32,
}

/// The shares that the questions of a tree have in each of its leaves, filled in
/// as leaves are reached.
struct SharesByLeaf<'p> {
    predictor: &'p Predictor,
    /// One entry a leaf, those of all trees behind one another.
    known: Vec<Option<[i64; super::MAX_DEPTH]>>,
}

impl<'p> SharesByLeaf<'p> {
    fn of(predictor: &'p Predictor) -> Self {
        Self { predictor, known: vec![None; predictor.leaves.len()] }
    }

    fn sums(&mut self, value: impl Fn(usize) -> f32) -> Vec<i64> {
        let Self { predictor, known } = self;
        predictor.sum_shares(value, |tree, answers| {
            let leaf = &mut known[tree.start + answers];
            *leaf.get_or_insert_with(|| shapley(predictor.leaves_of(*tree), answers))
        })
    }
}

/// Brings a sum over the leaves of a tree to exact steps; [`shapley`] has done
/// the shares.
const fn scale(tree: Tree) -> i64 {
    LEAVES >> tree.depth
}

/// The Shapley value of each question of a tree, given the answers, times the
/// number of leaves and [`SHARES`].
///
/// The Walsh-Hadamard transform of the leaves gives what each set of questions
/// does together beyond its subsets (Harsanyi's dividends, 1963), which its
/// members share evenly. `depth * 2^depth` additions.
fn shapley(leaves: &[i32], answers: usize) -> [i64; super::MAX_DEPTH] {
    // By answers that are as given: leaf 0 is the leaf of the row.
    let mut sums: Vec<i64> = (0..leaves.len()).map(|leaf| i64::from(leaves[leaf ^ answers])).collect();
    let mut half = 1;
    while half < sums.len() {
        for pair in sums.chunks_mut(2 * half) {
            let (same, other) = pair.split_at_mut(half);
            for (same, other) in same.iter_mut().zip(other) {
                (*same, *other) = (*same + *other, *same - *other);
            }
        }
        half *= 2;
    }
    let mut shares = [0; super::MAX_DEPTH];
    for (set, dividend) in sums.iter().enumerate().skip(1) {
        let share = dividend * (SHARES / i64::from(set.count_ones()));
        (0..shares.len()).filter(|level| set >> level & 1 == 1).for_each(|level| shares[level] += share);
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::{SHARES, shapley};

    /// By definition: the mean over all orders in which answers become known.
    #[test]
    fn shares_are_shapley_values() {
        let leaves = [5, -3, 40, 7, 0, 11, -20, 9];
        for answers in 0..8 {
            // The mean over leaves that agree in the known answers.
            let mean = |known: usize| {
                let agree = (0..8).filter(|leaf| (leaf ^ answers) & known == 0);
                let (sum, count) =
                    agree.fold((0, 0), |(sum, count), leaf| (sum + i64::from(leaves[leaf]), count + 1));
                sum * 8 / count
            };
            let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
            let mut expected = [0; 7];
            for order in orders {
                let mut known = 0;
                for level in order {
                    expected[level] += (mean(known | 1 << level) - mean(known)) * SHARES / 6;
                    known |= 1 << level;
                }
            }
            assert_eq!(shapley(&leaves, answers), expected);
        }
    }
}
