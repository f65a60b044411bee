//! Work and output grow as the input does.

use std::fs;
use std::time::{Duration, Instant};

use dehusk::content::Choice;
use dehusk::{Extractor, Input, InputKind, Options};
use dehusk_dom::{NodeId, ParseOptions, SelfClosing, decode, parse};
use dehusk_tests::is_full;

use super::all_classes;

/// How much larger the larger of two inputs is.
const TIMES: usize = 8;

/// The most time that a mebibyte may take.
const SLOWEST: Duration = Duration::from_secs(2);

const MIB: u32 = 1 << 20;

/// As long as many ticks of the clock that counts a thread's time.
const LONG: Duration = Duration::from_millis(100);

/// What parsing costs, but for time: nodes, and bytes of text and values.
fn work(text: &str) -> (usize, usize) {
    let dom = parse(text, &ParseOptions::default().with_self_closing(SelfClosing::ByEvidence));
    let texts = dom.descendants(NodeId::DOCUMENT).map(|id| dom.text(id).len()).sum();
    (dom.len(), texts)
}

#[test]
fn nodes_and_text_grow_as_the_input_does() {
    // Beyond 512 open elements, where the depth limit holds in either input.
    let small = if is_full() { 65_536 } else { 16_384 };
    let mut wrong = Vec::new();
    for ((name, one), (_, eight)) in all_classes(small).into_iter().zip(all_classes(TIMES * small)) {
        let (one, eight) = (decode(&one, None).text, decode(&eight, None).text);
        let (a, b) = (work(&one), work(&eight));
        let grows = |a: usize, b: usize| b > 12 * TIMES / 10 * a + 4_096;
        if grows(a.0, b.0) || grows(a.1, b.1) || b.1 > 4 * eight.len() {
            wrong.push(format!("{name}: {a:?} nodes and bytes become {b:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn output_is_bounded() {
    let extractor = Extractor::new(Options::default().with_structure(Choice::default()));
    for (name, bytes) in all_classes(if is_full() { 524_288 } else { 32_768 }) {
        let document = extractor.extract(Input::bytes(&bytes)).document;
        let title = document.title.map_or(0, |title| title.value.len());
        let most = 4 * bytes.len() + 65_536;
        assert!(document.text.len() + title <= most, "{name}: {} bytes of text", document.text.len());
    }
}

#[test]
fn time_grows_as_the_input_does() {
    if !is_full() || cfg!(debug_assertions) {
        eprintln!("skipped: time is measured with DEHUSK_FULL=1 in release builds");
        return;
    }
    let extractor = Extractor::new(Options::default().with_structure(Choice::default()));
    let mut wrong = Vec::new();
    for ((name, one), (_, eight)) in all_classes(65_536).into_iter().zip(all_classes(TIMES * 65_536)) {
        wrong.extend(grows(&format!("{name}, parser"), &one, &eight, |bytes| {
            parse(&*decode(bytes, None).text, &ParseOptions::default());
        }));
        wrong.extend(grows(&format!("{name}, extractor"), &one, &eight, |bytes| {
            extractor.extract(Input::bytes(bytes).with_kind(InputKind::Page));
        }));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is wrong with the time that the larger input takes.
fn grows(name: &str, one: &[u8], eight: &[u8], run: impl Fn(&[u8])) -> Option<String> {
    let best = |bytes| (0..3).map(|_| cpu_time(|| run(bytes))).min().unwrap_or_default();
    let (a, b) = (best(one), best(eight));
    let slack = Duration::from_millis(20);
    let most = (a * 3 * TIMES as u32 / 2 + slack).min(SLOWEST * eight.len() as u32 / MIB + slack);
    (b > most).then(|| format!("{name}: {a:?} become {b:?}"))
}

/// The time that this thread spends on `run`, the mean of so many runs that a
/// tick of the clock does not matter. Linux tells it apart from the time that
/// the thread waits; elsewhere the two are one.
fn cpu_time(run: impl Fn()) -> Duration {
    let (cpu, wall) = (thread_time(), Instant::now());
    let mut runs = 0;
    while runs == 0 || wall.elapsed() < LONG {
        run();
        runs += 1;
    }
    let cpu = cpu.zip(thread_time()).map(|(before, after)| after.saturating_sub(before));
    cpu.unwrap_or_else(|| wall.elapsed()) / runs
}

fn thread_time() -> Option<Duration> {
    // The first number is the time on a processor, in nanoseconds.
    let times = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    times.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}
