//! `cargo xtask corpus add`: a document becomes a case, with today's output as
//! a draft of its gold.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use dehusk::{Extractor, Input, InputKind};
use dehusk_tests::case::{Meta, SourceForm};
use dehusk_tests::corpus_dir;

use super::lint::{NOTE_TO_FILL_IN, SYSTEM_TO_FILL_IN};

/// Make a case of a document, with today's output as a draft of its gold.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Name of the new case: lower-case letters, digits and hyphens.
    slug: String,
    /// The document; a name in .txt makes it a text, any other a page.
    file: PathBuf,
    /// Where it comes from.
    #[arg(long)]
    url: Option<String>,
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    let slug = &args.slug;
    let dir = new_folder(slug)?;
    let file = args.file.display();
    let bytes = fs::read(&args.file).with_context(|| format!("cannot read {file}"))?;
    let form = match args.file.extension() {
        Some(extension) if extension.eq_ignore_ascii_case("txt") => SourceForm::Text,
        _ => SourceForm::Html,
    };

    let mut input = Input::bytes(&bytes);
    if let Some(url) = &args.url {
        input = input.with_url(url);
    }
    let document = Extractor::default().extract(input).document;
    let meta = Meta {
        system: SYSTEM_TO_FILL_IN.to_owned(),
        note: NOTE_TO_FILL_IN.to_owned(),
        draft: true,
        url: args.url.clone(),
        input: (document.input_kind != InputKind::Page).then_some(document.input_kind),
        title: document.title.map(|title| title.value),
        author: document.author.map(|author| author.value),
        date: document.date.map(|date| date.value.day.to_string()),
        language: document.language.map(|language| language.value),
        categories: document.categories,
        ..Meta::default()
    };

    fs::create_dir_all(&dir).with_context(|| format!("cannot make {}", dir.display()))?;
    write(&dir.join(form.file_name()), &bytes)?;
    write(&dir.join("expected.txt"), format!("{}\n", document.text).as_bytes())?;
    write(&dir.join("meta.toml"), toml::to_string(&meta)?.as_bytes())?;
    println!(
        "{}: correct expected.txt and meta.toml by hand, then take `draft` out of meta.toml.\n\
         See what was decided:  cargo xtask corpus explain {slug}\n\
         Pin the score:         cargo xtask corpus bless {slug}",
        dir.display()
    );
    Ok(ExitCode::SUCCESS)
}

fn new_folder(slug: &str) -> Result<PathBuf> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if slug.is_empty() || !slug.chars().all(plain) {
        bail!("{slug:?} is no name for a case: lower-case letters, digits and hyphens only");
    }
    let dir = corpus_dir().join("cases").join(slug);
    if dir.exists() {
        bail!("there is a case {slug} already; choose another name or remove {}", dir.display());
    }
    Ok(dir)
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}
