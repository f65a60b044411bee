//! Cue sheets: every line that proves a cue phrase, in a document of its own.
//!
//! `corpus/sheets/LANGUAGE.toml` has a few paragraphs of a text in that language,
//! titles of others and a menu. Each of the `hits` in the language's cue file
//! becomes a case: a page and a scraped text with that line where sites have lines
//! of its kind. The text has to come out as it is, and the line has to be called
//! what its kind says. So a phrase that covers its line but is overruled, or
//! covers prose, is seen.
//!
//! The lines are not written down again in the corpus: whoever adds a phrase has
//! to add its line anyway, and has added a case by it. Where all lines of a phrase
//! are covered by others too, the sheet has one in `lines` that it covers alone.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use dehusk::{CueKind, Extractor, Input, InputKind, Label, Reason};
use dehusk_cues::{CueError, parse};
use serde::Deserialize;

use crate::matching::squeeze;
use crate::workspace_root;

/// The text of a sheet, as it is written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Setting {
    /// Paragraphs that have to come out.
    prose: Vec<String>,
    /// Its title, and those of other documents, for lists.
    titles: Vec<String>,
    /// Sections of the site.
    menu: Vec<String>,
    /// Lines beside those of the cue file, by kind.
    #[serde(default)]
    lines: BTreeMap<CueKind, Vec<String>>,
}

/// A text in one language, and every line of furniture of its cue file.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The name of both files, without `.toml`.
    pub language: String,
    /// The lines: those that prove its phrases, then those of the sheet.
    pub lines: Vec<SheetLine>,
    setting: Setting,
}

/// A line of furniture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetLine {
    /// What its phrase says.
    pub kind: CueKind,
    /// The line.
    pub text: String,
}

/// What a line may stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A small page of HTML.
    Page,
    /// The text that was scraped of it, menu and all.
    Text,
}

impl Form {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Page, Self::Text];
}

/// How a line came out.
#[derive(Debug, Clone, PartialEq)]
pub struct LineOutcome {
    /// Whether the text came out as it is.
    pub is_text_right: bool,
    /// What the line was called and why; nothing where it is no block of its own.
    pub verdict: Option<(Label, Reason)>,
}

/// Why a sheet could not be read.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say it")]
pub enum SheetError {
    #[error("{}: cannot be read: {source}", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("{}: {source}\nA sheet has `prose`, `titles` and `menu`, all lists; see tests/src/sheet.rs.", path.display())]
    Syntax { path: PathBuf, source: Box<toml::de::Error> },
    #[error("{}: needs four paragraphs in `prose` and two `titles`", path.display())]
    TooShort { path: PathBuf },
    #[error(transparent)]
    Cues(#[from] CueError),
}

/// What stands under every document, in no language.
const SMALL_PRINT: &str = "© 2023 tidings.example";

/// Where the cue files lie.
pub fn cue_dir() -> PathBuf {
    workspace_root().join("crates/dehusk-classify/cues")
}

/// Names and texts of the cue files in the order in which they are loaded: what
/// all languages share first.
///
/// # Errors
///
/// If one cannot be read.
pub fn cue_files() -> Result<Vec<(String, String)>, SheetError> {
    let mut files = Vec::new();
    for path in toml_files(&cue_dir())? {
        files.push((stem(&path), read(&path)?));
    }
    files.sort_by_key(|(name, _)| (name != "common", name.clone()));
    Ok(files)
}

impl Sheet {
    /// The sheets of a corpus, by language.
    ///
    /// # Errors
    ///
    /// If a sheet or its cue file cannot be read or understood.
    pub fn load_all(corpus: &Path) -> Result<Vec<Self>, SheetError> {
        let folder = corpus.join("sheets");
        if !folder.exists() {
            return Ok(Vec::new());
        }
        toml_files(&folder)?.iter().map(|path| Self::load(path)).collect()
    }

    fn load(path: &Path) -> Result<Self, SheetError> {
        let syntax = |source| SheetError::Syntax { path: path.to_owned(), source: Box::new(source) };
        let mut setting: Setting = toml::from_str(&read(path)?).map_err(syntax)?;
        if setting.prose.len() < 4 || setting.titles.len() < 2 {
            return Err(SheetError::TooShort { path: path.to_owned() });
        }
        let language = stem(path);
        let cues = cue_dir().join(format!("{language}.toml"));
        let cues = parse(&cues.display().to_string(), &read(&cues)?)?;
        let hits = cues.phrases.into_iter().map(|(kind, phrases)| (kind, phrases.hits));
        let of_kind = |(kind, lines): (CueKind, Vec<String>)| {
            lines.into_iter().map(move |text| SheetLine { kind, text })
        };
        let lines = hits.chain(std::mem::take(&mut setting.lines)).flat_map(of_kind).collect();
        Ok(Self { language, lines, setting })
    }

    /// A title of another document.
    pub fn other_title(&self) -> &str {
        self.setting.titles.last().map_or("", String::as_str)
    }

    /// The first paragraph of the text.
    pub fn first_paragraph(&self) -> &str {
        self.setting.prose.first().map_or("", String::as_str)
    }

