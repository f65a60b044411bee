//! How far a run is, in a line of text.

use std::time::Duration;

use indicatif::{HumanBytes, HumanCount, HumanDuration};

use super::Standing;

/// Records, bytes, how fast, and how long it may still take: what is left of the
/// bytes, as fast as those before.
pub(super) fn render(standing: &Standing, elapsed: Duration) -> String {
    let bytes = match standing.bytes_total {
        Some(total) => {
            let percent = standing.bytes as f64 * 100.0 / total.max(1) as f64;
            format!("{} of {} ({percent:.0}%)", HumanBytes(standing.bytes), HumanBytes(total))
        }
        None => HumanBytes(standing.bytes).to_string(),
    };
    let records = HumanCount(standing.records());
    let left =
        left(standing, elapsed).map(|left| format!(", {} left", HumanDuration(left))).unwrap_or_default();
    format!("{records} records, {bytes}, {}{left}", speed(standing.records(), standing.bytes, elapsed))
}

/// How fast records and bytes go.
pub(in crate::run) fn speed(records: u64, bytes: u64, elapsed: Duration) -> String {
    let seconds = elapsed.as_secs_f64().max(0.001);
    let records = HumanCount((records as f64 / seconds) as u64);
    let bytes = HumanBytes((bytes as f64 / seconds) as u64);
    format!("{records} records/s, {bytes}/s")
}

fn left(standing: &Standing, elapsed: Duration) -> Option<Duration> {
    let share = standing.bytes as f64 / standing.bytes_total? as f64;
    let seconds = elapsed.as_secs_f64() * (1.0 - share).max(0.0) / share;
    Duration::try_from_secs_f64(seconds).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_goes_as_fast_as_what_is_done() {
        let mut standing =
            Standing { kept: 300, bytes: 1 << 20, bytes_total: Some(4 << 20), ..Standing::default() };
        let line = render(&standing, Duration::from_secs(20));
        assert_eq!(
            line,
            "300 records, 1.00 MiB of 4.00 MiB (25%), 15 records/s, 51.20 KiB/s, 60 seconds left"
        );
        standing.bytes_total = None;
        let line = render(&standing, Duration::from_secs(20));
        assert_eq!(line, "300 records, 1.00 MiB, 15 records/s, 51.20 KiB/s");
        let nothing = Standing { bytes_total: Some(0), ..Standing::default() };
        assert!(render(&nothing, Duration::from_secs(20)).ends_with("0 B/s"));
    }
}
