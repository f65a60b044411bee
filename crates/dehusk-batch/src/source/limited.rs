//! The first records of a source.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::{Pulled, Source};

/// A source that ends behind so many records, whatever becomes of them. The
/// input that is then being read ends with what was read of it.
pub(crate) struct Limited<S> {
    source: S,
    left: u64,
    /// Bytes that were read before the input that is being read.
    open: Option<u64>,
    /// Bytes that were read of all inputs.
    counter: Arc<AtomicU64>,
}

impl<S> Limited<S> {
    /// `limit`: records; `None` for all.
    pub(crate) fn new(source: S, limit: Option<u64>, counter: Arc<AtomicU64>) -> Self {
        Self { source, left: limit.unwrap_or(u64::MAX), open: None, counter }
    }

    fn bytes(&self) -> u64 {
        self.counter.load(Ordering::Relaxed)
    }
}

impl<S: Source> Source for Limited<S> {
    fn pull(&mut self) -> Option<Pulled> {
        if self.left == 0 {
            let before = self.open.take()?;
            return Some(Pulled::Ended { bytes: self.bytes().saturating_sub(before) });
        }
        let pulled = self.source.pull()?;
        match pulled {
            Pulled::Record(_) | Pulled::Failed(..) | Pulled::Dropped(..) => self.left -= 1,
            Pulled::Began(_) => self.open = Some(self.bytes()),
            Pulled::Ended { .. } => self.open = None,
            _ => {}
        }
        Some(pulled)
    }
}
