//! Gzip members that are inflated before their turn.
//!
//! One thread reads at a time. Those that would wait for it inflate what it is
//! going to read: the more threads wait, the less is left for the one to do, so
//! that reading keeps up with more workers than its own speed would feed.

use std::collections::VecDeque;
use std::num::NonZeroUsize;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use super::Raw;
use super::member::{Inflater, Member, find_end};
use crate::limits::MaxRatio;

/// As many workers as one thread feeds without help: reading is less than an eighth
/// of a run.
const FED_BY_ONE: usize = 4;

/// Packed bytes that are looked at before their turn, for each worker.
const WINDOW: usize = 128 << 10;

/// Members that wait for somebody to inflate them before their turn. Shared by the
/// threads of a run.
#[derive(Debug, Default)]
pub(crate) struct Ahead {
    /// Members that are ahead at one time.
    most: usize,
    waiting: Mutex<VecDeque<Arc<Job>>>,
}

/// A member that is inflated before its turn.
#[derive(Debug)]
struct Job {
    /// Where it begins.
    offset: u64,
    packed: Vec<u8>,
    /// Who has begun it says here how it ended.
    outcome: Mutex<Option<Outcome>>,
    ended: Condvar,
}

/// What it made; none where it is to be read piece by piece.
type Outcome = Option<Vec<u8>>;

/// The members of one file that are ahead of its reader, in their order.
pub(super) struct Lookahead {
    ahead: Arc<Ahead>,
    jobs: VecDeque<Arc<Job>>,
}

/// A member whose turn has come.
pub(super) enum Turn {
    /// Nobody has begun it: it has so many packed bytes.
    Yours(usize),
    /// Somebody has inflated so many packed bytes to this.
    Made(usize, Vec<u8>),
    /// It cannot be inflated in one step.
    Unsuitable,
}

impl Ahead {
    /// For a run of so many workers: nothing for a few.
    pub(crate) fn new(workers: NonZeroUsize) -> Self {
        let most = if workers.get() > FED_BY_ONE { workers.get() } else { 0 };
        Self { most, waiting: Mutex::default() }
    }

    /// Inflates one member that waits; false where none does.
    pub(crate) fn help(&self) -> bool {
        let job = lock(&self.waiting).pop_front();
        job.is_some_and(|job| {
            job.run();
            true
        })
    }

    /// Whether nobody has begun `job`, which nobody will any more.
    fn take_back(&self, job: &Arc<Job>) -> bool {
        let mut waiting = lock(&self.waiting);
        let place = waiting.iter().position(|other| Arc::ptr_eq(other, job));
        place.and_then(|place| waiting.remove(place)).is_some()
    }
}

impl Job {
    fn run(&self) {
        // Also where inflating panics, since somebody may be waiting.
        struct Tell<'j>(&'j Job, Outcome);
        impl Drop for Tell<'_> {
            fn drop(&mut self) {
                *lock(&self.0.outcome) = Some(self.1.take());
                self.0.ended.notify_all();
            }
        }
        let mut tell = Tell(self, None);
        let mut made = Vec::new();
        let member = Member::read(&self.packed);
        tell.1 = member.and_then(|member| Inflater::new().inflate(&member, &mut made, 0)).map(|_| made);
    }

    /// What became of it, as soon as whoever has begun it is done.
    fn wait(&self) -> Outcome {
        let outcome = self.ended.wait_while(lock(&self.outcome), |outcome| outcome.is_none());
        outcome.unwrap_or_else(PoisonError::into_inner).take().flatten()
    }
}

impl Lookahead {
    pub(super) fn new(ahead: &Arc<Ahead>) -> Self {
        Self { ahead: Arc::clone(ahead), jobs: VecDeque::new() }
    }

    /// The member that begins with the next byte, if it was ahead, and has others
    /// go ahead of it.
    pub(super) fn next(&mut self, raw: &mut Raw, max_ratio: MaxRatio) -> Option<Turn> {
        if self.jobs.front().is_some_and(|job| job.offset != raw.offset()) {
            // The reader went another way: behind damage, or piece by piece.
            self.give_up();
        }
        self.go_ahead(raw, max_ratio);
        let job = self.jobs.pop_front()?;
        let packed = job.packed.len();
        Some(if self.ahead.take_back(&job) {
            Turn::Yours(packed)
        } else {
            job.wait().map_or(Turn::Unsuitable, |made| Turn::Made(packed, made))
        })
    }

    /// Puts as many members ahead as may be, that whose turn it is too.
    fn go_ahead(&mut self, raw: &mut Raw, max_ratio: MaxRatio) {
        let mut end: usize = self.jobs.iter().map(|job| job.packed.len()).sum();
        while self.jobs.len() < self.ahead.most && end < WINDOW * self.ahead.most {
            let start = end;
            let Some(found) = find_end(raw, start) else { return };
            let offset = raw.offset() + start as u64;
            let Ok(bytes) = raw.look(found) else { return };
            let packed = &bytes[start..found];
            if !Member::read(packed).is_some_and(|member| member.is_suitable(max_ratio)) {
                return;
            }
            let (outcome, ended) = Default::default();
            let job = Arc::new(Job { offset, packed: packed.to_vec(), outcome, ended });
            self.jobs.push_back(Arc::clone(&job));
            lock(&self.ahead.waiting).push_back(job);
            end = found;
        }
    }

    fn give_up(&mut self) {
        for job in self.jobs.drain(..) {
            self.ahead.take_back(&job);
        }
    }
}

impl Drop for Lookahead {
    fn drop(&mut self) {
        self.give_up();
    }
}

/// Nothing that is done under these locks leaves anything half changed.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
