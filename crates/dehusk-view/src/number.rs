//! Numbers as people read them.

/// `1234567` as `1,234,567`.
pub(crate) fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A difference with its sign; `±0` where there is none.
pub(crate) fn change(from: u64, to: u64) -> String {
    sign(from, to).to_owned() + &count(from.abs_diff(to))
}

/// Which way a number went.
pub(crate) const fn sign(from: u64, to: u64) -> &'static str {
    if to < from {
        "−"
    } else if to == from {
        "±"
    } else {
        "+"
    }
}

/// Bytes with three digits, in powers of a thousand.
pub(crate) fn bytes(number: u64) -> String {
    const UNITS: [&str; 6] = ["kB", "MB", "GB", "TB", "PB", "EB"];
    if number < 1000 {
        return format!("{number} B");
    }
    let mut size = number as f64 / 1000.0;
    let mut unit = 0;
    // What would round to four digits is one of the next unit.
    while size >= 999.5 && unit + 1 < UNITS.len() {
        size /= 1000.0;
        unit += 1;
    }
    let decimals = if size < 9.995 { 2 } else { usize::from(size < 99.95) };
    format!("{size:.decimals$} {}", UNITS[unit])
}

/// The share of a part, in per cent; a dash of nothing.
pub(crate) fn share(part: u64, all: u64) -> String {
    if all == 0 { "–".to_owned() } else { format!("{:.1} %", part as f64 / all as f64 * 100.0) }
}

/// Seconds, as minutes and hours where they are many.
pub(crate) fn seconds(seconds: f64) -> String {
    let whole = seconds.round() as u64;
    match whole {
        0..60 if seconds < 1.0 => format!("{:.0} ms", seconds * 1000.0),
        0..60 => format!("{seconds:.1} s"),
        60..3600 => format!("{} min {} s", whole / 60, whole % 60),
        _ => format!("{} h {} min", whole / 3600, whole % 3600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!([0, 999, 1000, 1_234_567].map(count), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!([(5, 3), (3, 3), (3, 2003)].map(|(a, b)| change(a, b)), ["−2", "±0", "+2,000"]);
        assert_eq!(
            [0, 999, 1000, 9_994, 12_345, 999_499, 999_500, 123_456_789, u64::MAX].map(bytes),
            ["0 B", "999 B", "1.00 kB", "9.99 kB", "12.3 kB", "999 kB", "1.00 MB", "123 MB", "18.4 EB"]
        );
        assert_eq!([share(1, 3), share(0, 0), share(3, 3)], ["33.3 %", "–", "100.0 %"]);
        assert_eq!(
            [0.0, 0.25, 1.0, 59.4, 59.6, 3599.0, 7322.0].map(seconds),
            ["0 ms", "250 ms", "1.0 s", "59.4 s", "1 min 0 s", "59 min 59 s", "2 h 2 min"]
        );
    }
}
