//! How a run goes: what is opened, in which order, and what is done with it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Instant;

use super::{Batch, Beginning, Event};
use crate::pipeline::{self, Reading, Workers};
use crate::report::{Stage, Timed};
use crate::same_file::Role;
use crate::sink::{self, RowFormat, Shape, Sharing};
use crate::source::{Inputs, Position, ReadOptions, Share, Survey, Walk};
use crate::store::{Begun, Destination, Direct, PartState, Parts, Places, Product, RunDescription, Store};
use crate::stream::Ahead;
use crate::work::Worker;
use crate::writer::{ReportFile, Stopping, Writer};
use crate::{BatchError, BlockRows, Output, PartSize, Report, SinkError, Stop};

/// What is open before anything is read.
struct Opened {
    store: Store,
    beginning: Beginning,
    position: Position,
    report: Report,
}

impl Batch {
    /// Runs to the end of the inputs.
    ///
    /// # Errors
    ///
    /// Where an output cannot be written; where two of the files that the caller
    /// named are one; where an earlier run cannot be gone on with; where the run was
    /// asked to stop. What is wrong with inputs and records is no error of the run:
    /// it is in the report.
    pub fn run(mut self, on_event: &mut dyn FnMut(Event<'_>)) -> Result<Report, BatchError> {
        let started = Instant::now();
        let (survey, templates) = self.survey()?;
        self.refuse_unsuitable(&survey)?;
        let opened = match self.open(&survey)? {
            Ok(opened) => opened,
            Err(report) => {
                let (bytes, beginning) = (Some(survey.bytes()), Beginning::Complete);
                on_event(Event::Began { bytes, beginning, counts: &report.counts });
                self.write_missing_report(&report, started)?;
                return Ok(report);
            }
        };
        let workers = pipeline::workers(self.jobs)?;
        let share = Share::of(self.shard, survey.bytes());
        let bytes = (!survey.has_stdin).then(|| share.length(survey.bytes()));
        let counts = &opened.report.counts;
        on_event(Event::Began { bytes, beginning: opened.beginning, counts });
        let bytes_read = Arc::new(AtomicU64::new(0));
        let left = self.limit.map(|records| records.saturating_sub(opened.report.counts.read));
        let ahead = Arc::new(Ahead::new(self.jobs));
        let options = ReadOptions {
            fields: self.fields.clone(),
            globs: self.globs.clone(),
            limits: self.limits,
            conversions: self.conversions,
            ahead: Arc::clone(&ahead),
        };
        let mut inputs = Inputs::new(self.walk(&templates), share, options, Arc::clone(&bytes_read))
            .limit(left)
            .resume(opened.position);
        let mut writer = Writer {
            store: opened.store,
            drop_format: self.drops.as_deref().map_or(RowFormat::Lines, RowFormat::drops),
            report_file: self.report_file()?,
            inputs_told: opened.report.ended(),
            report: opened.report,
            position: opened.position,
            is_sharded: self.shard.is_some(),
            bytes_read,
            stopping: Stopping { stop: self.stop.clone(), since: None },
            on_event,
        };
        let clock = Arc::clone(&self.clock);
        self.extract(&mut inputs, &workers, &ahead, &mut writer)?;
        writer.finish(started, &clock).map_err(BatchError::from)
    }

    /// Looks at what the caller named, and brings it into its final form. What is
    /// written, as it was named, is passed over where it is among the inputs.
    pub(super) fn survey(&mut self) -> Result<(Survey, Vec<PathBuf>), BatchError> {
        let templates: Vec<_> = self.written().map(|(_, path)| path.to_owned()).collect();
        self.refuse_names()?;
        self.name_shard();
        self.follow_links();
        self.refuse_same_files()?;
        Ok((Survey::of(self.walk(&templates)), templates))
    }

    /// What the run is, and where it stands.
    pub(super) fn description(&self, survey: &Survey) -> (RunDescription, Places) {
        let run = RunDescription::new(self.model(), self.all_settings(), survey.inputs.clone());
        (run, Places::of(self.output.path(), self.output.shape()))
    }

    fn extract(
        self,
        inputs: &mut Inputs,
        workers: &Workers,
        ahead: &Ahead,
        writer: &mut Writer<'_>,
    ) -> Result<(), BatchError> {
        let max_bytes = pipeline::max_bytes(self.memory, self.jobs, self.blocks.is_some());
        let format = self.output.format(self.form, self.fields.keeps_any());
        let worker = Worker {
            extractor: self.extractor,
            fields: self.fields,
            limits: self.limits,
            kind: self.kind,
            min_quality: self.min_quality,
            time_limit: self.time_limit,
            format,
            blocks: self.blocks.map(|(path, rows)| (rows, RowFormat::blocks(&path, rows))),
        };
        let clock = &*self.clock;
        let work = |record| clock.time(Stage::Extracting, || worker.work(record));
        let reading = Reading { feed: &mut Timed { feed: inputs, clock }, help: &|| ahead.help() };
        pipeline::run(reading, workers, max_bytes, &work, &mut |item| {
            clock.time(Stage::Writing, || writer.take(item))
        })
    }

    pub(super) fn walk(&self, written: &[PathBuf]) -> Walk {
        Walk::new(&self.inputs, written, &self.globs)
    }

    fn report_file(&self) -> Result<ReportFile, SinkError> {
        let sharing = if self.output.is_stdout() { Sharing::Possible } else { Sharing::LockedOut };
        ReportFile::open(self.report.as_ref().map(|(path, time)| (&**path, *time)), sharing)
    }

    /// Writes the report of a finished run where it is asked for and not there.
    fn write_missing_report(&self, report: &Report, started: Instant) -> Result<(), SinkError> {
        match &self.report {
            Some((path, _)) if !path.exists() => {
                self.report_file()?.finish(report, &self.clock.times(started.elapsed()))
            }
            _ => Ok(()),
        }
    }

    /// Puts the shard into the names of what is written.
    pub(super) fn name_shard(&mut self) {
        let shard = self.shard;
        let named = |path: &mut PathBuf| *path = sink::of_shard(std::mem::take(path), shard);
        self.output = std::mem::replace(&mut self.output, Output::from_path("-")).of_shard(shard);
        let blocks = self.blocks.as_mut().map(|(path, _)| path);
        let report = self.report.as_mut().map(|(path, _)| path);
        self.drops.as_mut().into_iter().chain(blocks).chain(report).for_each(named);
    }

    /// Opens all that is written; the report where there is nothing left to do.
    fn open(&self, survey: &Survey) -> Result<Result<Opened, Report>, BatchError> {
        let destinations = self.destinations();
        if self.output.is_stdout() {
            let store = Store::Direct(Box::new(Direct::open(&destinations)?));
            let (beginning, position) = (Beginning::Anew { lost_parts: 0 }, Position::default());
            return Ok(Ok(Opened { store, beginning, position, report: Report::default() }));
        }
        let (run, places) = self.description(survey);
        let begun = Parts::begin(run, destinations, places, self.form.ending(), self.size(), self.resume)?;
        Ok(match begun {
            Begun::Complete(state) => Err(Report::take_up(vec![*state])),
            Begun::Fresh { parts, lost } => {
                let (beginning, position) = (Beginning::Anew { lost_parts: lost }, Position::default());
                Ok(Opened { store: Store::Parts(parts), beginning, position, report: Report::default() })
            }
            Begun::TakenUp { parts, states } => {
                let position = states.last().map_or_else(Position::default, |state| state.position);
                let count = states.len();
                let report =
                    Report::take_up(states.into_iter().map(|state: PartState| state.report).collect());
                let beginning = Beginning::TakenUp { parts: count };
                Ok(Opened { store: Store::Parts(parts), beginning, position, report })
            }
        })
    }

    /// The output is first, since it may be a folder that the others are to stand
    /// in.
    pub(super) fn destinations(&self) -> Vec<Destination> {
        let beside = |product, path: &PathBuf, format: RowFormat| {
            let encoding = format.encoding(path);
            Destination {
                product,
                path: path.clone(),
                shape: Shape::Jsonl(sink::compression(path)),
                encoding,
            }
        };
        let (path, shape) = (self.output.path().to_owned(), self.output.shape());
        let encoding = self.output.encoding(self.fields.keeps_any());
        let documents = Destination { product: Product::Documents, path, shape, encoding };
        let drops = |path| beside(Product::Drops, path, RowFormat::drops(path));
        let blocks = |(path, rows): &(PathBuf, BlockRows)| {
            beside(Product::Blocks, path, RowFormat::blocks(path, *rows))
        };
        let beside = [self.drops.as_ref().map(drops), self.blocks.as_ref().map(blocks)];
        std::iter::once(documents).chain(beside.into_iter().flatten()).collect()
    }

    pub(super) fn size(&self) -> PartSize {
        let default = match self.output.shape() {
            _ if self.output.stays_apart() => PartSize::APART,
            Shape::Parquet => PartSize::JOINED_ROWS,
            _ => PartSize::JOINED,
        };
        self.part_size.unwrap_or(default)
    }

    fn model(&self) -> String {
        let [page, text] = self.extractor.models();
        format!("{page:016x}-{text:016x}")
    }

    /// All that the output's bytes depend on besides inputs, models and version.
    pub(super) fn all_settings(&self) -> BTreeMap<String, String> {
        let mut settings = self.settings.clone();
        // Without the folder: an output may be moved with all that is beside it.
        let path = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let size = self.size();
        let mut set = |name: &str, value: String| settings.insert(name.to_owned(), value);
        set("the output", path(self.output.path()));
        set("the file of drops", self.drops.as_deref().map_or_else(|| "none".to_owned(), path));
        let blocks = |(file, rows): &(PathBuf, BlockRows)| format!("{}, {rows:?}", path(file));
        set("the file of blocks", self.blocks.as_ref().map_or_else(|| "none".to_owned(), blocks));
        set("the form", self.form.ending().to_owned());
        set("the kind of input", self.kind.map_or("guessed", dehusk::InputKind::name).to_owned());
        set("the least quality", self.min_quality.to_string());
        set("the fields", format!("{:?}", self.fields));
        set("what is done with conversions", format!("{:?}", self.conversions));
        set("the limit on time", format!("{:?}", self.time_limit));
        set("the limits", format!("{:?}", self.limits));
        set("the limit", self.limit.map_or_else(|| "none".to_owned(), |limit| limit.to_string()));
        set("the shard", self.shard.map_or_else(|| "all".to_owned(), |shard| shard.to_string()));
        set("the size of parts", format!("{} bytes, {} records", size.bytes, size.records));
        settings
    }

    /// All files and folders that the run writes.
    pub(super) fn written(&self) -> impl Iterator<Item = (Role, &Path)> {
        let drops = self.drops.as_deref().map(|path| (Role::Drops, path));
        let blocks = self.blocks.as_ref().map(|(path, _)| (Role::Blocks, &**path));
        let report = self.report.as_ref().map(|(path, _)| (Role::Report, &**path));
        [Some((Role::Output, self.output.path())), drops, blocks, report].into_iter().flatten()
    }

    /// By which the caller may ask the run to stop.
    pub fn stop(&self) -> Stop {
        self.stop.clone()
    }
}
