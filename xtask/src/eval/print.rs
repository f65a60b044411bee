//! Summaries as lines for a person.

use std::io::{self, Write};

use super::against::{Comparison, Difference};
use super::bootstrap::Interval;
use super::page::Scored;
use super::summary::{Basis, FieldScores, SnippetScores, Summary, WordScores};
use crate::paint::{Ink, Paint};

pub(super) fn summary(out: &mut impl Write, summary: &Summary) -> io::Result<()> {
    let Summary { name, pages, missing, empty, .. } = summary;
    let remark = summary.basis.map_or("", Basis::remark);
    writeln!(out, "{name}: {pages} pages, {missing} without a prediction, {empty} empty texts ({remark})")?;
    if let Some(scores) = &summary.word {
        words(out, "word", scores)?;
    }
    if let Some(scores) = &summary.cjk {
        words(out, "cjk", scores)?;
    }
    if let Some(scores) = &summary.snippets {
        snippets(out, scores)?;
    }
    for (name, scores) in [("title", &summary.title), ("author", &summary.author), ("date", &summary.date)] {
        if let Some(scores) = scores {
            field(out, name, scores)?;
        }
    }
    groups(out, &summary.by_type)?;
    groups(out, &summary.by_lang)?;
    summary.against.iter().try_for_each(|comparison| against(out, comparison))
}

fn words(out: &mut impl Write, name: &str, scores: &WordScores) -> io::Result<()> {
    writeln!(
        out,
        "  {name:<8} F1 {:.4}  P {:.4}  R {:.4}  median F1 {:.3}  <0.5: {:.1}%  >=0.9: {:.1}%  ({} pages)",
        scores.f1,
        scores.precision,
        scores.recall,
        scores.median_f1,
        scores.below_half * 100.0,
        scores.from_nine_tenths * 100.0,
        scores.pages
    )
}

fn snippets(out: &mut impl Write, scores: &SnippetScores) -> io::Result<()> {
    let or_dash = |score: Option<f64>| score.map_or_else(|| "-".to_owned(), |score| format!("{score:.4}"));
    writeln!(
        out,
        "  snippet  F1 {}  P {}  R {:.4}  WCXB rates: with {:.1}%, without {:.1}%  ({} pages)",
        or_dash(scores.f1),
        or_dash(scores.precision),
        scores.recall,
        scores.with_rate * 100.0,
        scores.without_rate * 100.0,
        scores.pages
    )
}

fn field(out: &mut impl Write, name: &str, scores: &FieldScores) -> io::Result<()> {
    let FieldScores { gold, found, exact, loose } = *scores;
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    writeln!(
        out,
        "  {name:<8} exact R {:.3} P {:.3}  loose R {:.3} P {:.3}  ({gold} with gold, {found} found)",
        share(exact, gold),
        share(exact, found),
        share(loose, gold),
        share(loose, found)
    )
}

fn groups(out: &mut impl Write, groups: &[Summary]) -> io::Result<()> {
    if groups.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "\n  {:<16} {:>5}  {:>6} {:>6} {:>6}  {:>6}  {:>6} {:>8}",
        "", "pages", "F1", "P", "R", "cjk F1", "with", "without"
    )?;
    for summary in groups {
        let Summary { name, pages, word, cjk, snippets, .. } = summary;
        let number = |score: Option<f64>| score.map_or_else(|| "-".to_owned(), |score| format!("{score:.3}"));
        writeln!(
            out,
            "  {name:<16} {pages:>5}  {:>6} {:>6} {:>6}  {:>6}  {:>6} {:>8}",
            number(word.as_ref().map(|word| word.f1)),
            number(word.as_ref().map(|word| word.precision)),
            number(word.as_ref().map(|word| word.recall)),
            number(cjk.as_ref().map(|cjk| cjk.f1)),
            number(snippets.as_ref().map(|snippets| snippets.with_rate)),
            number(snippets.as_ref().map(|snippets| snippets.without_rate)),
        )?;
    }
    Ok(())
}

/// A line for all pages and one for each group. What lies beyond doubt is green
/// or red.
fn against(out: &mut impl Write, comparison: &Comparison) -> io::Result<()> {
    let Comparison { peer, total, by_type, by_lang } = comparison;
    let paint = Paint::for_stdout();
    writeln!(out, "\n  ours minus {peer}: F1 (zh and ja by character), 95 % interval over pages")?;
    writeln!(
        out,
        "  {:<16} {:>5}  {:>6} {:>6} {:>7}  {:^18}  {:>5} {:>6} {:>5}",
        "", "pages", "ours", "peer", "mean", "interval", "wins", "losses", "ties"
    )?;
    for difference in [total].into_iter().chain(by_type).chain(by_lang) {
        writeln!(out, "{}", paint.line(ink(difference), &row(difference)))?;
    }
    Ok(())
}

fn row(difference: &Difference) -> String {
    let Difference { name, pages, ours, theirs, mean, interval, wins, losses, ties } = difference;
    let interval = interval.map(|Interval { low, high }| format!("[{low:+.4}, {high:+.4}]"));
    let interval = interval.unwrap_or_else(|| "too few pages".to_owned());
    format!(
        "  {name:<16} {pages:>5}  {ours:>6.4} {theirs:>6.4} {mean:>+7.4}  {interval:^18}  {wins:>5} {losses:>6} {ties:>5}"
    )
}

fn ink(difference: &Difference) -> Ink {
    match difference.interval {
        Some(interval) if interval.excludes_zero() && difference.mean > 0.0 => Ink::Good,
        Some(interval) if interval.excludes_zero() => Ink::Bad,
        _ => Ink::Plain,
    }
}

/// The pages of lowest cjk F1, the lowest first.
pub(super) fn worst(out: &mut impl Write, pages: &[Scored<'_>], count: usize) -> io::Result<()> {
    let mut scored: Vec<_> = pages.iter().filter_map(|page| Some((page.cjk?, page))).collect();
    scored.sort_by(|(a, _), (b, _)| a.f1.total_cmp(&b.f1));
    if count > 0 {
        writeln!(out, "\n  lowest cjk F1:")?;
    }
    for (score, page) in scored.iter().take(count) {
        let (f1, precision, recall) = (score.f1, score.precision, score.recall);
        writeln!(out, "  {f1:.3} P {precision:.2} R {recall:.2} {} {}", page.page_type, page.id)?;
    }
    Ok(())
}
