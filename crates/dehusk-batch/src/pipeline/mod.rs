//! The ordered, bounded, parallel pipeline.
//!
//! One thread reads records and hands each to a pool of workers as soon as the
//! gate has room; the calling thread writes what they return, in the order of
//! reading. So the bytes written do not depend on the number of workers.

mod gate;
mod reorder;

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use rayon::ThreadPool;

use crate::BatchError;
use crate::source::{Inputs, Position, Pulled, RawRecord, Source as _};
use crate::work::{Done, panic_message};
use gate::Gate;
use reorder::Reorder;

/// Stack of a worker.
const WORKER_STACK: usize = 8 << 20;

/// Bytes of records in flight, where the caller says nothing about memory.
pub(crate) const MAX_BYTES: usize = 32 << 20;

/// The fewest bytes of records in flight.
const LEAST_BYTES: usize = 1 << 20;

/// What a run needs besides what is in flight: models, buffers of reader and
/// writer.
const BASE_MEMORY: u64 = 64 << 20;

/// What a worker needs for an ordinary page.
const WORKER_MEMORY: u64 = 24 << 20;

/// How much memory each byte of a record in flight may cost, besides what the
/// workers need: its bytes, and what was made of them and waits for its turn.
const COST: u64 = 3;

/// The bytes of records that may be in flight in so much memory. Rows of blocks are
/// about four times as long as the text that they are of, and wait too.
pub(crate) fn max_bytes(memory: Option<u64>, jobs: NonZeroUsize, with_blocks: bool) -> usize {
    let bytes = memory.map_or(MAX_BYTES, |memory| {
        let left = memory.saturating_sub(BASE_MEMORY + WORKER_MEMORY * jobs.get() as u64);
        usize::try_from(left / COST).unwrap_or(usize::MAX)
    });
    let bytes = if with_blocks { bytes / 4 } else { bytes };
    bytes.max(LEAST_BYTES)
}

/// Records in flight per worker: so many that the others go on while one has a
/// slow page.
const RECORDS_PER_WORKER: usize = 64;

/// Threads of a run are named so, with a number behind.
pub(crate) const THREAD_PREFIX: &str = "dehusk-";

/// How long the writer waits for a result before it looks around.
const PATIENCE: Duration = Duration::from_millis(100);

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

/// What comes out of the pipeline, in the order of reading.
pub(crate) struct Item {
    /// Where reading stood behind it.
    pub(crate) position: Position,
    pub(crate) output: Output,
}

/// What became of what was read.
pub(crate) enum Output {
    /// A record that a worker had.
    Done(Done),
    /// Anything else that the source handed out.
    Pulled(Pulled),
}

impl Output {
    /// Whether it is a record, or stands in the place of one.
    pub(crate) const fn is_record(&self) -> bool {
        match self {
            Self::Done(_) => true,
            Self::Pulled(pulled) => pulled.is_record(),
        }
    }
}

struct Numbered {
    number: u64,
    weight: usize,
    item: Item,
}

/// Who extracts.
pub(crate) enum Workers {
    /// The thread that reads: what there is to do at one time is done in turn.
    Reader,
    /// A pool of them.
    Pool(ThreadPool),
}

/// Ends reading and extracting also where writing panics, or the reader would wait
/// for ever.
struct EndOnDrop<'g> {
    gate: &'g Gate,
    ended: &'g AtomicBool,
}

impl Drop for EndOnDrop<'_> {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        self.gate.close();
    }
}

/// The workers that are needed to extract so many records at the same time.
pub(crate) fn workers(jobs: NonZeroUsize) -> Result<Workers, rayon::ThreadPoolBuildError> {
    if jobs == NonZeroUsize::MIN {
        return Ok(Workers::Reader);
    }
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs.get())
        .stack_size(WORKER_STACK)
        .thread_name(|index| format!("{THREAD_PREFIX}worker-{index}"))
        .build()?;
    Ok(Workers::Pool(pool))
}

impl Workers {
    fn count(&self) -> usize {
        match self {
            Self::Reader => 1,
            Self::Pool(pool) => pool.current_num_threads(),
        }
    }
}

