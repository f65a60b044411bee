//! Where the time of a run goes.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::pipeline::Feed;
use crate::source::{Position, Pulled};

/// A part of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Reading and unpacking inputs.
    Reading,
    /// From the bytes of a record to the bytes that go out, in all workers.
    Extracting,
    /// Writing and counting, and what the caller does with events.
    Writing,
}

/// Sums up the time of each stage. Shared by all threads of a run; the caller
/// holds one too, and may read it while the run goes on.
///
/// It counts what passes on the clock, not the processor's time: how long
/// reading waits for a pipe is what one wants to know.
#[derive(Debug, Default)]
pub struct StageClock {
    /// Nanoseconds by stage.
    spent: [AtomicU64; 3],
}

/// How long a run took, and each of its stages.
///
/// The stages run side by side, and extracting is the sum over all workers, so
/// that they add up to more than the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Times {
    /// From the first input to the last byte of the output.
    pub whole: Duration,
    /// Reading and unpacking inputs.
    pub reading: Duration,
    /// Extracting, summed over all workers.
    pub extracting: Duration,
    /// Writing.
    pub writing: Duration,
}

impl StageClock {
    /// Does `work` and adds the time that it takes to `stage`. Two readings of the
    /// clock: some 50 ns.
    pub(crate) fn time<T>(&self, stage: Stage, work: impl FnOnce() -> T) -> T {
        let started = Instant::now();
        let done = work();
        let nanoseconds = u64::try_from(started.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.spent[stage as usize].fetch_add(nanoseconds, Ordering::Relaxed);
        done
    }

    /// What was summed up so far, of a run that took `whole`.
    pub fn times(&self, whole: Duration) -> Times {
        let [reading, extracting, writing] = [Stage::Reading, Stage::Extracting, Stage::Writing]
            .map(|stage| Duration::from_nanos(self.spent[stage as usize].load(Ordering::Relaxed)));
        Times { whole, reading, extracting, writing }
    }
}

/// A feed whose reading is timed.
pub(crate) struct Timed<'c, F> {
    pub(crate) feed: &'c mut F,
    pub(crate) clock: &'c StageClock,
}

impl<F: Feed> Feed for Timed<'_, F> {
    fn next(&mut self) -> Option<(Position, Pulled)> {
        self.clock.time(Stage::Reading, || self.feed.next())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stage_has_its_own_sum() {
        let clock = StageClock::default();
        for _ in 0..2 {
            clock.time(Stage::Extracting, || std::thread::sleep(Duration::from_millis(2)));
        }
        let times = clock.times(Duration::from_secs(1));
        assert!(times.extracting >= Duration::from_millis(4));
        assert_eq!(
            (times.reading, times.writing, times.whole),
            (Duration::ZERO, Duration::ZERO, Duration::from_secs(1))
        );
    }
}
