//! `dehusk extract`: one document to standard output.

use std::io::{Write, stdout};
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, ValueEnum};
use dehusk::content::Content;
use dehusk::write::Form;
use dehusk::{Document, Extractor, Record};
use serde::Serialize;

use crate::content::ContentArgs;
use crate::input::DocumentArgs;

/// Arguments of `dehusk extract`.
#[derive(Debug, Args)]
pub(crate) struct ExtractArgs {
    #[command(flatten)]
    document: DocumentArgs,
    /// What to print
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Leave out the title that stands before the text (text and Markdown), or
    /// print no page around it (HTML)
    #[arg(long)]
    no_title: bool,
    /// Put the structure of the text into the record, as `content` (JSON only)
    #[arg(long)]
    structure: bool,
    #[command(flatten)]
    content: ContentArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Format {
    /// The title, a blank line, the text
    #[default]
    Text,
    /// Markdown: `CommonMark`, with the tables of GitHub
    Markdown,
    /// A page that runs nothing
    Html,
    /// XML-TEI
    Tei,
    /// The JSON record, schema 1
    Json,
}

impl Format {
    const fn form(self) -> Form {
        match self {
            Self::Text | Self::Json => Form::Text,
            Self::Markdown => Form::Markdown,
            Self::Html => Form::Html,
            Self::Tei => Form::Tei,
        }
    }
}

/// Extracts one document. A document without content gives empty text and
/// succeeds; stderr says so.
pub(crate) fn extract(args: &ExtractArgs) -> Result<ExitCode> {
    let document = args.document.extract(&args.extractor()?)?.document;
    let form = args.format.form();
    let mut out = stdout().lock();
    if args.format == Format::Json {
        args.write_record(&mut out, &document)?;
    } else if args.no_title {
        let body = document.body(form);
        if !body.is_empty() {
            writeln!(out, "{}", body.trim_end())?;
        }
    } else {
        write!(out, "{}", document.file(form))?;
    }
    out.flush()?;
    for note in &document.notes {
        eprintln!("dehusk: {}: note: {note}", args.document.name());
    }
    Ok(ExitCode::SUCCESS)
}

impl ExtractArgs {
    fn extractor(&self) -> Result<Extractor> {
        let options = self.content.options(self.format.form(), self.document.options())?;
        Ok(Extractor::new(if self.structure { self.content.with_structure(options) } else { options }))
    }

    /// Writes the record as `run` does; with its structure the text stays plain.
    fn write_record(&self, out: &mut impl Write, document: &Document) -> Result<()> {
        let name = self.document.name();
        let id = self.document.url.as_deref().unwrap_or(&name);
        if self.structure {
            let record = Record::new(id, document);
            serde_json::to_writer(&mut *out, &Structured { record, content: document.content.as_ref() })?;
        } else {
            let text = document.body(Form::Text);
            serde_json::to_writer(&mut *out, &Record::new(id, document).with_text(&text))?;
        }
        Ok(writeln!(out)?)
    }
}

/// A record, and the structure of its text behind its fields.
#[derive(Serialize)]
struct Structured<'a> {
    #[serde(flatten)]
    record: Record<'a>,
    content: Option<&'a Content>,
}
