//! The changes as a page: a table, and each document's difference folded away.

use std::fmt::Write as _;

use dehusk_tests::judge::{Side, diff};

use super::{Change, Comparison};
use crate::corpus::html::escape;

/// Equal lines about each change.
const CONTEXT: usize = 1;

/// Documents whose differences are shown; the others are rows of the table only.
const SHOWN: usize = 2_000;

const HEAD: &str = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\
<title>Changes</title>\n<style>
body { font: 15px/1.4 system-ui, sans-serif; margin: 2em auto; max-width: 70em; padding: 0 1em }
table { border-collapse: collapse; margin: 1em 0 } td, th { padding: .1em .7em; text-align: left }
.n { text-align: right; font-variant-numeric: tabular-nums }
.bad { color: #b00020 } .good { color: #00702a } .faint { color: #777 }
pre { white-space: pre-wrap; overflow-wrap: anywhere; border-left: 3px solid #ccc; padding-left: 1em }
@media (prefers-color-scheme: dark) { body { background: #111; color: #ddd } .bad { color: #ff7a7a } .good { color: #6fd08c } }
</style></head><body>\n";

/// The page; texts of documents are escaped, and nothing on it runs or is loaded.
pub(super) fn page(revision: &str, comparison: &Comparison) -> String {
    let mut page = HEAD.to_owned();
    let _ =
        writeln!(page, "<h1>{} documents changed since {}</h1>", comparison.changes.len(), escape(revision));
    page.push_str("<table><tr><th>dump<th class=n>documents<th class=n>changed<th class=n>mean F1</tr>\n");
    for total in &comparison.totals {
        let mean = total.gained / total.documents.max(1) as f64;
        let (name, documents, changed) = (escape(&total.dump), total.documents, total.changed);
        let _ = writeln!(
            page,
            "<tr><td>{name}<td class=n>{documents}<td class=n>{changed}<td class=n>{mean:+.5}</tr>"
        );
    }
    page.push_str("</table>\n");
    for (at, change) in comparison.changes.iter().enumerate() {
        document(&mut page, change, at < SHOWN);
    }
    page.push_str("</body></html>\n");
    page
}

fn document(page: &mut String, change: &Change, is_shown: bool) {
    let scores = match change.scores {
        Some((before, after)) => {
            let class = if after < before { "bad" } else { "good" };
            format!("{before:.4} → {after:.4} <span class={class}>{:+.4}</span>", after - before)
        }
        None => "<span class=faint>no gold</span>".to_owned(),
    };
    let name = format!("{scores} {} · {}", escape(&change.dump), escape(&change.id));
    if !is_shown {
        let _ = writeln!(page, "<div>{name}</div>");
        return;
    }
    let _ = write!(page, "<details><summary>{name}</summary><pre>");
    for line in diff(&change.before, &change.after, CONTEXT) {
        let class = match line.side {
            Side::Both | Side::Skipped => "faint",
            Side::Missing => "bad",
            Side::Extra => "good",
        };
        let _ = writeln!(page, "<span class={class}>{}{}</span>", line.side.mark(), escape(&line.line));
    }
    page.push_str("</pre></details>\n");
}
