//! A run from inputs to output.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::thread;
use std::time::Instant;

use dehusk::write::Form;
use dehusk::{Extractor, InputKind};

use crate::same_file::{self, Role};
use crate::source::Inputs;
use crate::work::Worker;
use crate::writer::{ReportFile, Writer};
use crate::{
    BatchError, BlockRows, Conversions, FieldNames, InputError, InputLimits, Output, Place, RecordError,
    Report, SinkError,
};
use crate::{pipeline, sink};

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
    limits: InputLimits,
    conversions: Conversions,
    kind: Option<InputKind>,
    min_quality: f32,
    form: Form,
    jobs: NonZeroUsize,
    drops: Option<PathBuf>,
    blocks: Option<(PathBuf, BlockRows)>,
    report: Option<(PathBuf, ReportTime)>,
}

/// Whether a report says how long the run took. It is all in it that differs
/// from one run to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ReportTime {
    /// It does not: the same run gives the same bytes.
    #[default]
    Omitted,
    /// It does, under the key `time`.
    Included,
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
        let (drops, blocks, report) = (None, None, None);
        Self {
            extractor,
            inputs,
            output,
            fields,
            limits: InputLimits::default(),
            conversions: Conversions::default(),
            kind: None,
            min_quality: 0.0,
            form: Form::Text,
            jobs,
            drops,
            blocks,
            report,
        }
    }

    /// Names of the fields in JSONL inputs.
    #[must_use]
    pub fn with_fields(mut self, fields: FieldNames) -> Self {
        self.fields = fields;
        self
    }

    /// What inputs may ask for.
    #[must_use]
    pub fn with_limits(mut self, limits: InputLimits) -> Self {
        self.limits = limits;
        self
    }

    /// What is done with the `conversion` records of WARCs. Default: they are
    /// passed over.
    #[must_use]
    pub fn with_conversions(mut self, conversions: Conversions) -> Self {
        self.conversions = conversions;
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

    /// In which form texts are written: in the field `text` of records, or as
    /// files. What a form needs of the structure the extractor has to be made
    /// with. Default: [`Form::Text`].
    #[must_use]
    pub fn with_form(mut self, form: Form) -> Self {
        self.form = form;
        self
    }

    /// How many records are extracted at the same time. The output is the same
    /// for any number.
    #[must_use]
    pub fn with_jobs(mut self, jobs: NonZeroUsize) -> Self {
        self.jobs = jobs;
        self
    }

    /// Writes a line of JSON for each record that is not in the output, and for
    /// each input that could not be read, in the order of the inputs. As with
    /// all files beside the output, `.gz` and `.zst` compress it, and it gets its
    /// name when it is whole.
    #[must_use]
    pub fn with_drops(mut self, path: impl Into<PathBuf>) -> Self {
        self.drops = Some(path.into());
        self
    }

    /// Writes a line of JSON for each block of the documents in the output, kept
    /// or taken away, in their order.
    #[must_use]
    pub fn with_blocks(mut self, path: impl Into<PathBuf>, rows: BlockRows) -> Self {
        self.blocks = Some((path.into(), rows));
        self
    }

    /// Writes the [`Report`] as JSON.
    #[must_use]
    pub fn with_report(mut self, path: impl Into<PathBuf>, time: ReportTime) -> Self {
        self.report = Some((path.into(), time));
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
    /// Where an output cannot be written, or where two of the files that the
    /// caller named are one. What is wrong with inputs and records is no error of
    /// the run: it is in the report.
    pub fn run(self, on_event: &mut dyn FnMut(Event<'_>)) -> Result<Report, BatchError> {
        let started = Instant::now();
        self.refuse_same_files()?;
        let pool = pipeline::pool(self.jobs)?;
        let bytes_read = Arc::new(AtomicU64::new(0));
        let mut writer = self.writer(Arc::clone(&bytes_read), on_event)?;
        let written: Vec<_> = self.written().map(|(_, path)| path).collect();
        let mut inputs =
            Inputs::new(&self.inputs, &written, self.limits, bytes_read).with_conversions(self.conversions);
        let worker = Worker {
            extractor: self.extractor,
            fields: self.fields,
            limits: self.limits,
            kind: self.kind,
            min_quality: self.min_quality,
            format: self.output.format(self.form),
            blocks: self.blocks.map(|(_, rows)| rows),
        };
        let max_bytes =
            if worker.blocks.is_some() { pipeline::MAX_BYTES_WITH_BLOCKS } else { pipeline::MAX_BYTES };
        pipeline::run(&mut inputs, &pool, max_bytes, &|record| worker.work(record), &mut |output| {
            writer.take(output)
        })?;
        writer.finish(started).map_err(BatchError::from)
    }

    /// Opens all that is written. The output is first, since it may be a folder
    /// that the others are to stand in.
    fn writer<'e>(
        &self,
        bytes_read: Arc<AtomicU64>,
        on_event: &'e mut dyn FnMut(Event<'_>),
    ) -> Result<Writer<'e>, SinkError> {
        let sink = self.output.open(self.form)?;
        let drops = sink::Lines::open(self.drops.as_deref())?;
        let blocks = sink::Lines::open(self.blocks.as_ref().map(|(path, _)| &**path))?;
        let report_file = ReportFile::open(self.report.as_ref().map(|(path, time)| (&**path, *time)))?;
        Ok(Writer { sink, drops, blocks, report_file, report: Report::default(), bytes_read, on_event })
    }

    /// All files and folders that the run writes.
    fn written(&self) -> impl Iterator<Item = (Role, &Path)> {
        let drops = self.drops.as_deref().map(|path| (Role::Drops, path));
        let blocks = self.blocks.as_ref().map(|(path, _)| (Role::Blocks, &**path));
        let report = self.report.as_ref().map(|(path, _)| (Role::Report, &**path));
        [Some((Role::Output, self.output.path())), drops, blocks, report].into_iter().flatten()
    }

    fn refuse_same_files(&self) -> Result<(), BatchError> {
        let inputs = self.inputs.iter().map(|path| (Role::Input, &**path));
        same_file::refuse(inputs.chain(self.written()))
    }
}

#[cfg(test)]
mod tests;
