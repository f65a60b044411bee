//! The ordered, bounded, parallel pipeline.
//!
//! One thread reads records and hands each to a pool of workers as soon as the
//! gate has room; the calling thread writes what they return, in the order of
//! reading. So the bytes written do not depend on the number of workers.

mod gate;
mod reorder;

use std::num::NonZeroUsize;
use std::sync::mpsc::{self, Sender};
use std::thread;

use rayon::ThreadPool;

use crate::source::{Pulled, RawRecord, Source};
use crate::work::{Done, panic_message};
use crate::{BatchError, SinkError};
use gate::Gate;
use reorder::Reorder;

/// Stack of a worker.
const WORKER_STACK: usize = 8 << 20;

/// Bytes of records in flight.
pub(crate) const MAX_BYTES: usize = 32 << 20;

/// The same where rows of blocks are made: they are about four times as long as
/// the text that they are of, and wait for their turn too.
pub(crate) const MAX_BYTES_WITH_BLOCKS: usize = MAX_BYTES / 4;

/// Records in flight per worker: so many that the others go on while one has a
/// slow page.
const RECORDS_PER_WORKER: usize = 64;

/// Threads of a run are named so, with a number behind.
pub(crate) const THREAD_PREFIX: &str = "dehusk-";

/// What comes out of the pipeline, in the order of reading.
pub(crate) enum Output {
    /// A record that a worker had.
    Done(Done),
    /// Anything else that the source handed out; never a record.
    Pulled(Pulled),
}

struct Numbered {
    number: u64,
    weight: usize,
    output: Output,
}

/// Closes the gate also where writing panics, or the reader would wait for
/// ever.
struct CloseOnDrop<'g>(&'g Gate);

impl Drop for CloseOnDrop<'_> {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// The pool of workers.
pub(crate) fn pool(jobs: NonZeroUsize) -> Result<ThreadPool, rayon::ThreadPoolBuildError> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(jobs.get())
        .stack_size(WORKER_STACK)
        .thread_name(|index| format!("{THREAD_PREFIX}worker-{index}"))
        .build()
}

/// Reads `source` to its end, has `work` done on its records in parallel and
/// hands the results to `write` in order. At most `max_bytes` of records are in
/// flight. An error of `write` ends the run.
pub(crate) fn run(
    source: &mut (dyn Source + Send),
    pool: &ThreadPool,
    max_bytes: usize,
    work: &(dyn Fn(RawRecord) -> Done + Sync),
    write: &mut dyn FnMut(Output) -> Result<(), SinkError>,
) -> Result<(), BatchError> {
    let gate = Gate::new(RECORDS_PER_WORKER * pool.current_num_threads(), max_bytes);
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        let gate = &gate;
        let reader = thread::Builder::new()
            .name(format!("{THREAD_PREFIX}reader"))
            .spawn_scoped(scope, move || read(source, pool, gate, work, &sender))
            .map_err(|cause| BatchError::Reader { message: cause.to_string() })?;
        let written = {
            let _closed = CloseOnDrop(gate);
            write_in_order(receiver.iter(), gate, write)
        };
        let read = reader.join();
        written?;
        read.map_err(|panic| BatchError::Reader { message: panic_message(&*panic) })
    })
}

fn read(
    source: &mut (dyn Source + Send),
    pool: &ThreadPool,
    gate: &Gate,
    work: &(dyn Fn(RawRecord) -> Done + Sync),
    sender: &Sender<Numbered>,
) {
    pool.in_place_scope_fifo(|scope| {
        for number in 0.. {
            let Some(pulled) = source.pull() else { return };
            let weight = if let Pulled::Record(record) = &pulled { record.weight() } else { 0 };
            if !gate.enter(weight) {
                return;
            }
            // Where the writer is gone, nobody needs the result.
            let send = move |sender: &Sender<Numbered>, output| {
                let _ = sender.send(Numbered { number, weight, output });
            };
            match pulled {
                Pulled::Record(record) => {
                    let sender = sender.clone();
                    scope.spawn_fifo(move |_| send(&sender, Output::Done(work(record))));
                }
                other => send(sender, Output::Pulled(other)),
            }
        }
    });
}

fn write_in_order(
    results: impl Iterator<Item = Numbered>,
    gate: &Gate,
    write: &mut dyn FnMut(Output) -> Result<(), SinkError>,
) -> Result<(), SinkError> {
    let mut waiting = Reorder::default();
    for result in results {
        waiting.insert(result.number, (result.weight, result.output));
        while let Some((weight, output)) = waiting.next() {
            write(output)?;
            gate.leave(weight);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