/// Reads `feed` to its end, has `work` done on its records in parallel and hands
/// the results to `write` in order; nothing now and then where there is none. At
/// most `max_bytes` of records are in flight. An error of `write` ends the run.
pub(crate) fn run(
    feed: &mut (dyn Feed + Send),
    workers: &Workers,
    max_bytes: usize,
    work: &(dyn Fn(RawRecord) -> Done + Sync),
    write: &mut dyn FnMut(Option<Item>) -> Result<(), BatchError>,
) -> Result<(), BatchError> {
    let gate = Gate::new(RECORDS_PER_WORKER * workers.count(), max_bytes);
    let ended = AtomicBool::new(false);
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        let (gate, ended) = (&gate, &ended);
        let reading = Reading { gate, ended, work };
        let reader = thread::Builder::new()
            .name(format!("{THREAD_PREFIX}reader"))
            .stack_size(WORKER_STACK)
            .spawn_scoped(scope, move || match workers {
                Workers::Reader => reading.in_turn(feed, &sender),
                Workers::Pool(pool) => reading.in_parallel(feed, pool, &sender),
            })
            .map_err(|cause| BatchError::Reader { message: cause.to_string() })?;
        let written = {
            let _end = EndOnDrop { gate, ended };
            write_in_order(&receiver, gate, write)
        };
        let read = reader.join();
        written?;
        read.map_err(|panic| BatchError::Reader { message: panic_message(&*panic) })
    })
}

/// What the thread that reads needs.
#[derive(Clone, Copy)]
struct Reading<'r> {
    gate: &'r Gate,
    /// Whether nobody needs results any more.
    ended: &'r AtomicBool,
    work: &'r (dyn Fn(RawRecord) -> Done + Sync),
}

impl Reading<'_> {
    fn in_turn(self, feed: &mut dyn Feed, sender: &Sender<Numbered>) {
        self.read(feed, |record, ticket| ticket.send(sender, Output::Done((self.work)(record))), sender);
    }

    fn in_parallel(self, feed: &mut dyn Feed, pool: &ThreadPool, sender: &Sender<Numbered>) {
        pool.in_place_scope_fifo(|scope| {
            let hand_on = |record, ticket: Ticket| {
                let sender = sender.clone();
                scope.spawn_fifo(move |_| {
                    if !self.ended.load(Ordering::Relaxed) {
                        ticket.send(&sender, Output::Done((self.work)(record)));
                    }
                });
            };
            self.read(feed, hand_on, sender);
        });
    }

    fn read(self, feed: &mut dyn Feed, hand_on: impl Fn(RawRecord, Ticket), sender: &Sender<Numbered>) {
        for number in 0.. {
            let Some((position, pulled)) = feed.next() else { return };
            let weight = if let Pulled::Record(record) = &pulled { record.weight() } else { 0 };
            if !self.gate.enter(weight) {
                return;
            }
            let ticket = Ticket { number, weight, position };
            match pulled {
                Pulled::Record(record) => hand_on(record, ticket),
                other => ticket.send(sender, Output::Pulled(other)),
            }
        }
    }
}

/// What the writer has to know of a record besides what became of it.
#[derive(Clone, Copy)]
struct Ticket {
    number: u64,
    weight: usize,
    position: Position,
}

impl Ticket {
    fn send(self, sender: &Sender<Numbered>, output: Output) {
        let Self { number, weight, position } = self;
        // Where the writer is gone, nobody needs the result.
        let _ = sender.send(Numbered { number, weight, item: Item { position, output } });
    }
}

fn write_in_order(
    results: &Receiver<Numbered>,
    gate: &Gate,
    write: &mut dyn FnMut(Option<Item>) -> Result<(), BatchError>,
) -> Result<(), BatchError> {
    let mut waiting = Reorder::default();
    loop {
        match results.recv_timeout(PATIENCE) {
            Ok(result) => waiting.insert(result.number, (result.weight, result.item)),
            Err(RecvTimeoutError::Timeout) => write(None)?,
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
        while let Some((weight, item)) = waiting.next() {
            write(Some(item))?;
            gate.leave(weight);
        }
    }
}

#[cfg(test)]
mod tests;
