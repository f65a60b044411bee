//! Tree construction: our own cases in `tests/data/trees.toml`, and every case
//! of html5lib that is about a parser with scripting off, a test for each file.
//!
//! A case may come out otherwise than html5lib has it only if
//! `tests/data/known_deviations.toml` names it, and has to as long as it does.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::{error::Error, fs};

use dehusk_dom::{Context, Dom, LimitHit, Limits, ParseOptions, QuirksMode, oracle, parse, parse_fragment};
use dehusk_tests::deviation::{self, Deviation, Reason};
use dehusk_tests::dump::{dump, dump_fragment};
use dehusk_tests::html5lib::{self, TreeCase};
use libtest_mimic::{Arguments, Failed, Trial};
use serde::Deserialize;

/// Cases that are about a parser with scripting on.
const SCRIPTING_ON: usize = 12;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let trials = trials().unwrap_or_else(|error| {
        let message = error.to_string();
        vec![Trial::test("trees", move || Err(message.into()))]
    });
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn trials() -> Result<Vec<Trial>, Box<dyn Error>> {
    let mut trials = own_trials()?;
    trials.extend(html5lib_trials()?);
    Ok(trials)
}

/// `tests/data/trees.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnTrees {
    tree: Vec<OwnTree>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnTree {
    name: String,
    input: String,
    /// The context element, for a fragment.
    context: Option<String>,
    quirks: Option<String>,
    tree: String,
}

fn own_trials() -> Result<Vec<Trial>, Box<dyn Error>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/trees.toml");
    let own: OwnTrees = toml::from_str(&fs::read_to_string(path)?)?;
    let trial = |case: OwnTree| Trial::test(format!("own::{}", case.name), move || check_own(&case));
    Ok(own.tree.into_iter().map(trial).collect())
}

fn check_own(case: &OwnTree) -> Result<(), Failed> {
    let context =
        case.context.as_deref().map(html5lib::context).map(|(space, name)| Context::new(space, name));
    let dom = our_parse(&case.input, context, &ParseOptions::default());
    let found = match context {
        Some(_) => dump_fragment(&dom),
        None => dump(&dom),
    };
    let quirks = match dom.quirks_mode() {
        QuirksMode::None => "none",
        QuirksMode::Limited => "limited",
        QuirksMode::Full => "full",
    };
    if case.quirks.as_deref().is_some_and(|expected| expected != quirks) {
        return Err(format!("{:?}: quirks mode is {quirks}", case.input).into());
    }
    if found == case.tree.trim_end_matches('\n') {
        return Ok(());
    }
    Err(difference(&case.name, &case.input, case.tree.trim_end_matches('\n'), &found).into())
}

fn html5lib_trials() -> Result<Vec<Trial>, Box<dyn Error>> {
    let Some(files) = html5lib::tree_cases()? else {
        eprintln!("skipped: the html5lib pack is not here");
        return Ok(Vec::new());
    };
    let known = Arc::new(deviation::load()?);
    let files = Arc::new(files);
    let whole = [whole_trial(Arc::clone(&files), Arc::clone(&known))];
    let trials = files.keys().cloned().map(|file| {
        let (files, known) = (Arc::clone(&files), Arc::clone(&known));
        Trial::test(format!("html5lib::{file}"), move || check_file(&files[&file], &known))
    });
    Ok(trials.chain(whole).collect())
}

/// What no single file can tell: that no case is left out, and that no known
/// deviation is of a case that is not there.
fn whole_trial(
    files: Arc<BTreeMap<String, Vec<TreeCase>>>,
    known: Arc<BTreeMap<String, Deviation>>,
) -> Trial {
    Trial::test("html5lib::whole", move || {
        let all = || files.values().flatten();
        let others = all().filter(|case| !case.is_ours()).count();
        if others != SCRIPTING_ON {
            return Err(format!("{others} cases need scripting, not {SCRIPTING_ON}").into());
        }
        let stale = |id: &&String| !all().any(|case| case.is_ours() && case.id == **id);
        match known.keys().find(stale) {
            Some(id) => Err(format!("known_deviations.toml: there is no case {id}").into()),
            None => Ok(()),
        }
    })
}

fn check_file(cases: &[TreeCase], known: &BTreeMap<String, Deviation>) -> Result<(), Failed> {
    let ours = cases.iter().filter(|case| case.is_ours());
    let wrong: Vec<_> = ours.filter_map(|case| check(case, known.get(&case.id)).err()).collect();
    if wrong.is_empty() {
        return Ok(());
    }
    Err(format!("{} of {} cases\n{}", wrong.len(), cases.len(), wrong.join("\n")).into())
}

fn check(case: &TreeCase, known: Option<&Deviation>) -> Result<(), String> {
    let dom = our_parse(&case.data, context(case), &ParseOptions::default());
    let found = tree(case, &dom);
    match known {
        None if found == case.document => Ok(()),
        None => Err(difference(&case.id, &case.data, &case.document, &found)),
        Some(_) if found == case.document => {
            Err(format!("{} is right now: take it out of known_deviations.toml", case.id))
        }
        Some(known) => justify(case, known.reason, dom.limit_hits())
            .map_err(|problem| format!("{} deviates, but not for its reason: {problem}", case.id)),
    }
}

/// Whether a deviation has the reason that the list gives for it.
fn justify(case: &TreeCase, reason: Reason, hits: &[LimitHit]) -> Result<(), &'static str> {
    let limits = Limits::default().with_max_bytes(usize::MAX).with_max_nodes(usize::MAX);
    let unlimited = ParseOptions::default().with_limits(limits.with_max_depth(usize::MAX));
    let unlimited_is_right =
        || tree(case, &our_parse(&case.data, context(case), &unlimited)) == case.document;
    match reason {
        Reason::Limit if hits.is_empty() => Err("no limit is hit"),
        Reason::Limit if !unlimited_is_right() => Err("it is wrong without limits too"),
        Reason::AttributesDropped if !hits.contains(&LimitHit::Attributes) => Err("no attribute is dropped"),
        Reason::TreeBuilder if tree(case, &their_parse(case)) == case.document => {
            Err("html5ever's tree is right")
        }
        _ => Ok(()),
    }
}

fn tree(case: &TreeCase, dom: &Dom<'_>) -> String {
    if case.fragment.is_some() { dump_fragment(dom) } else { dump(dom) }
}

fn context(case: &TreeCase) -> Option<Context<'_>> {
    case.context().map(|(namespace, name)| Context::new(namespace, name))
}

fn our_parse<'t>(text: &'t str, context: Option<Context<'_>>, options: &ParseOptions) -> Dom<'t> {
    match context {
        Some(context) => parse_fragment(text, context, options),
        None => parse(text, options),
    }
}

fn their_parse(case: &TreeCase) -> Dom<'_> {
    match context(case) {
        Some(context) => oracle::parse_fragment(&case.data, context, &ParseOptions::default()),
        None => oracle::parse(&case.data, &ParseOptions::default()),
    }
}

fn difference(id: &str, input: &str, expected: &str, found: &str) -> String {
    let mut message = format!("---- {id}: {input:?}\n");
    for change in similar::TextDiff::from_lines(expected, found).iter_all_changes() {
        let line = change.value().trim_end_matches('\n');
        let _ = writeln!(message, "{}{line}", change.tag());
    }
    message + "(- is missing, + should not be there)"
}
