//! How far a run is, shown while it goes on.

mod bar;
mod line;
mod pace;

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use clap::{Args, ValueEnum};
use indicatif::ProgressBar;
use serde::Serialize;

use crate::logs::LogFormat;
use crate::terminal;
pub(super) use line::speed;
use pace::Pace;

/// Between two lines for people. Whoever reads them reads a log of hours.
const LINES: Duration = Duration::from_secs(10);

/// Between two lines for machines.
const JSON: Duration = Duration::from_secs(1);

/// Between two looks of the bar.
const BAR: Duration = Duration::from_millis(100);

/// What is shown of a run while it goes on, and when it is done.
#[derive(Debug, Clone, Args)]
pub(crate) struct ProgressArgs {
    /// How to show how far the run is
    #[arg(long, value_enum, value_name = "HOW", default_value_t, help_heading = "Progress and logs")]
    progress: ProgressArg,

    /// Show no progress and no summary, only what failed
    #[arg(short, long, help_heading = "Progress and logs")]
    quiet: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum ProgressArg {
    /// A bar on a terminal that can show one, else lines
    #[default]
    Auto,
    /// A bar on any terminal, else lines
    Bar,
    /// A line every ten seconds
    Lines,
    /// A JSON object every second and at the end, and the summary as one too
    Json,
    /// None
    Never,
}

/// How the summary at the end is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Summary {
    /// A table for people.
    Table,
    /// A line of JSON.
    Json,
    /// It is not.
    None,
}

/// How far a run is.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Standing {
    pub(super) kept: u64,
    pub(super) dropped: u64,
    pub(super) failed: u64,
    /// Read of the inputs.
    pub(super) bytes: u64,
    /// Of all inputs together, where that is known.
    pub(super) bytes_total: Option<u64>,
}

/// The same as a line of JSON.
#[derive(Serialize)]
struct StandingJson {
    event: &'static str,
    records: u64,
    kept: u64,
    dropped: u64,
    failed: u64,
    bytes: u64,
    bytes_total: Option<u64>,
    seconds: f64,
}

/// Shows how far a run is, on stderr.
pub(super) struct Progress {
    form: Form,
    pace: Pace,
    started: Instant,
}

enum Form {
    None,
    Bar(ProgressBar),
    Lines,
    Json,
}

impl ProgressArgs {
    /// The form of messages where none is asked for: a reader of JSON wants
    /// nothing else on stderr.
    pub(super) fn log_format(&self) -> LogFormat {
        if self.progress == ProgressArg::Json { LogFormat::Json } else { LogFormat::Text }
    }

    /// Whether only what failed is told.
    pub(super) const fn is_quiet(&self) -> bool {
        self.quiet
    }

    pub(super) fn summary(&self) -> Summary {
        match (self.quiet, self.progress) {
            (true, _) => Summary::None,
            (false, ProgressArg::Json) => Summary::Json,
            (false, _) => Summary::Table,
        }
    }

    /// Begins to show a run.
    pub(super) fn start(&self) -> Progress {
        let can_move = std::env::var_os("TERM").is_none_or(|term| term != "dumb");
        let bar_or_lines = |can_show| {
            if can_show && std::io::stderr().is_terminal() {
                (Form::Bar(bar::new()), BAR)
            } else {
                (Form::Lines, LINES)
            }
        };
        let (form, every) = match self.progress {
            _ if self.quiet => (Form::None, LINES),
            ProgressArg::Never => (Form::None, LINES),
            ProgressArg::Auto => bar_or_lines(can_move),
            ProgressArg::Bar => bar_or_lines(true),
            ProgressArg::Lines => (Form::Lines, LINES),
            ProgressArg::Json => (Form::Json, JSON),
        };
        Progress { form, pace: Pace::new(every), started: Instant::now() }
    }
}

impl Progress {
    /// Says how many bytes there are, where that is known.
    pub(super) fn set_total(&mut self, bytes: Option<u64>) {
        if let (Form::Bar(bar), Some(_)) = (&self.form, bytes) {
            bar::set_total(bar, bytes);
        }
    }

    /// Shows `standing` if it is time to.
    pub(super) fn advance(&mut self, standing: &Standing) {
        if matches!(self.form, Form::None) {
            return;
        }
        let elapsed = self.started.elapsed();
        if self.pace.is_due(elapsed) {
            self.show(standing, elapsed);
        }
    }

    fn show(&self, standing: &Standing, elapsed: Duration) {
        match &self.form {
            Form::None => {}
            Form::Bar(bar) => bar::show(bar, standing, elapsed),
            Form::Lines => eprintln!("dehusk: {}", line::render(standing, elapsed)),
            Form::Json => terminal::tell_json(&standing.json(elapsed)),
        }
    }

    /// Does `tell`, which writes to stderr, with the bar out of the way.
    pub(super) fn suspend(&self, tell: impl FnOnce()) {
        match &self.form {
            Form::Bar(bar) => bar.suspend(tell),
            _ => tell(),
        }
    }

    /// The run is at its end. Machines are told once more, so that the last
    /// object has the counts of all.
    pub(super) fn finish(&self, standing: &Standing) {
        match &self.form {
            Form::Bar(bar) => bar.finish_and_clear(),
            Form::Json => self.show(standing, self.started.elapsed()),
            Form::None | Form::Lines => {}
        }
    }
}

impl Standing {
    pub(super) const fn records(&self) -> u64 {
        self.kept + self.dropped + self.failed
    }

    fn json(&self, elapsed: Duration) -> String {
        let standing = StandingJson {
            event: "progress",
            records: self.records(),
            kept: self.kept,
            dropped: self.dropped,
            failed: self.failed,
            bytes: self.bytes,
            bytes_total: self.bytes_total,
            seconds: (elapsed.as_secs_f64() * 1000.0).round() / 1000.0,
        };
        // Its keys are strings, so that writing it cannot fail.
        serde_json::to_string(&standing).unwrap_or_default()
    }
}
