//! The page of a run, and the page of what changed between two.

mod beside;
mod blocks;
mod compare;
mod error;
mod moves;
mod plot;
mod read;
mod records;
mod run;
mod table;

use crate::markup::Markup;
use crate::page::Page;

pub use blocks::BlockFacts;
pub use compare::compare_page;
pub use error::ReadError;
pub use read::Report;
pub use records::RecordFacts;
pub use run::report_page;

/// What is known of a run.
#[derive(Debug)]
pub struct Run {
    /// What it is called, such as the name of the report's file.
    pub name: String,
    /// The counts of its report.
    pub report: Report,
    /// What the rows of its blocks say, where they were written and given.
    pub blocks: Option<BlockFacts>,
    /// What the records of its output say, where they were given.
    pub records: Option<RecordFacts>,
}

fn page(title: &str, body: &Markup) -> String {
    Page {
        title,
        style: include_str!("report.css"),
        script: include_str!("report.js"),
        data: None,
        body: body.as_str(),
    }
    .write()
}

/// The head of a page: what it is of, and the switch of light and dark.
fn head(m: &mut Markup, title: &str, says: &str) {
    m.element("header", &[], |m| {
        m.leaf("h1", &[("dir", "auto")], title);
        m.leaf("button", &[("type", "button"), ("id", "theme"), ("aria-label", "Light or dark")], "Theme");
        m.leaf("p", &[], says);
    });
}

/// A part of a page under a heading.
fn card(m: &mut Markup, title: &str, says: &str, content: impl FnOnce(&mut Markup)) {
    m.element("section", &[("class", "card")], |m| {
        m.leaf("h2", &[], title);
        if !says.is_empty() {
            m.leaf("p", &[("class", "says")], says);
        }
        content(m);
    });
}

/// A part of which nothing is known, and what would tell.
fn unknown(m: &mut Markup, title: &str, what_tells: &str) {
    card(m, title, "", |m| m.leaf("p", &[("class", "unknown")], &format!("Not known. {what_tells}")));
}
