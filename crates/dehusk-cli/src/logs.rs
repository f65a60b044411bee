//! Messages on stderr: which are told, and in which form.

use std::fmt::{self, Debug, Write as _};
use std::sync::OnceLock;

use clap::{ArgAction, Args, ValueEnum};
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::registry::LookupSpan;

use crate::terminal::{self, printable};

/// Which messages are told, and how.
#[derive(Debug, Clone, Args)]
pub(crate) struct LogArgs {
    /// Tell more: -v each file that is opened and each record that is dropped,
    /// -vv each record
    #[arg(short, long, action = ArgAction::Count, help_heading = "Progress and logs")]
    verbose: u8,

    /// The form of messages [default: text; json with --progress json]
    #[arg(long, value_enum, value_name = "FORM", help_heading = "Progress and logs")]
    log_format: Option<LogFormat>,
}

/// How messages are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// Lines for people
    Text,
    /// An object a line, with `timestamp`, `level`, `event` and `message`
    Json,
}

/// The form in force, once messages are told.
static FORMAT: OnceLock<LogFormat> = OnceLock::new();

impl LogArgs {
    /// Begins to tell what `tracing` is given, in `usual` form where none is asked
    /// for: what is said of the whole run, of its files (`DEBUG`), of each record
    /// (`TRACE`). Once a process.
    pub(crate) fn start(&self, usual: LogFormat, is_quiet: bool) {
        let level = match self.verbose {
            0 if is_quiet => Level::WARN,
            0 => Level::INFO,
            1 => Level::DEBUG,
            _ => Level::TRACE,
        };
        let format = *FORMAT.get_or_init(|| self.log_format.unwrap_or(usual));
        let logs = tracing_subscriber::fmt().with_max_level(level);
        match format {
            LogFormat::Text => logs.event_format(Plain).with_writer(std::io::stderr).init(),
            LogFormat::Json => {
                let logs = logs.json().flatten_event(true).with_target(false);
                logs.with_current_span(false)
                    .with_span_list(false)
                    .with_writer(|| terminal::JsonLines)
                    .init();
            }
        }
    }

    /// Whether every failure is told, however many there are.
    pub(crate) fn tells_all(&self) -> bool {
        self.verbose > 0 || FORMAT.get() == Some(&LogFormat::Json)
    }
}

/// Tells why the command ends.
pub(crate) fn tell_end(error: &anyhow::Error) {
    match FORMAT.get() {
        Some(LogFormat::Json) => tracing::error!(event = "ended", "{error:#}"),
        _ => eprintln!("dehusk: {error:#}"),
    }
}

/// `dehusk: message`, and nothing else: fields repeat what the message says.
struct Plain;

impl<S, N> FormatEvent<S, N> for Plain
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(&self, _: &FmtContext<'_, S, N>, mut out: Writer<'_>, event: &Event<'_>) -> fmt::Result {
        let mut message = Message::default();
        event.record(&mut message);
        writeln!(out, "dehusk: {}", printable(&message.0))
    }
}

/// The message of an event.
#[derive(Default)]
struct Message(String);

impl Visit for Message {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        if field.name() == "message" {
            // Writing to a string cannot fail.
            let _ = write!(self.0, "{value:?}");
        }
    }
}
