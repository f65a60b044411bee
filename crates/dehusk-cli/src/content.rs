//! What of a document is written, and in which form.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum, ValueHint};
use dehusk::content::{Choice, Embeds};
use dehusk::write::Form;
use dehusk::{Focus, Label, Options, PageRules, Selector};

use crate::rules;

/// What of a document is kept and written. All but the focus leave alone what is
/// judged to be content.
#[derive(Debug, Clone, Args)]
pub(crate) struct ContentArgs {
    /// Where in doubt, keep less (precision) or more (recall)
    #[arg(long, value_enum, value_name = "FOCUS", default_value_t, help_heading = "What is kept")]
    focus: FocusArg,
    /// Keep what is in elements that match a CSS selector, whatever it is judged to
    /// be; may be given several times
    #[arg(long, value_name = "SELECTOR", help_heading = "What is kept")]
    keep: Vec<Selector>,
    /// Take away what is in elements that match
    #[arg(long, value_name = "SELECTOR", help_heading = "What is kept")]
    drop: Vec<Selector>,
    /// Rules for sites: a TOML file, or a folder of them; the README shows one
    ///
    /// Each site's rules have a case that proves them; all are tried before the
    /// run begins. They hold for documents whose URL is known.
    #[arg(long, value_name = "PATH", value_hint = ValueHint::AnyPath, help_heading = "What is kept")]
    rules: Option<PathBuf>,
    /// Bring the text into Unicode's normalisation form C; code stays as it is
    #[arg(long, help_heading = "Text")]
    nfc: bool,
    /// Links: keep where they lead, or their words only
    #[arg(long, value_enum, value_name = "WHETHER", default_value_t = Whether::Keep, help_heading = "Text")]
    links: Whether,
    /// Pictures; text has none in any case
    #[arg(long, value_enum, value_name = "WHETHER", default_value_t = Whether::Keep, help_heading = "Text")]
    images: Whether,
    /// Tables of data
    #[arg(long, value_enum, value_name = "WHETHER", default_value_t = Whether::Keep, help_heading = "Text")]
    tables: Whether,
    /// Posts and players of other sites
    #[arg(long, value_enum, value_name = "HOW", default_value_t, help_heading = "Text")]
    embeds: EmbedsArg,
    /// Readers' comments
    #[arg(long, value_enum, value_name = "WHETHER", default_value_t, help_heading = "What is kept")]
    comments: Whether,
    /// Captions and credits that are not part of the text
    #[arg(long, value_enum, value_name = "WHETHER", default_value_t, help_heading = "What is kept")]
    captions: Whether,
    /// Lines that name the author or the day; both are fields of records anyway
    #[arg(long, value_enum, value_name = "WHETHER", default_value_t, help_heading = "What is kept")]
    bylines: Whether,
}

/// What the judgement goes for where it is in doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum FocusArg {
    /// Little that is not content.
    Precision,
    /// Both alike.
    #[default]
    Balanced,
    /// Little content missed.
    Recall,
}

/// Whether something is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Whether {
    /// It is.
    Keep,
    /// It is not.
    #[default]
    Drop,
}

/// What becomes of posts and players of other sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum EmbedsArg {
    /// They stay, with the words that the document quotes of them.
    #[default]
    Keep,
    /// They become a link.
    Link,
    /// They go.
    Drop,
}

/// In which form text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum FormArg {
    /// Plain text.
    #[default]
    Text,
    /// Markdown: `CommonMark`, with the tables of GitHub.
    Markdown,
    /// HTML that runs nothing.
    Html,
    /// XML-TEI.
    Tei,
}

impl FormArg {
    pub(crate) const fn form(self) -> Form {
        match self {
            Self::Text => Form::Text,
            Self::Markdown => Form::Markdown,
            Self::Html => Form::Html,
            Self::Tei => Form::Tei,
        }
    }
}

impl ContentArgs {
    /// The text of the rules for sites, which count by what they say.
    pub(crate) fn rules_text(&self) -> Result<String> {
        self.rules.as_deref().map_or(Ok(String::new()), rules::text)
    }

    /// The options with what is asked for. The structure is made where the form
    /// needs it, and where plain text is to be without tables or embeds.
    ///
    /// # Errors
    ///
    /// Where the rules for sites cannot be read or used.
    pub(crate) fn options(&self, form: Form, options: Options) -> Result<Options> {
        let choice = self.choice();
        let changes_text = !choice.tables || choice.embeds != Embeds::Keep;
        let options =
            if form != Form::Text || changes_text { options.with_structure(choice) } else { options };
        let options = options.with_focus(match self.focus {
            FocusArg::Precision => Focus::Precision,
            FocusArg::Balanced => Focus::Balanced,
            FocusArg::Recall => Focus::Recall,
        });
        let options = if self.nfc { options.with_nfc() } else { options };
        let options = self.labels().into_iter().fold(options, Options::with_label);
        self.with_rules(options)
    }

    fn with_rules(&self, mut options: Options) -> Result<Options> {
        if !self.keep.is_empty() || !self.drop.is_empty() {
            let rules = self.keep.iter().cloned().fold(PageRules::default(), PageRules::with_keep);
            options = options.with_rules(self.drop.iter().cloned().fold(rules, PageRules::with_drop));
        }
        Ok(match &self.rules {
            Some(path) => options.with_site_rules(rules::load(path)?),
            None => options,
        })
    }

    /// The options with the structure in any case.
    pub(crate) fn with_structure(&self, options: Options) -> Options {
        options.with_structure(self.choice())
    }

    fn choice(&self) -> Choice {
        let mut choice = Choice::default();
        choice.links = self.links == Whether::Keep;
        choice.images = self.images == Whether::Keep;
        choice.tables = self.tables == Whether::Keep;
        choice.embeds = match self.embeds {
            EmbedsArg::Keep => Embeds::Keep,
            EmbedsArg::Link => Embeds::Link,
            EmbedsArg::Drop => Embeds::Drop,
        };
        choice
    }

    /// The labels that are part of the text beside content.
    fn labels(&self) -> Vec<Label> {
        let groups: [(Whether, &[Label]); 3] = [
            (self.comments, &[Label::Comments]),
            (self.captions, &[Label::Caption, Label::Credit]),
            (self.bylines, &[Label::Byline, Label::DateLine]),
        ];
        let kept = groups.into_iter().filter(|(whether, _)| *whether == Whether::Keep);
        kept.flat_map(|(_, labels)| labels).copied().collect()
    }
}
