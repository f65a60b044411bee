//! How sure a mean over pages is: the percentile bootstrap.

use dehusk_tests::generate::Random;
use serde::Serialize;

const RESAMPLES: usize = 10_000;

/// Resamples of fewer values say more about the values than about the mean: of
/// one page, that there is no doubt.
const FEWEST: usize = 10;

/// The same numbers, and so the same interval, every time.
const SEED: u64 = 1;

/// An interval that holds the mean of another draw of pages 95 times of 100.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(super) struct Interval {
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Interval {
    /// The 95 % interval of the mean of `values`, which are one a page: the
    /// means of resamples of as many values, drawn with replacement, less the
    /// 2.5 % at either end.
    ///
    /// Differences of two outputs on the same page make it a paired bootstrap.
    /// The same values in another order give a slightly different interval.
    /// `None` if there are too few values.
    pub(super) fn of_mean(values: &[f64]) -> Option<Self> {
        if values.len() < FEWEST {
            return None;
        }
        let mut random = Random::new(SEED);
        let mut resample = || {
            let drawn = (0..values.len()).map(|_| values[random.below(values.len())]);
            drawn.sum::<f64>() / values.len() as f64
        };
        let mut means: Vec<f64> = (0..RESAMPLES).map(|_| resample()).collect();
        means.sort_by(f64::total_cmp);
        let cut = RESAMPLES / 40;
        Some(Self { low: means[cut], high: means[RESAMPLES - 1 - cut] })
    }

    /// Whether the interval lies on one side of zero.
    pub(super) fn excludes_zero(self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }
}

#[cfg(test)]
mod tests {
    use super::Interval;

    fn interval(values: &[f64]) -> Interval {
        Interval::of_mean(values).unwrap()
    }

    #[test]
    fn values_without_spread_leave_no_doubt_if_there_are_enough() {
        assert_eq!(interval(&[0.25; 10]), Interval { low: 0.25, high: 0.25 });
        assert_eq!(Interval::of_mean(&[0.25; 9]), None);
    }

    #[test]
    fn the_interval_is_that_of_the_normal_law_where_there_are_many_values() {
        // 0 and 1 by turns: the mean's standard error is 0.5 / √400 = 0.025,
        // and 95 % of a normal law lie within 1.96 of it.
        let values: Vec<f64> = (0..400).map(|at| f64::from(at % 2)).collect();
        let Interval { low, high } = interval(&values);
        assert!((low - (0.5 - 0.049)).abs() < 0.004, "{low}");
        assert!((high - (0.5 + 0.049)).abs() < 0.004, "{high}");
    }

    #[test]
    fn few_pages_prove_little() {
        let values = [0.4, -0.3].repeat(6);
        assert!(!interval(&values).excludes_zero());
        assert!(interval(&values.repeat(20)).excludes_zero());
        assert!(interval(&[-0.2, -0.1].repeat(6)).excludes_zero());
    }

    #[test]
    fn the_interval_is_the_same_every_time() {
        let values = [0.1, 0.7, -0.4, 0.0, 0.2].repeat(2);
        assert_eq!(interval(&values), interval(&values));
    }
}
