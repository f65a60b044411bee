//! What the documents are, and what the command of a revision makes of them.
//!
//! Revisions are run as users run them, `dehusk run DUMP -o OUT.jsonl`: that
//! command and the fields `id` and `text` stay what they are, while the insides of
//! an older revision are any.

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use dehusk_tests::case::{Case, SourceForm};
use dehusk_tests::gold;
use dehusk_tests::pages::{Body, Page};
use dehusk_tests::{corpus_dir, sample};
use serde::Deserialize;
use serde_json::json;

use super::revision::Revision;

/// The command's exit status where some records failed: what came out counts.
const SOME_FAILED: i32 = 3;

/// A dump of documents, and what should come out of them.
#[derive(Debug)]
pub(super) struct Dump {
    pub(super) name: String,
    path: PathBuf,
    pub(super) gold: HashMap<String, Gold>,
}

/// What should come out of a document.
#[derive(Debug)]
pub(super) struct Gold {
    pub(super) text: String,
    pub(super) language: Option<String>,
}

/// The texts that came out, by the documents' ids.
pub(super) type Texts = BTreeMap<String, String>;

impl Dump {
    /// A labelled data set.
    pub(super) fn of_set(dir: &Path) -> Result<Self> {
        let name = dir.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let paths = [dir.join("pages.warc.gz"), dir.join("pages.jsonl.gz")];
        let Some(path) = paths.into_iter().find(|path| path.exists()) else {
            bail!("{}: neither pages.warc.gz nor pages.jsonl.gz is there", dir.display());
        };
        let of_line = |gold: gold::Gold| Some((gold.id, Gold { text: gold.gold?, language: gold.lang }));
        let gold = gold::load(dir)?.into_iter().filter_map(of_line).collect();
        Ok(Self { name, path, gold })
    }

    /// The corpus as it is here, as a WARC file of its pages and a JSONL file of its
    /// texts, in `folder`.
    pub(super) fn of_corpus(folder: &Path) -> Result<[Self; 2]> {
        let cases = Case::load_all(&corpus_dir())?;
        let (pages, texts): (Vec<&Case>, Vec<&Case>) =
            cases.iter().partition(|case| case.source.form == SourceForm::Html);
        let (warc, jsonl) = (folder.join("corpus.warc.gz"), folder.join("corpus-text.jsonl"));
        let mut out = create(&warc)?;
        sample::write(&pages.iter().map(|case| page(case)).collect::<Vec<_>>(), &mut out)?;
        out.flush()?;
        let mut out = create(&jsonl)?;
        for case in &texts {
            let text = String::from_utf8_lossy(&case.source.bytes);
            writeln!(out, "{}", json!({ "id": case.slug, "url": case.meta.url, "text": text }))?;
        }
        out.flush()?;
        let dump = |name: &str, path, cases: Vec<&Case>| {
            let gold =
                |case: &Case| Gold { text: case.expected.clone(), language: case.meta.language.clone() };
            let gold = cases.into_iter().map(|case| (case.slug.clone(), gold(case))).collect();
            Self { name: name.to_owned(), path, gold }
        };
        Ok([dump("corpus", warc, pages), dump("corpus-text", jsonl, texts)])
    }

    /// What a revision makes of the documents. Kept from the last time, where the
    /// revision cannot have changed, nor the dump.
    pub(super) fn texts(&self, revision: &Revision, scratch: &Path) -> Result<Texts> {
        let stamp = fs::metadata(&self.path).and_then(|meta| Ok((meta.len(), meta.modified()?)));
        let stamp = stamp.with_context(|| format!("cannot read {}", self.path.display()))?;
        let is_set = !self.path.starts_with(scratch);
        let folder = revision.kept.as_deref().filter(|_| is_set).unwrap_or(scratch);
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let seconds = stamp.1.duration_since(std::time::UNIX_EPOCH).map_or(0, |time| time.as_secs());
        let out = folder.join(format!("{}-{}-{seconds}.jsonl", self.name, stamp.0));
        if folder == scratch || !out.exists() {
            self.run(revision, &out)?;
        }
        read(&out)
    }

    fn run(&self, revision: &Revision, out: &Path) -> Result<()> {
        eprintln!("{}: {} …", revision.name, self.name);
        let mut command = Command::new(&revision.program);
        command.arg("run").arg(&self.path).arg("--output").arg(out).arg("--quiet");
        if self.path.to_string_lossy().contains(".jsonl") {
            command.args(["--text-field", "text"]);
        }
        let status =
            command.status().with_context(|| format!("cannot run {}", revision.program.display()))?;
        if !status.success() && status.code() != Some(SOME_FAILED) {
            bail!("{} run {}: {status}", revision.program.display(), self.path.display());
        }
        Ok(())
    }
}

fn create(path: &Path) -> Result<BufWriter<File>> {
    Ok(BufWriter::new(File::create(path).with_context(|| format!("cannot write {}", path.display()))?))
}

fn page(case: &Case) -> Page {
    Page {
        id: case.slug.clone(),
        url: case.meta.url.clone(),
        charset: case.meta.charset.clone(),
        body: Body::Markup(case.source.bytes.clone()),
    }
}

fn read(path: &Path) -> Result<Texts> {
    #[derive(Deserialize)]
    struct Line {
        id: String,
        text: String,
    }
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut texts = Texts::new();
    for line in BufReader::new(file).lines() {
        let line = line.with_context(|| format!("cannot read {}", path.display()))?;
        let Line { id, text } = serde_json::from_str(&line)
            .with_context(|| format!("{}: no record of dehusk", path.display()))?;
        texts.insert(id.trim_matches(['<', '>']).to_owned(), text);
    }
    Ok(texts)
}
