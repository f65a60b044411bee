//! What a classifier that knew gold could reach with these blocks.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write, stdout};
use std::path::Path;

use anyhow::Result;
use dehusk::Extractor;
use dehusk_tests::gold::{self, Gold};
use dehusk_tests::pages::{self, Page};
use dehusk_tests::score::{PrecisionRecall, cjk_f1, word_f1};
use rayon::iter::{ParallelBridge, ParallelIterator};

use super::folds;
use super::label::{self, BlockLabel};

/// The scores of one page.
#[derive(Debug)]
struct Scored {
    id: String,
    page_type: String,
    is_doubtful: bool,
    blocks: usize,
    /// Keeping the blocks that are content by their labels.
    oracle: PrecisionRecall,
    oracle_cjk: PrecisionRecall,
    /// Keeping every block; its recall is the share of gold that is in reach.
    everything: PrecisionRecall,
    /// The share of words in blocks that are partly content.
    mixed: f64,
}

/// Prints the oracle's scores of the set in `dir`, and its `worst` pages.
pub(super) fn report(dir: &Path, worst: usize) -> Result<()> {
    let gold: HashMap<String, Gold> =
        gold::load(dir)?.into_iter().map(|gold| (gold.id.clone(), gold)).collect();
    let extractor = folds::measurer()?;
    let pages = pages::of_set(dir)?.par_bridge();
    let mut scored = pages
        .map(|page| page.map(|page| gold.get(&page.id).and_then(|gold| score(&page, gold, &extractor))))
        .filter_map(Result::transpose)
        .collect::<Result<Vec<_>, _>>()?;
    scored.sort_by(|a, b| a.oracle_cjk.f1.total_cmp(&b.oracle_cjk.f1).then_with(|| a.id.cmp(&b.id)));

    let name = dir.file_name().unwrap_or_default().to_string_lossy();
    let mut out = stdout().lock();
    print(&mut out, &name, &scored)?;
    for page in scored.iter().filter(|page| !page.is_doubtful).take(worst) {
        print_page(&mut out, page)?;
    }
    Ok(())
}

/// `None` if gold has no text.
fn score(page: &Page, gold: &Gold, extractor: &Extractor) -> Option<Scored> {
    let text = gold.gold.as_deref()?;
    let (tree, _) = extractor.measure(page.input());
    let blocks: Vec<&str> = tree.ids().map(|id| tree.text(id)).collect();
    let labels = label::align(&blocks, text);
    let kept = blocks.iter().zip(&labels).filter(|(_, label)| label.is_content());
    let kept = kept.map(|(block, _)| *block).collect::<Vec<_>>().join("\n");
    Some(Scored {
        id: gold.id.clone(),
        page_type: gold.page_type.clone().unwrap_or_else(|| "-".to_owned()),
        is_doubtful: text.trim().is_empty() || gold.suspect.is_some(),
        blocks: blocks.len(),
        oracle: word_f1(&kept, text),
        oracle_cjk: cjk_f1(&kept, text),
        everything: cjk_f1(&blocks.join("\n"), text),
        mixed: mixed(&labels),
    })
}

fn mixed(labels: &[BlockLabel]) -> f64 {
    let sum = |labels: &mut dyn Iterator<Item = &BlockLabel>| labels.map(|label| label.tokens).sum::<u32>();
    let parts = sum(&mut labels.iter().filter(|label| (0.1..0.9).contains(&label.share())));
    f64::from(parts) / f64::from(sum(&mut labels.iter()).max(1))
}

fn print(out: &mut impl Write, name: &str, scored: &[Scored]) -> io::Result<()> {
    writeln!(
        out,
        "{:<24} {:>6} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8}",
        name, "pages", "oracle", "P", "R", "cjk", "all", "in reach", "blocks"
    )?;
    let (doubtful, sound): (Vec<_>, Vec<_>) = scored.iter().partition(|page| page.is_doubtful);
    let mut types: BTreeMap<&str, Vec<&Scored>> = BTreeMap::new();
    for page in &sound {
        types.entry(&page.page_type).or_default().push(page);
    }
    print_means(out, "sound gold", &sound)?;
    for (name, pages) in types {
        print_means(out, &format!("  {name}"), &pages)?;
    }
    print_means(out, "doubtful gold", &doubtful)?;
    print_means(out, "both", &scored.iter().collect::<Vec<_>>())
}

fn print_means(out: &mut impl Write, name: &str, pages: &[&Scored]) -> io::Result<()> {
    if pages.is_empty() {
        return Ok(());
    }
    let mean = |of: fn(&Scored) -> f64| pages.iter().map(|page| of(page)).sum::<f64>() / pages.len() as f64;
    writeln!(
        out,
        "{name:<24} {:>6} {:>8.4} {:>8.4} {:>8.4} {:>8.4} {:>8.4} {:>8.4} {:>8.1}",
        pages.len(),
        mean(|page| page.oracle.f1),
        mean(|page| page.oracle.precision),
        mean(|page| page.oracle.recall),
        mean(|page| page.oracle_cjk.f1),
        mean(|page| page.everything.f1),
        mean(|page| page.everything.recall),
        mean(|page| page.blocks as f64)
    )
}

fn print_page(out: &mut impl Write, page: &Scored) -> io::Result<()> {
    writeln!(
        out,
        "{:.3} P {:.3} R {:.3}  in reach {:.3}  mixed {:.3}  {:>5} blocks  {:<13} {}",
        page.oracle_cjk.f1,
        page.oracle_cjk.precision,
        page.oracle_cjk.recall,
        page.everything.recall,
        page.mixed,
        page.blocks,
        page.page_type,
        page.id
    )
}
