//! A run from inputs to output.

mod go;
mod plan;
mod refusals;

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use dehusk::write::Form;
use dehusk::{Extractor, InputKind};

use crate::{
    BlockRows, Conversions, Counts, DropCause, FieldNames, Globs, InputError, InputLimits, Output, PartSize,
    Place, RecordError, Shard, StageClock, Stop,
};

pub use plan::{Plan, PlannedInput};

/// Something that the caller may want to tell the user while a run goes on.
/// Events come in the order of the records, whatever the number of threads.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event<'a> {
    /// The run begins.
    Began {
        /// Bytes of all files that are read, where they are files.
        bytes: Option<u64>,
        /// Whether, and how, an earlier run is gone on with.
        beginning: Beginning,
        /// What became of the records of the earlier run.
        counts: &'a Counts,
    },
    /// A file was opened.
    InputOpened(&'a str),
    /// An input could not be read at all; the others still are.
    InputFailed(&'a InputError),
    /// A record is in the output, by its id.
    RecordKept(&'a str),
    /// A record was dropped.
    RecordDropped(&'a Place, &'a DropCause),
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

/// How a run begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Beginning {
    /// At the beginning.
    Anew {
        /// Parts of an unfinished run that were there, and are replaced.
        lost_parts: usize,
    },
    /// Behind the last whole part of an earlier run.
    TakenUp {
        /// Parts that are whole.
        parts: usize,
    },
    /// Not at all: the output is there, and whole.
    Complete,
}

/// What becomes of an earlier run over the same output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Resume {
    /// The run begins anew. What an unfinished one left is taken away.
    #[default]
    BeginAnew,
    /// The run goes on behind the last part that is whole, and gives the bytes
    /// that it would have given undisturbed. A run that was finished is left as it
    /// is, and one that never began begins.
    TakeUp,
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
    globs: Globs,
    conversions: Conversions,
    kind: Option<InputKind>,
    min_quality: f32,
    form: Form,
    jobs: NonZeroUsize,
    memory: Option<u64>,
    time_limit: Option<Duration>,
    shard: Option<Shard>,
    part_size: Option<PartSize>,
    resume: Resume,
    settings: BTreeMap<String, String>,
    stop: Stop,
    drops: Option<PathBuf>,
    blocks: Option<(PathBuf, BlockRows)>,
    report: Option<(PathBuf, ReportTime)>,
    limit: Option<u64>,
    clock: Arc<StageClock>,
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
        let (memory, shard, part_size) = (None, None, None);
        Self {
            extractor,
            inputs,
            output,
            fields,
            limits: InputLimits::default(),
            globs: Globs::default(),
            conversions: Conversions::default(),
            kind: None,
            min_quality: 0.0,
            form: Form::Text,
            jobs,
            memory,
            time_limit: None,
            shard,
            part_size,
            resume: Resume::BeginAnew,
            settings: BTreeMap::new(),
            stop: Stop::default(),
            drops,
            blocks,
            report,
            limit: None,
            clock: Arc::default(),
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

    /// Which files of folders and entries of archives are read; all where this is
    /// not called.
    #[must_use]
    pub fn with_globs(mut self, globs: Globs) -> Self {
        self.globs = globs;
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

    /// Writes the [`Report`](crate::Report) as JSON.
    #[must_use]
    pub fn with_report(mut self, path: impl Into<PathBuf>, time: ReportTime) -> Self {
        self.report = Some((path.into(), time));
        self
    }

    /// Reads the first `records` only, whatever becomes of them.
    #[must_use]
    pub fn with_limit(mut self, records: u64) -> Self {
        self.limit = Some(records);
        self
    }

    /// Sums up in `clock` where the time goes.
    #[must_use]
    pub fn with_clock(mut self, clock: Arc<StageClock>) -> Self {
        self.clock = clock;
        self
    }

    /// A ceiling for the run's memory, in bytes: what is in flight is made to fit.
    /// One very large record may go beyond it. Default: about 256 MB for two jobs,
    /// and 64 MB for each further one.
    #[must_use]
    pub fn with_memory(mut self, bytes: u64) -> Self {
        self.memory = Some(bytes);
        self
    }

    /// How long the extraction of one record may take on the clock, as
    /// [`Extractor::extract_while`] asks for it; what takes longer fails. Without it, which
    /// is the default, a run gives the same bytes on any machine: limits on bytes,
    /// nodes and depth bound time without a clock.
    #[must_use]
    pub fn with_time_limit(mut self, limit: Duration) -> Self {
        self.time_limit = Some(limit);
        self
    }

    /// Reads only one of several shares of the inputs. `{shard}` in the names of
    /// what is written is replaced by the share's [name](Shard::name).
    #[must_use]
    pub fn with_shard(mut self, shard: Shard) -> Self {
        self.shard = Some(shard);
        self
    }

    /// How much goes into a part: what is lost at most when a run is killed, and
    /// how large files are where the output's name has `{part}` in it.
    #[must_use]
    pub fn with_part_size(mut self, size: PartSize) -> Self {
        self.part_size = Some(size);
        self
    }

    /// What becomes of an earlier run over the same output.
    #[must_use]
    pub fn with_resume(mut self, resume: Resume) -> Self {
        self.resume = resume;
        self
    }

    /// What the output depends on besides what this object knows: the options of
    /// the extractor, by name. A run is not gone on with where they differ.
    #[must_use]
    pub fn with_settings(mut self, settings: impl IntoIterator<Item = (String, String)>) -> Self {
        self.settings.extend(settings);
        self
    }

    /// By which the run can be asked to stop.
    #[must_use]
    pub fn with_stop(mut self, stop: Stop) -> Self {
        self.stop = stop;
        self
    }
}

#[cfg(test)]
mod resume_tests;
#[cfg(test)]
mod tests;
