//! A run from inputs to output.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use dehusk::{Extractor, InputKind};

use crate::pipeline;
use crate::sink::Sink;
use crate::source::{Inputs, Pulled};
use crate::work::{Done, Worker};
use crate::{BatchError, FieldNames, InputError, Outcome, Output, Place, RecordError, Report, SinkError};

/// Something that the caller may want to tell the user while a run goes on.
/// Events come in the order of the records, whatever the number of threads.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event<'a> {
    /// A file was opened.
    InputOpened(&'a str),
    /// An input could not be read at all; the others still are.
    InputFailed(&'a InputError),
    /// A record failed; the others still come.
    RecordFailed(&'a Place, &'a RecordError),
    /// A record was written, dropped or given up.
    Advanced {
        /// Records so far.
        records: u64,
        /// Bytes read from the inputs so far.
        bytes: u64,
    },
}

/// A run from inputs to output.
///
/// ```no_run
/// use dehusk::Extractor;
/// use dehusk_batch::{Batch, Event, Output};
///
/// let batch = Batch::new(Extractor::default(), ["pages.warc.gz"], Output::from_path("out.jsonl.zst"));
/// let report = batch.run(&mut |event| {
///     if let Event::RecordFailed(place, error) = event {
///         eprintln!("{place}: {error}");
///     }
/// })?;
/// assert!(report.adds_up());
/// # Ok::<(), dehusk_batch::BatchError>(())
/// ```
pub struct Batch {
    extractor: Extractor,
    inputs: Vec<PathBuf>,
    output: Output,
    fields: FieldNames,
    kind: Option<InputKind>,
    min_quality: f32,
    jobs: NonZeroUsize,
}

impl Batch {
    /// A run over files, folders, and `-` for the standard input, in this
    /// order, on all cores.
    pub fn new(
        extractor: Extractor,
        inputs: impl IntoIterator<Item = impl Into<PathBuf>>,
        output: Output,
    ) -> Self {
        let inputs = inputs.into_iter().map(Into::into).collect();
        let jobs = thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        let fields = FieldNames::default();
        Self { extractor, inputs, output, fields, kind: None, min_quality: 0.0, jobs }
    }

    /// Names of the fields in JSONL inputs.
    #[must_use]
    pub fn with_fields(mut self, fields: FieldNames) -> Self {
        self.fields = fields;
        self
    }

    /// What every record is; guessed for each where this is not called.
    #[must_use]
    pub fn with_kind(mut self, kind: InputKind) -> Self {
        self.kind = Some(kind);
        self
    }

    /// Drops documents whose [`quality`](dehusk::Document::quality) is below
    /// `quality`, with [`DropReason::LowQuality`](crate::DropReason::LowQuality).
    /// Pages without content are judged by the same number. 0, which is the
    /// default, keeps every document; above 1 none is kept.
    #[must_use]
    pub fn with_min_quality(mut self, quality: f32) -> Self {
        self.min_quality = quality;
        self
    }

    /// How many records are extracted at the same time. The output is the same
    /// for any number.
    #[must_use]
    pub fn with_jobs(mut self, jobs: NonZeroUsize) -> Self {
        self.jobs = jobs;
        self
    }

    /// Bytes of all inputs together, where that is known beforehand: where all
    /// are files.
    pub fn total_bytes(&self) -> Option<u64> {
        let length = |path: &PathBuf| {
            let metadata = std::fs::metadata(path);
            // What is not there adds nothing; what has no length is not known.
            metadata.map_or(Some(0), |metadata| metadata.is_file().then_some(metadata.len()))
        };
        let is_stdin = |path: &PathBuf| path.as_os_str() == "-";
        self.inputs.iter().map(|path| if is_stdin(path) { None } else { length(path) }).sum()
    }

    /// Runs to the end of the inputs.
    ///
    /// # Errors
    ///
    /// Where the output cannot be written. What is wrong with inputs and
    /// records is no error of the run: it is in the report.
    pub fn run(self, on_event: &mut dyn FnMut(Event<'_>)) -> Result<Report, BatchError> {
        let pool = pipeline::pool(self.jobs)?;
        let sink = self.output.open()?;
        let bytes_read = Arc::new(AtomicU64::new(0));
        let mut inputs = Inputs::new(&self.inputs, self.output.path(), Arc::clone(&bytes_read));
        let worker = Worker {
            extractor: self.extractor,
            fields: self.fields,
            kind: self.kind,
            min_quality: self.min_quality,
            format: self.output.format(),
        };
        let mut writer = Writer { sink, report: Report::default(), bytes_read, on_event };
        pipeline::run(&mut inputs, &pool, &|record| worker.work(record), &mut |output| writer.take(output))?;
        writer.finish().map_err(BatchError::from)
    }
}

/// Writes, counts and tells, in the order of the records.
struct Writer<'e> {
    sink: Box<dyn Sink>,
    report: Report,
    bytes_read: Arc<AtomicU64>,
    on_event: &'e mut dyn FnMut(Event<'_>),
}

impl Writer<'_> {
    fn take(&mut self, output: pipeline::Output) -> Result<(), SinkError> {
        match output {
            pipeline::Output::Done(Done::Kept(rendered)) => {
                self.sink.write(&rendered.id, &rendered.bytes)?;
                self.report.kept_empty += u64::from(rendered.is_empty);
                self.count(Outcome::Kept);
            }
            pipeline::Output::Done(Done::Dropped(reason))
            | pipeline::Output::Pulled(Pulled::Dropped(reason)) => {
                self.count(Outcome::Dropped(reason));
            }
            pipeline::Output::Done(Done::Failed(place, error))
            | pipeline::Output::Pulled(Pulled::Failed(place, error)) => {
                (self.on_event)(Event::RecordFailed(&place, &error));
                self.count(Outcome::Failed(error.reason()));
            }
            pipeline::Output::Pulled(Pulled::PassedOver) => self.report.passed_over += 1,
            pipeline::Output::Pulled(Pulled::Opened(input)) => {
                self.report.inputs += 1;
                (self.on_event)(Event::InputOpened(&input));
            }
            pipeline::Output::Pulled(Pulled::InputFailed(error)) => {
                self.report.inputs_failed += 1;
                (self.on_event)(Event::InputFailed(&error));
            }
            // Records go through the workers, always.
            pipeline::Output::Pulled(Pulled::Record(_)) => {}
        }
        Ok(())
    }

    fn count(&mut self, outcome: Outcome) {
        self.report.count(outcome);
        let bytes = self.bytes_read.load(Ordering::Relaxed);
        (self.on_event)(Event::Advanced { records: self.report.read, bytes });
    }

    fn finish(mut self) -> Result<Report, SinkError> {
        self.report.bytes_out = self.sink.finish()?;
        self.report.bytes_in = self.bytes_read.load(Ordering::Relaxed);
        Ok(self.report)
    }
}

#[cfg(test)]
mod tests;
