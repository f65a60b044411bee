//! What is done with each result of the pipeline, in the order of the records.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use serde::Serialize;

use crate::pipeline::{Item, Output};
use crate::report::Stage;
use crate::rows::DropRow;
use crate::sink::{Encoding, Lines, Rendering, RowFormat, Sharing, compression};
use crate::source::{Position, Pulled};
use crate::stop::Stop;
use crate::store::{Product, Store};
use crate::stream::Compression;
use crate::work::{Done, Rendered};
use crate::{
    BatchError, DropCause, Event, Identity, InputError, Outcome, Place, RecordError, Report, ReportTime,
    SinkError, StageClock, Times,
};

/// How long a run that was asked to stop goes on, to bring the part at hand to its
/// end.
const GRACE: Duration = Duration::from_millis(900);

/// Writes, counts and tells.
pub(crate) struct Writer<'e> {
    pub(crate) store: Store,
    pub(crate) drop_format: RowFormat,
    pub(crate) report_file: ReportFile,
    pub(crate) report: Report,
    /// Inputs that came to their end in the parts that are whole.
    pub(crate) inputs_told: usize,
    /// Up to where records were taken in.
    pub(crate) position: Position,
    pub(crate) is_sharded: bool,
    pub(crate) bytes_read: Arc<AtomicU64>,
    pub(crate) stopping: Stopping,
    pub(crate) on_event: &'e mut dyn FnMut(Event<'_>),
}

/// Whether, and since when, the run is to stop.
#[derive(Default)]
pub(crate) struct Stopping {
    pub(crate) stop: Stop,
    pub(crate) since: Option<Instant>,
}

/// The file that the report goes to, if there is one. Opened before anything is
/// read: that it cannot be written should not come out at the end of a long run.
pub(crate) struct ReportFile {
    file: Lines,
    time: ReportTime,
}

