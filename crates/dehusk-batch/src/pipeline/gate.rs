//! The bound on what is in flight.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Lets records in while there is room, by number and by bytes.
///
/// A record is in flight from when it is read until it is written, also while
/// it waits for an earlier one; so the bound holds for all of the run's memory
/// that grows with its input.
pub(super) struct Gate {
    inside: Mutex<Inside>,
    changed: Condvar,
    max_records: usize,
    max_bytes: usize,
}

#[derive(Default)]
struct Inside {
    records: usize,
    bytes: usize,
    closed: bool,
}

impl Gate {
    pub(super) fn new(max_records: usize, max_bytes: usize) -> Self {
        Self { inside: Mutex::default(), changed: Condvar::new(), max_records, max_bytes }
    }

    /// Waits until there is room for a record of `bytes`; false where the gate
    /// was closed. One record always has room, however large.
    pub(super) fn enter(&self, bytes: usize) -> bool {
        let has_no_room = |inside: &mut Inside| {
            let is_full = inside.records >= self.max_records || inside.bytes + bytes > self.max_bytes;
            !inside.closed && inside.records > 0 && is_full
        };
        let mut inside =
            self.changed.wait_while(self.lock(), has_no_room).unwrap_or_else(PoisonError::into_inner);
        if inside.closed {
            return false;
        }
        inside.records += 1;
        inside.bytes += bytes;
        true
    }

    /// Lets a record of `bytes` out.
    pub(super) fn leave(&self, bytes: usize) {
        let mut inside = self.lock();
        inside.records -= 1;
        inside.bytes -= bytes;
        drop(inside);
        self.changed.notify_one();
    }

    /// Lets nothing in any more.
    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_one();
    }

    /// The counts are right after a panic too: nothing between a lock and its
    /// release can panic half way.
    fn lock(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_record_always_has_room_and_a_closed_gate_lets_none_in() {
        let gate = Gate::new(2, 10);
        assert!(gate.enter(1_000));
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| gate.enter(1));
            gate.leave(1_000);
            assert!(waiting.join().unwrap());
            let waiting = scope.spawn(|| gate.enter(20));
            gate.close();
            assert!(!waiting.join().unwrap());
        });
    }
}