    /// The document that a line stands in.
    pub fn document(&self, line: &SheetLine, form: Form) -> String {
        let Setting { prose, titles, menu, .. } = &self.setting;
        let (title, others) = titles.split_first().map_or(("", &[][..]), |(title, rest)| (title, rest));
        let place = Place::of(line.kind);
        let at = match place {
            Place::Head => 0,
            Place::Middle => prose.len() / 2,
            Place::Tail | Place::List => prose.len(),
        };
        let list = if place == Place::List { others } else { &[] };
        let (before, after) = prose.split_at(at);
        match form {
            Form::Text => {
                let lines = menu.iter().map(String::as_str).chain([title]);
                let lines = lines.chain(before.iter().map(String::as_str)).chain([line.text.as_str()]);
                let lines = lines.chain(after.iter().chain(list).map(String::as_str)).chain([SMALL_PRINT]);
                lines.collect::<Vec<_>>().join("\n\n")
            }
            Form::Page => {
                let each = |open: &str, lines: &[String], close: &str| {
                    lines.iter().fold(String::new(), |all, line| all + open + &escape(line) + close + "\n")
                };
                let menu = each("<li><a href=\"/s\">", menu, "</a></li>");
                let (before, after) = (each("<p>", before, "</p>"), each("<p>", after, "</p>"));
                let list = each("<li><a href=\"/o\">", list, "</a></li>");
                let (title, line) = (escape(title), escape(&line.text));
                format!(
                    "<!doctype html><html><head><title>{title}</title></head><body>\n\
                     <nav><ul>{menu}</ul></nav>\n<main><h1>{title}</h1>\n{before}\
                     <div>{line}</div>\n<ul>{list}</ul>{after}</main>\n\
                     <footer>{SMALL_PRINT}</footer></body></html>"
                )
            }
        }
    }

    /// Runs the document of a line.
    pub fn outcome(&self, line: &SheetLine, form: Form, extractor: &Extractor) -> LineOutcome {
        let document = self.document(line, form);
        let kind = match form {
            Form::Page => InputKind::Page,
            Form::Text => InputKind::Text,
        };
        let extraction = extractor.extract(Input::text(&document).with_kind(kind));
        let is_text_right = squeeze(&extraction.document.text) == squeeze(&self.setting.prose.join("\n"));
        let wanted = squeeze(&line.text);
        let block = extraction.blocks().find(|block| squeeze(block.text) == wanted);
        let verdict = block.map(|block| (block.verdict.label, block.verdict.reason));
        LineOutcome { is_text_right, verdict }
    }

    /// Runs both documents of a line.
    pub fn outcomes(&self, line: &SheetLine, extractor: &Extractor) -> [LineOutcome; 2] {
        Form::ALL.map(|form| self.outcome(line, form, extractor))
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

impl SheetLine {
    /// Whether the line came out as a reader would have it.
    pub fn is_right(&self, outcome: &LineOutcome) -> bool {
        outcome.is_text_right && outcome.verdict.is_none_or(|(label, _)| label == self.label())
    }

    /// What a reader would call the line. Written down here too, since what is
    /// expected must not come from what is tried.
    pub const fn label(&self) -> Label {
        match self.kind {
            CueKind::Related | CueKind::ReadAlso | CueKind::ContinueReading => Label::Related,
            CueKind::Follow | CueKind::Newsletter => Label::Promotion,
            CueKind::Share => Label::ShareBar,
            CueKind::Byline => Label::Byline,
            CueKind::BioHeading | CueKind::Bio => Label::AuthorBio,
            CueKind::Categories => Label::Categories,
            CueKind::Date | CueKind::RelativeTime => Label::DateLine,
            CueKind::Copyright => Label::Legal,
            CueKind::Cookie => Label::CookieNotice,
            CueKind::Comments => Label::Comments,
            CueKind::Advertisement => Label::Advertisement,
            CueKind::Credit => Label::Credit,
            CueKind::Navigation => Label::Navigation,
        }
    }
}

/// Where sites have lines of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Before the text.
    Head,
    /// Between its paragraphs.
    Middle,
    /// Behind it.
    Tail,
    /// Behind it, with titles under the line.
    List,
}

impl Place {
    const fn of(kind: CueKind) -> Self {
        match kind {
            CueKind::Byline | CueKind::Categories | CueKind::Date | CueKind::RelativeTime => Self::Head,
            CueKind::ReadAlso | CueKind::ContinueReading | CueKind::Advertisement | CueKind::Credit => {
                Self::Middle
            }
            CueKind::Related => Self::List,
            CueKind::Follow
            | CueKind::Newsletter
            | CueKind::Share
            | CueKind::BioHeading
            | CueKind::Bio
            | CueKind::Copyright
            | CueKind::Cookie
            | CueKind::Comments
            | CueKind::Navigation => Self::Tail,
        }
    }
}

fn toml_files(folder: &Path) -> Result<Vec<PathBuf>, SheetError> {
    let unreadable = |source| SheetError::Unreadable { path: folder.to_owned(), source };
    let entries = fs::read_dir(folder).map_err(unreadable)?;
    let paths: Result<Vec<_>, _> = entries.map(|entry| entry.map(|entry| entry.path())).collect();
    let mut paths = paths.map_err(unreadable)?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    Ok(paths)
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn read(path: &Path) -> Result<String, SheetError> {
    fs::read_to_string(path).map_err(|source| SheetError::Unreadable { path: path.to_owned(), source })
}
