//! The ordered, bounded, parallel pipeline.
//!
//! Every worker is a reader too: it takes the feed, reads one record, gives the feed
//! on and extracts what it read, on the core whose caches hold it. What comes of
//! it is numbered, and the calling thread writes in the order of reading; so the
//! bytes written do not depend on the number of workers. A reader of its own
//! would hand each record over cold, and would read ahead of need.
//!
//! One worker is the calling thread itself: a plain loop.

mod feed;
mod gate;
mod reorder;

use std::num::NonZeroUsize;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, TryRecvError};
use std::thread;
use std::time::Duration;

use rayon::ThreadPool;

use crate::BatchError;
use crate::source::{Position, Pulled, RawRecord};
use crate::work::Done;
pub(crate) use feed::Feed;
use feed::{Reader, Shared};
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

/// What a worker needs for an ordinary page, and for a member that is inflated before
/// its turn.
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

/// How long the writer sleeps where it has caught up. Woken for each result it would
/// push a worker off its core a thousand times a second; in this time a few come
/// together, and far fewer than the gate lets in.
const NAP: Duration = Duration::from_millis(4);

/// How long the writer waits for a result before it looks around.
const PATIENCE: Duration = Duration::from_millis(100);

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

/// Who extracts.
pub(crate) enum Workers {
    /// The thread that runs the pipeline: reads, extracts and writes in turn.
    Caller,
    /// A pool of them.
    Pool(ThreadPool),
}

/// The workers that are needed to extract so many records at the same time.
pub(crate) fn workers(jobs: NonZeroUsize) -> Result<Workers, rayon::ThreadPoolBuildError> {
    if jobs == NonZeroUsize::MIN {
        return Ok(Workers::Caller);
    }
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs.get())
        .stack_size(WORKER_STACK)
        .thread_name(|index| format!("dehusk-worker-{index}"))
        .build()?;
    Ok(Workers::Pool(pool))
}

/// What is read, and what those do who wait for it.
pub(crate) struct Reading<'r> {
    pub(crate) feed: &'r mut (dyn Feed + Send),
    /// Does a piece of what reading is going to need; false where there is nothing
    /// to do.
    pub(crate) help: &'r (dyn Fn() -> bool + Sync),
}

/// Reads to the end, has `work` done on its records in parallel and hands
/// the results to `write` in order; nothing now and then where there is none. At
/// most `max_bytes` of records are in flight. An error of `write` ends the run.
pub(crate) fn run(
    reading: Reading<'_>,
    workers: &Workers,
    max_bytes: usize,
    work: &(dyn Fn(RawRecord) -> Done + Sync),
    write: &mut dyn FnMut(Option<Item>) -> Result<(), BatchError>,
) -> Result<(), BatchError> {
    match workers {
        Workers::Caller => in_turn(Reader::new(reading.feed), work, write),
        Workers::Pool(pool) => {
            let gate = Gate::new(RECORDS_PER_WORKER * pool.current_num_threads(), max_bytes);
            in_parallel(&Shared::new(reading, gate), pool, work, write)
        }
    }
}

fn in_turn(
    mut reader: Reader<'_>,
    work: &dyn Fn(RawRecord) -> Done,
    write: &mut dyn FnMut(Option<Item>) -> Result<(), BatchError>,
) -> Result<(), BatchError> {
    while let Some((position, pulled)) = reader.next() {
        write(Some(Item { position, output: output(pulled, work) }))?;
    }
    reader.ended_well()
}

fn in_parallel(
    shared: &Shared<'_>,
    pool: &ThreadPool,
    work: &(dyn Fn(RawRecord) -> Done + Sync),
    write: &mut dyn FnMut(Option<Item>) -> Result<(), BatchError>,
) -> Result<(), BatchError> {
    let (sender, receiver) = mpsc::channel();
    pool.in_place_scope(|scope| {
        for _ in 0..pool.current_num_threads() {
            let sender = sender.clone();
            scope.spawn(move |_| extract_all(shared, work, &sender));
        }
        // The results end where the last worker does.
        drop(sender);
        let _close = CloseOnDrop(&shared.gate);
        write_in_order(&receiver, &shared.gate, write)
    })?;
    shared.ended_well()
}

/// A worker from its first record to its last.
fn extract_all(shared: &Shared<'_>, work: &dyn Fn(RawRecord) -> Done, results: &Sender<Numbered>) {
    while let Some(next) = shared.next() {
        let item = Item { position: next.position, output: output(next.pulled, work) };
        if results.send(Numbered { number: next.number, weight: next.weight, item }).is_err() {
            return;
        }
    }
}

fn output(pulled: Pulled, work: &dyn Fn(RawRecord) -> Done) -> Output {
    match pulled {
        Pulled::Record(record) => Output::Done(work(record)),
        other => Output::Pulled(other),
    }
}

struct Numbered {
    number: u64,
    weight: usize,
    item: Item,
}

/// Ends reading also where writing fails or panics, or workers would wait for room
/// for ever.
struct CloseOnDrop<'g>(&'g Gate);

impl Drop for CloseOnDrop<'_> {
    fn drop(&mut self) {
        self.0.close();
    }
}

fn write_in_order(
    results: &Receiver<Numbered>,
    gate: &Gate,
    write: &mut dyn FnMut(Option<Item>) -> Result<(), BatchError>,
) -> Result<(), BatchError> {
    let mut waiting = Reorder::default();
    loop {
        match next_result(results) {
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

/// The next result that is there, else the first after a nap.
fn next_result(results: &Receiver<Numbered>) -> Result<Numbered, RecvTimeoutError> {
    match results.try_recv() {
        Ok(result) => Ok(result),
        Err(TryRecvError::Disconnected) => Err(RecvTimeoutError::Disconnected),
        Err(TryRecvError::Empty) => {
            thread::sleep(NAP);
            results.recv_timeout(PATIENCE)
        }
    }
}

#[cfg(test)]
mod tests;
