//! `dehusk extract`: one document to standard output.

use std::io::{Write, stdout};
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, ValueEnum};
use dehusk::Record;

use crate::input::DocumentArgs;

/// Arguments of `dehusk extract`.
#[derive(Debug, Args)]
pub(crate) struct ExtractArgs {
    #[command(flatten)]
    document: DocumentArgs,
    /// What to print
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Leave out the title that stands before the text (text format only)
    #[arg(long)]
    no_title: bool,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum Format {
    /// The title, a blank line, the text
    #[default]
    Text,
    /// The JSON record, schema 1
    Json,
}

/// Extracts one document. A document without content gives empty text and
/// succeeds; stderr says so.
pub(crate) fn extract(args: &ExtractArgs) -> Result<ExitCode> {
    let document = args.document.extract(&args.document.extractor())?.document;
    let mut out = stdout().lock();
    match args.format {
        Format::Json => {
            let name = args.document.name();
            let id = args.document.url.as_deref().unwrap_or(&name);
            serde_json::to_writer(&mut out, &Record::new(id, &document))?;
            writeln!(out)?;
        }
        Format::Text => {
            if let Some(title) = document.title.as_ref().filter(|_| !args.no_title) {
                writeln!(out, "{}", title.value)?;
                if !document.text.is_empty() {
                    writeln!(out)?;
                }
            }
            if !document.text.is_empty() {
                writeln!(out, "{}", document.text)?;
            }
        }
    }
    out.flush()?;
    for note in &document.notes {
        eprintln!("dehusk: {}: note: {note}", args.document.name());
    }
    Ok(ExitCode::SUCCESS)
}
