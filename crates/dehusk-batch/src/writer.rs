//! What is done with each result of the pipeline, in the order of the records.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use crate::pipeline::Output;
use crate::rows::DropRow;
use crate::sink::{Lines, Sink};
use crate::source::Pulled;
use crate::work::{Done, Rendered};
use crate::{
    DropCause, Event, Identity, InputError, Outcome, Place, RecordError, Report, ReportTime, SinkError,
};

/// Writes, counts and tells.
pub(crate) struct Writer<'e> {
    pub(crate) sink: Box<dyn Sink>,
    pub(crate) drops: Lines,
    pub(crate) blocks: Lines,
    pub(crate) report_file: ReportFile,
    pub(crate) report: Report,
    pub(crate) bytes_read: Arc<AtomicU64>,
    pub(crate) on_event: &'e mut dyn FnMut(Event<'_>),
}

/// The file that the report goes to, if there is one. Opened before anything is
/// read: that it cannot be written should not come out at the end of a long run.
pub(crate) struct ReportFile {
    file: Lines,
    time: ReportTime,
}

impl Writer<'_> {
    pub(crate) fn take(&mut self, output: Output) -> Result<(), SinkError> {
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
        self.sink.write(&rendered.id, &rendered.bytes)?;
        self.blocks.write(&rendered.blocks)?;
        self.report.count_kept(rendered.facts);
        self.advance();
        Ok(())
    }

    fn drop(&mut self, place: &Place, identity: &Identity, cause: &DropCause) -> Result<(), SinkError> {
        self.drops.write_row(|| DropRow::dropped(place, identity, cause))?;
        self.report.count(Outcome::Dropped(cause.reason()));
        self.advance();
        Ok(())
    }

    fn fail(&mut self, place: &Place, identity: &Identity, error: &RecordError) -> Result<(), SinkError> {
        self.drops.write_row(|| DropRow::failed(place, identity, error))?;
        (self.on_event)(Event::RecordFailed(place, error));
        self.report.count(Outcome::Failed(error.reason()));
        self.advance();
        Ok(())
    }

    fn fail_input(&mut self, error: &InputError) -> Result<(), SinkError> {
        self.drops.write_row(|| DropRow::input_failed(error))?;
        self.report.note(|counts| counts.files_failed += 1);
        (self.on_event)(Event::InputFailed(error));
        Ok(())
    }

    /// What is neither a record nor stands in the place of one.
    fn note(&mut self, pulled: Pulled) {
        match pulled {
            Pulled::Began(input) => self.report.begin(input),
            Pulled::Ended { bytes } => self.report.end(bytes),
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

    /// Finishes what was written. The output comes behind the lines beside it:
    /// where it has its name, they have theirs. The report is last, since it
    /// says how many bytes the output has.
    pub(crate) fn finish(mut self, started: Instant) -> Result<Report, SinkError> {
        self.drops.finish()?;
        self.blocks.finish()?;
        self.report.bytes_out = self.sink.finish()?;
        self.report_file.finish(&self.report, started)?;
        Ok(self.report)
    }
}

impl ReportFile {
    pub(crate) fn open(file: Option<(&Path, ReportTime)>) -> Result<Self, SinkError> {
        let (path, time) = file.unzip();
        Ok(Self { file: Lines::open(path)?, time: time.unwrap_or_default() })
    }

    fn finish(mut self, report: &Report, started: Instant) -> Result<(), SinkError> {
        let time = (self.time == ReportTime::Included).then(|| started.elapsed());
        self.file.write(report.to_json(time).as_bytes())?;
        self.file.finish()
    }
}
