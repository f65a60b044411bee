//! What of a document is written, and in which form.

use clap::{Args, ValueEnum};
use dehusk::content::{Choice, Embeds};
use dehusk::write::Form;
use dehusk::{Label, Options};

/// What of a document is written, beside its text.
///
/// None of these changes what is judged to be content.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct ContentArgs {
    /// Links: keep where they lead, or their words only
    #[arg(long, value_enum, value_name = "WHETHER", default_value_t = Whether::Keep, help_heading = "What is kept")]
    links: Whether,
    /// Pictures; text has none in any case
    #[arg(long, value_enum, value_name = "WHETHER", default_value_t = Whether::Keep, help_heading = "What is kept")]
    images: Whether,
    /// Tables of data
    #[arg(long, value_enum, value_name = "WHETHER", default_value_t = Whether::Keep, help_heading = "What is kept")]
    tables: Whether,
    /// Posts and players of other sites
    #[arg(long, value_enum, value_name = "HOW", default_value_t, help_heading = "What is kept")]
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
    /// The options with what is asked for. The structure is made where the form
    /// needs it, and where plain text is to be without tables or embeds.
    pub(crate) fn options(self, form: Form, options: Options) -> Options {
        let choice = self.choice();
        let changes_text = !choice.tables || choice.embeds != Embeds::Keep;
        let options =
            if form != Form::Text || changes_text { options.with_structure(choice) } else { options };
        self.labels().into_iter().fold(options, Options::with_label)
    }

    /// The options with the structure in any case.
    pub(crate) fn with_structure(self, options: Options) -> Options {
        options.with_structure(self.choice())
    }

    fn choice(self) -> Choice {
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
    fn labels(self) -> Vec<Label> {
        let groups: [(Whether, &[Label]); 3] = [
            (self.comments, &[Label::Comments]),
            (self.captions, &[Label::Caption, Label::Credit]),
            (self.bylines, &[Label::Byline, Label::DateLine]),
        ];
        let kept = groups.into_iter().filter(|(whether, _)| *whether == Whether::Keep);
        kept.flat_map(|(_, labels)| labels).copied().collect()
    }
}
