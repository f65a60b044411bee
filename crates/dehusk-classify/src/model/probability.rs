//! Margins to probabilities, by integers and one exact division: the same on
//! every machine, which a library's `exp` is not.

/// Probability 1 while it is computed: all below have an exact `f32`.
const ONE: u32 = 1 << 24;

/// Knots of the table in a log-odd.
const KNOTS: usize = 16;

/// Log-odds where the table ends; the rest is less than 7 in a million.
const END: usize = 12;

/// The logistic function at every sixteenth of a log-odd from 0 to 12.
///
/// Between two knots the chord is off by `h^2 / 8 * max |f''|`, with `h = 1/16`
/// and `|f''| <= 0.0963`: less than 5 in 100 000.
const LOGISTIC: [u32; END * KNOTS + 1] = logistic_table();

/// From the powers of `e^(-1/16)`, by its series; computed by the compiler, whose floats are the same everywhere.
const fn logistic_table() -> [u32; END * KNOTS + 1] {
    let (mut step, mut term, mut n) = (1.0, 1.0, 1);
    while n < 16 {
        term *= -1.0 / KNOTS as f64 / n as f64;
        step += term;
        n += 1;
    }
    let mut table = [0; END * KNOTS + 1];
    let (mut power, mut at) = (1.0, 0);
    while at < table.len() {
        table[at] = (ONE as f64 / (1.0 + power) + 0.5) as u32;
        power *= step;
        at += 1;
    }
    table
}

/// The logistic function of a margin in units of 2^-`bits`, `bits` at most 16.
///
/// Never falls, gives exactly 0 and 1 beyond 12 log-odds, and is off by less
/// than 1 in 10 000.
pub(super) fn logistic(margin: i32, bits: u8) -> f32 {
    // In units of 2^-16, so that a knot is 2^12.
    const KNOT: u64 = (1 << 16) / KNOTS as u64;
    let size = u64::from(margin.unsigned_abs()) << (16 - bits);
    let (at, rest) = ((size / KNOT) as usize, (size % KNOT) as u32);
    let upper = match LOGISTIC.get(at..at + 2) {
        Some(&[low, high]) => low + (high - low) * rest / KNOT as u32,
        _ => ONE,
    };
    exact(if margin < 0 { ONE - upper } else { upper })
}

fn exact(probability: u32) -> f32 {
    probability as f32 / ONE as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logistic_function_is_within_one_in_ten_thousand() {
        for bits in [0, 4, 11, 16] {
            for margin in -30_000..=30_000 {
                let odds = f64::from(margin) / f64::from(1 << bits);
                let error = (f64::from(logistic(margin, bits)) - 1.0 / (1.0 + (-odds).exp())).abs();
                assert!(error < 1e-4, "{odds}: {error}");
            }
        }
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "the sum is exact")]
    fn it_never_falls_and_its_two_sides_mirror() {
        let rises = |margin| logistic(margin, 12) <= logistic(margin + 1, 12);
        assert!((-60_000..60_000).all(rises));
        assert!((0..60_000).all(|margin| logistic(margin, 12) + logistic(-margin, 12) == 1.0));
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "the bounds are exact")]
    fn its_bounds_are_exact() {
        assert_eq!(logistic(i32::MIN, 16), 0.0);
        assert_eq!(logistic(i32::MAX, 16), 1.0);
        assert_eq!((logistic(i32::MIN, 0), logistic(i32::MAX, 0)), (0.0, 1.0));
        assert_eq!(logistic(0, 9), 0.5);
        assert!(logistic(12 << 9, 9) == 1.0 && logistic((12 << 9) - 1, 9) < 1.0);
    }

    /// Bits that no machine may change.
    #[test]
    fn it_is_the_same_everywhere() {
        let some = [-3000, -1, 1, 517, 9000].map(|margin| logistic(margin, 10).to_bits());
        assert_eq!(some, [0x3d4f_ba40, 0x3eff_e004, 0x3f00_0ffe, 0x3f1f_a41a, 0x3f7f_f602]);
    }
}
