//! Every case of the regression corpus as a test of its own name.
//!
//! A case passes when its score and its fields are no worse than those pinned
//! in `corpus/baseline.toml`.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use dehusk::{Extractor, Options};
use dehusk_tests::baseline::{Baseline, Pin};
use dehusk_tests::case::Case;
use dehusk_tests::corpus_dir;
use dehusk_tests::judge::{self, Judgement};
use dehusk_tests::sample;
use dehusk_tests::sheet::Sheet;
use libtest_mimic::{Arguments, Failed, Trial};

/// Lines of a diff that a failing test shows.
const SHOWN: usize = 40;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let corpus = corpus_dir();
    let trials = match trials(&corpus) {
        Ok(trials) => trials,
        Err(error) => vec![Trial::test("corpus", move || Err(error))],
    };
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn trials(corpus: &Path) -> Result<Vec<Trial>, Failed> {
    let baseline = Arc::new(Baseline::load(corpus)?);
    let extractor = Arc::new(Extractor::new(Options::default()));
    let folders = Case::folders(corpus)?;
    let stale = stale_pins(&baseline, &folders);
    let cases = folders.into_iter().map(|dir| {
        let (baseline, extractor) = (Arc::clone(&baseline), Arc::clone(&extractor));
        let name = dir.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Trial::test(format!("case::{name}"), move || check(&dir, &baseline, &extractor))
    });
    let whole = [
        Trial::test("every_pin_has_a_case", move || stale),
        Trial::test("sample_dump_is_current", || check_sample(&corpus_dir())),
    ];
    let sheets = Sheet::load_all(corpus)?.into_iter().map(|sheet| {
        let (baseline, extractor) = (Arc::clone(&baseline), Arc::clone(&extractor));
        let name = format!("sheet::{}", sheet.language);
        Trial::test(name, move || check_sheet(&sheet, &baseline, &extractor))
    });
    Ok(cases.chain(whole).chain(sheets).collect())
}

/// Whether no more lines of a cue sheet come out wrong than are pinned.
fn check_sheet(sheet: &Sheet, baseline: &Baseline, extractor: &Extractor) -> Result<(), Failed> {
    let language = &sheet.language;
    let outcomes = |line| sheet.outcomes(line, extractor).map(|outcome| (line, outcome));
    let (right, wrong): (Vec<_>, Vec<_>) =
        sheet.lines.iter().flat_map(outcomes).partition(|(line, outcome)| line.is_right(outcome));
    match baseline.lost_lines(language, right.len(), right.len() + wrong.len()) {
        None => Ok(()),
        Some(lost) => Err(format!("{lost}\nwhich: cargo xtask corpus sheets {language} --wrong").into()),
    }
}

fn stale_pins(baseline: &Baseline, folders: &[impl AsRef<Path>]) -> Result<(), Failed> {
    let exists = |slug: &str| folders.iter().any(|dir| dir.as_ref().ends_with(slug));
    let stale: Vec<_> = baseline.case.keys().filter(|slug| !exists(slug)).cloned().collect();
    if stale.is_empty() {
        return Ok(());
    }
    let slugs = stale.join(", ");
    Err(format!(
        "pinned in baseline.toml, but not in corpus/cases: {slugs}\n\
         If they were removed on purpose: cargo xtask corpus bless --allow-regression"
    )
    .into())
}

fn check(dir: &Path, baseline: &Baseline, extractor: &Extractor) -> Result<(), Failed> {
    let case = Case::load(dir)?;
    let slug = &case.slug;
    if case.meta.draft {
        return Err(format!(
            "the gold of {slug} is a draft: correct expected.txt and meta.toml, then take `draft` out of meta.toml"
        )
        .into());
    }
    let pin = baseline.case.get(slug).ok_or_else(|| {
        format!(
            "{slug} is not pinned yet; once its score is as good as it gets: cargo xtask corpus bless {slug}"
        )
    })?;
    let judgement = Judgement::of(&case, extractor)?;
    match &pin.lost(&judgement)[..] {
        [] => Ok(()),
        lost => Err(explain(&case, pin, &judgement, lost).into()),
    }
}

/// What a maintainer needs to see first, and where to look for the rest.
fn explain(case: &Case, pin: &Pin, judgement: &Judgement, lost: &[String]) -> String {
    let (slug, score) = (&case.slug, judgement.score);
    let mut message = format!("{slug}: {}\n", lost.join("; "));
    let _ = writeln!(
        message,
        "word F1 {:.4} (pinned {:.4}), precision {:.4}, recall {:.4}",
        score.f1, pin.f1, score.precision, score.recall
    );
    message.push_str(&judgement.wrong_lines());
    let diff = judge::diff(&case.expected, &judgement.text, 1);
    for line in diff.iter().take(SHOWN) {
        let _ = writeln!(message, "{}{}", line.side.mark(), line.line);
    }
    if diff.len() > SHOWN {
        let _ = writeln!(message, "… {} more lines", diff.len() - SHOWN);
    }
    let _ = write!(
        message,
        "more: cargo xtask corpus diff {slug}   (- is missing, + should be gone)\n\
         why:  cargo xtask corpus explain {slug}"
    );
    message
}

fn check_sample(corpus: &Path) -> Result<(), Failed> {
    let current = sample::pages(corpus)?;
    let committed: Result<Vec<_>, _> = dehusk_tests::pages::of_warc(&sample::path(corpus))?.collect();
    if committed? == current {
        return Ok(());
    }
    Err("corpus/sample.warc.gz is not what its cases say today; run: cargo xtask sample".into())
}
