//! What is read, by one thread at a time.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};

use super::{Gate, Reading};
use crate::BatchError;
use crate::source::{Inputs, Position, Pulled, Source as _};
use crate::work::panic_message;

/// What the pipeline reads.
pub(crate) trait Feed {
    /// What comes next, and where the feed stands behind it; `None` at the end.
    fn next(&mut self) -> Option<(Position, Pulled)>;
}

impl Feed for Inputs {
    fn next(&mut self) -> Option<(Position, Pulled)> {
        let pulled = self.pull()?;
        Some((self.position(), pulled))
    }
}

/// A feed up to its end, which a panic is too.
pub(super) struct Reader<'f> {
    feed: &'f mut (dyn Feed + Send),
    end: Option<End>,
}

enum End {
    /// Nothing comes any more, or nobody wants it.
    Reached,
    /// Reading panicked, and said this.
    Panicked(String),
}

impl<'f> Reader<'f> {
    pub(super) const fn new(feed: &'f mut (dyn Feed + Send)) -> Self {
        Self { feed, end: None }
    }

    /// What comes next; a feed is not asked again behind its end.
    pub(super) fn next(&mut self) -> Option<(Position, Pulled)> {
        if self.end.is_some() {
            return None;
        }
        // A feed that panicked is not looked at again.
        match catch_unwind(AssertUnwindSafe(|| self.feed.next())) {
            Ok(Some(next)) => Some(next),
            Ok(None) => {
                self.end = Some(End::Reached);
                None
            }
            Err(panic) => {
                self.end = Some(End::Panicked(panic_message(&*panic)));
                None
            }
        }
    }

    /// The error of a reader that panicked.
    pub(super) fn ended_well(&self) -> Result<(), BatchError> {
        match &self.end {
            Some(End::Panicked(message)) => Err(BatchError::Reader { message: message.clone() }),
            _ => Ok(()),
        }
    }
}

/// A reader that workers share. Who reads holds it for as long as reading takes,
/// and while there is no room for what was read: nobody else could go on either.
pub(super) struct Shared<'f> {
    reader: Mutex<Counted<'f>>,
    help: &'f (dyn Fn() -> bool + Sync),
    pub(super) gate: Gate,
}

struct Counted<'f> {
    reader: Reader<'f>,
    count: u64,
}

/// Something read, as it is in flight.
pub(super) struct Next {
    /// Its place in the order of reading.
    pub(super) number: u64,
    /// What it weighs at the gate.
    pub(super) weight: usize,
    pub(super) position: Position,
    pub(super) pulled: Pulled,
}

impl<'f> Shared<'f> {
    pub(super) const fn new(reading: Reading<'f>, gate: Gate) -> Self {
        let Reading { feed, help } = reading;
        Self { reader: Mutex::new(Counted { reader: Reader::new(feed), count: 0 }), help, gate }
    }

    /// What comes next, as soon as there is room for it; none at the end, and
    /// where the gate was closed.
    pub(super) fn next(&self) -> Option<Next> {
        let mut held = self.wait();
        let (position, pulled) = held.reader.next()?;
        let weight = if let Pulled::Record(record) = &pulled { record.weight() } else { 0 };
        if !self.gate.enter(weight) {
            held.reader.end = Some(End::Reached);
            return None;
        }
        let number = held.count;
        held.count += 1;
        Some(Next { number, weight, position, pulled })
    }

    pub(super) fn ended_well(&self) -> Result<(), BatchError> {
        self.lock().reader.ended_well()
    }

    /// The reader, and until it is free something of use.
    fn wait(&self) -> MutexGuard<'_, Counted<'f>> {
        loop {
            match self.reader.try_lock() {
                Ok(held) => return held,
                Err(TryLockError::Poisoned(held)) => return held.into_inner(),
                Err(TryLockError::WouldBlock) if (self.help)() => {}
                Err(TryLockError::WouldBlock) => return self.lock(),
            }
        }
    }

    /// Nothing that is done under the lock leaves it half changed: a panic of the
    /// feed is caught there.
    fn lock(&self) -> MutexGuard<'_, Counted<'f>> {
        self.reader.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
