//! When it is time to show something again.

use std::time::Duration;

/// So often something is shown at most; the first time when as much has passed,
/// so that short runs show nothing.
pub(super) struct Pace {
    every: Duration,
    next: Duration,
}

impl Pace {
    pub(super) const fn new(every: Duration) -> Self {
        Self { every, next: every }
    }

    /// Whether it is time, at `elapsed` since the beginning. What was missed is
    /// not made up for.
    pub(super) fn is_due(&mut self, elapsed: Duration) -> bool {
        let is_due = elapsed >= self.next;
        if is_due {
            self.next = elapsed + self.every;
        }
        is_due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_runs_show_nothing_and_long_ones_not_too_much() {
        let mut pace = Pace::new(Duration::from_secs(10));
        let due: Vec<_> = (0..45).filter(|&second| pace.is_due(Duration::from_secs(second))).collect();
        assert_eq!(due, [10, 20, 30, 40]);
        assert!(pace.is_due(Duration::from_secs(100)) && !pace.is_due(Duration::from_secs(101)));
    }
}
