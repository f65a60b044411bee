//! Summaries as lines for a person.

use std::io::{self, Write};

use super::page::Scored;
use super::summary::{FieldScores, SnippetScores, Summary, WordScores};

pub(super) fn summary(out: &mut impl Write, summary: &Summary) -> io::Result<()> {
    let Summary { name, pages, missing, empty, .. } = summary;
    writeln!(out, "{name}: {pages} pages, {missing} without a page, {empty} empty texts")?;
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
    types(out, &summary.by_type)
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

fn types(out: &mut impl Write, types: &[Summary]) -> io::Result<()> {
    if types.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "\n  {:<16} {:>5}  {:>6} {:>6} {:>6}  {:>6}  {:>6} {:>8}",
        "", "pages", "F1", "P", "R", "cjk F1", "with", "without"
    )?;
    for summary in types {
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