impl Writer<'_> {
    /// Takes in what the pipeline gives, or nothing for a while.
    pub(crate) fn take(&mut self, item: Option<Item>) -> Result<(), BatchError> {
        if let Some(Item { position, output }) = item {
            let is_record = output.is_record();
            self.take_output(output)?;
            self.position = position;
            self.part_ends(is_record)?;
        }
        self.stop_if_asked()
    }

    /// Makes the part whole where it ends here.
    fn part_ends(&mut self, is_record: bool) -> Result<(), BatchError> {
        let Store::Parts(parts) = &mut self.store else { return Ok(()) };
        parts.advance(is_record);
        if !parts.is_full() {
            return Ok(());
        }
        parts.commit(self.position, self.report.state(self.inputs_told))?;
        self.inputs_told = self.report.ended();
        if self.stopping.stop.is_requested() { Err(self.stopped()) } else { Ok(()) }
    }

    fn stop_if_asked(&mut self) -> Result<(), BatchError> {
        if !self.stopping.stop.is_requested() {
            return Ok(());
        }
        let since = *self.stopping.since.get_or_insert_with(Instant::now);
        let goes_on = matches!(self.store, Store::Parts(_)) && since.elapsed() < GRACE;
        if goes_on { Ok(()) } else { Err(self.stopped()) }
    }

    fn stopped(&self) -> BatchError {
        let parts = if let Store::Parts(parts) = &self.store { parts.count() } else { 0 };
        BatchError::Stopped { parts }
    }

    fn take_output(&mut self, output: Output) -> Result<(), SinkError> {
        match output {
            Output::Done(Done::Kept(rendered)) => self.keep(*rendered),
            Output::Done(Done::Dropped(place, identity, cause))
            | Output::Pulled(Pulled::Dropped(place, identity, cause)) => self.drop(&place, &identity, &cause),
            Output::Done(Done::Failed(place, identity, error))
            | Output::Pulled(Pulled::Failed(place, identity, error)) => self.fail(&place, &identity, &error),
            Output::Pulled(Pulled::InputFailed(error)) => self.fail_input(&error),
            Output::Pulled(other) => {
                self.note(other);
                Ok(())
            }
        }
    }

    fn keep(&mut self, rendered: Rendered) -> Result<(), SinkError> {
        self.store.write(Product::Documents, &rendered.id, rendered.body)?;
        if let Some(blocks) = rendered.blocks {
            self.store.write(Product::Blocks, &rendered.id, blocks)?;
        }
        (self.on_event)(Event::RecordKept(&rendered.id));
        self.report.count_kept(rendered.facts);
        self.advance();
        Ok(())
    }

    fn drop(&mut self, place: &Place, identity: &Identity, cause: &DropCause) -> Result<(), SinkError> {
        self.write_drop(|| DropRow::dropped(place, identity, cause))?;
        (self.on_event)(Event::RecordDropped(place, cause));
        self.report.count(Outcome::Dropped(cause.reason()));
        self.advance();
        Ok(())
    }

    fn fail(&mut self, place: &Place, identity: &Identity, error: &RecordError) -> Result<(), SinkError> {
        self.write_drop(|| DropRow::failed(place, identity, error))?;
        (self.on_event)(Event::RecordFailed(place, error));
        self.report.count(Outcome::Failed(error.reason()));
        self.advance();
        Ok(())
    }

    fn fail_input(&mut self, error: &InputError) -> Result<(), SinkError> {
        self.write_drop(|| DropRow::input_failed(error))?;
        self.report.note(|counts| counts.files_failed += 1);
        (self.on_event)(Event::InputFailed(error));
        Ok(())
    }

    /// Writes one line about what is not in the output; nothing is made where nobody
    /// asked for it.
    fn write_drop<R: Serialize>(&mut self, row: impl FnOnce() -> R) -> Result<(), SinkError> {
        if !self.store.has(Product::Drops) {
            return Ok(());
        }
        let row = self.drop_format.render(std::iter::once(row()));
        self.store.write(Product::Drops, "", row)
    }

    /// What is neither a record nor stands in the place of one.
    fn note(&mut self, pulled: Pulled) {
        match pulled {
            Pulled::Began(input) => self.report.begin(input),
            Pulled::Ended { bytes } => {
                self.report.end(bytes);
                if self.is_sharded {
                    self.report.leave_out_untouched();
                }
            }
            Pulled::PassedOver => self.report.note(|counts| counts.passed_over += 1),
            Pulled::PassedOverDerived(derived) => self.report.note(|counts| counts.pass_over(derived)),
            Pulled::Opened(file) => {
                self.report.note(|counts| counts.files += 1);
                (self.on_event)(Event::InputOpened(&file));
            }
            // Records go through the workers, and the others were taken above.
            _ => {}
        }
    }

    fn advance(&mut self) {
        let bytes = self.bytes_read.load(Ordering::Relaxed);
        (self.on_event)(Event::Advanced { records: self.report.counts.read, bytes });
    }

    /// Finishes what was written. The report is behind the output, since it says how
    /// many bytes that has.
    pub(crate) fn finish(mut self, started: Instant, clock: &StageClock) -> Result<Report, SinkError> {
        match self.store {
            Store::Direct(mut direct) => {
                self.report.bytes_out = clock.time(Stage::Writing, || direct.finish())?;
                self.report_file.finish(&self.report, &clock.times(started.elapsed()))?;
            }
            Store::Parts(mut parts) => {
                let state = self.report.state(self.inputs_told);
                self.report.bytes_out = clock.time(Stage::Writing, || parts.join(self.position, state))?;
                self.report_file.finish(&self.report, &clock.times(started.elapsed()))?;
                parts.finish(self.report.state(0))?;
            }
        }
        Ok(self.report)
    }
}

impl ReportFile {
    pub(crate) fn open(file: Option<(&Path, ReportTime)>, sharing: Sharing) -> Result<Self, SinkError> {
        let (path, time) = file.unzip();
        let encoding = Encoding::Lines(path.map_or(Compression::None, compression));
        Ok(Self {
            file: Lines::open(path.map(|path| (path, &encoding)), sharing)?,
            time: time.unwrap_or_default(),
        })
    }

    pub(crate) fn finish(mut self, report: &Report, times: &Times) -> Result<(), SinkError> {
        let times = (self.time == ReportTime::Included).then_some(times);
        self.file.write(Rendering::Bytes(report.to_json(times).into_bytes()))?;
        self.file.finish()
    }
}
