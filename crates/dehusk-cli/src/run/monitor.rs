//! Tells what happens in a run.

use dehusk_batch::{Beginning, Counts, DropCause, Event, InputError, Place, RecordError};
use tracing::{Level, debug, enabled, info, trace, warn};

use super::progress::{Progress, ProgressArgs, Standing};

/// Failures that are told one by one, unless all are asked for; the summary
/// counts all of them.
const MAX_TOLD: u64 = 50;

/// Turns the events of a run into messages and progress. The library tells
/// nobody by itself.
pub(super) struct Monitor {
    progress: Progress,
    standing: Standing,
    told: u64,
    max_told: u64,
    earlier: Earlier,
}

/// What an earlier run did of this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Earlier {
    /// Nothing.
    #[default]
    Nothing,
    /// So many records.
    Some { records: u64 },
    /// All of it.
    All,
}

impl Monitor {
    pub(super) fn new(progress: &ProgressArgs, tells_all: bool) -> Self {
        let max_told = if tells_all { u64::MAX } else { MAX_TOLD };
        let (standing, earlier) = (Standing::default(), Earlier::default());
        Self { progress: progress.start(), standing, told: 0, max_told, earlier }
    }

    /// What an earlier run did of this one, as far as it has begun.
    pub(super) const fn earlier(&self) -> Earlier {
        self.earlier
    }

    pub(super) fn take(&mut self, event: &Event<'_>) {
        match *event {
            Event::Began { bytes, beginning, counts } => self.began(bytes, beginning, counts),
            Event::InputOpened(input) => self.opened(input),
            Event::InputFailed(error) => self.input_failed(error),
            Event::RecordKept(id) => self.kept(id),
            Event::RecordDropped(place, cause) => self.dropped(place, cause),
            Event::RecordFailed(place, error) => self.failed(place, error),
            Event::Advanced { bytes, .. } => {
                self.standing.bytes = bytes;
                self.progress.advance(&self.standing);
            }
            _ => {}
        }
    }

    pub(super) fn finish(&self) {
        self.progress.finish(&self.standing);
    }

    fn began(&mut self, bytes_total: Option<u64>, beginning: Beginning, counts: &Counts) {
        let (kept, dropped, failed) = (counts.kept, counts.dropped_total(), counts.failed_total());
        self.standing = Standing { kept, dropped, failed, bytes: 0, bytes_total };
        self.progress.set_total(bytes_total);
        match beginning {
            Beginning::Anew { lost_parts: 0 } => {}
            Beginning::Anew { lost_parts } => {
                warn!(
                    "an unfinished run of {lost_parts} parts is replaced; --resume would have gone on with it"
                );
            }
            Beginning::TakenUp { parts } => {
                let records = counts.read;
                self.earlier = Earlier::Some { records };
                info!(event = "resumed", parts, records, "going on behind {parts} parts, {records} records");
            }
            _ => {
                self.earlier = Earlier::All;
                info!(event = "complete", "the run is finished; nothing is done");
            }
        }
    }

    fn opened(&self, input: &str) {
        if enabled!(Level::DEBUG) {
            self.progress.suspend(|| debug!(event = "input-opened", input, "{input}: opened"));
        }
    }

    fn kept(&mut self, id: &str) {
        self.standing.kept += 1;
        if enabled!(Level::TRACE) {
            self.progress.suspend(|| trace!(event = "record-kept", id, "{id}: kept"));
        }
    }

    fn dropped(&mut self, place: &Place, cause: &DropCause) {
        self.standing.dropped += 1;
        if enabled!(Level::DEBUG) {
            let (input, line, offset) = (&*place.input, place.line, place.offset);
            let reason = cause.reason().name();
            self.progress.suspend(|| {
                debug!(event = "record-dropped", reason, input, line, offset, "{place}: dropped: {cause}");
            });
        }
    }

    fn failed(&mut self, place: &Place, error: &RecordError) {
        self.standing.failed += 1;
        let (input, line, offset) = (&*place.input, place.line, place.offset);
        let reason = error.reason().name();
        self.warn(|| warn!(event = "record-failed", reason, input, line, offset, "{place}: {error}"));
    }

    fn input_failed(&mut self, error: &InputError) {
        let input = &*error.input;
        self.warn(|| warn!(event = "input-failed", input, "{error}"));
    }

    fn warn(&mut self, tell: impl FnOnce()) {
        self.told += 1;
        if self.told <= self.max_told {
            self.progress.suspend(tell);
        } else if self.told == self.max_told + 1 {
            self.progress.suspend(|| warn!("more failures follow; they are counted below"));
        }
    }
}
