//! Values of any type as JSON.

use std::fmt::Write as _;

use parquet::record::Field;

/// What a point in time is counted in, from 1970 on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Millis,
    Micros,
    Nanos,
}

/// Writes a string.
pub(super) fn text(text: &str, out: &mut Vec<u8>) {
    // Writing a string to memory cannot fail.
    serde_json::to_writer(out, text).unwrap_or_default();
}

/// Writes a value: numbers as numbers, dates and times as strings of ISO 8601,
/// bytes as text, lists as arrays, groups and maps as objects. Numbers that JSON
/// does not know are null.
pub(super) fn field(field: &Field, out: &mut Vec<u8>) {
    match field {
        Field::Null => out.extend_from_slice(b"null"),
        Field::Str(value) => text(value, out),
        Field::Bytes(value) => text(&String::from_utf8_lossy(value.data()), out),
        Field::Float16(value) => float(f64::from(value.to_f32()), &value.to_string(), out),
        Field::Float(value) => float(f64::from(*value), &value.to_string(), out),
        Field::Double(value) => float(*value, &value.to_string(), out),
        Field::Date(days) => text(&date(i64::from(*days)), out),
        Field::TimestampMillis(value) => text(&timestamp(*value, Unit::Millis), out),
        Field::TimestampMicros(value) => text(&timestamp(*value, Unit::Micros), out),
        Field::TimeMillis(value) => text(&clock(i64::from(*value) * 1_000_000), out),
        Field::TimeMicros(value) => text(&clock(value.wrapping_mul(1_000)), out),
        Field::ListInternal(list) => {
            out.push(b'[');
            for (index, element) in list.elements().iter().enumerate() {
                comma(index, out);
                self::field(element, out);
            }
            out.push(b']');
        }
        Field::Group(row) => {
            out.push(b'{');
            for (index, (name, value)) in row.get_column_iter().enumerate() {
                comma(index, out);
                text(name, out);
                out.push(b':');
                self::field(value, out);
            }
            out.push(b'}');
        }
        Field::MapInternal(map) => {
            out.push(b'{');
            for (index, (key, value)) in map.entries().iter().enumerate() {
                comma(index, out);
                match key {
                    Field::Str(key) => text(key, out),
                    key => text(&key.to_string(), out),
                }
                out.push(b':');
                self::field(value, out);
            }
            out.push(b'}');
        }
        // Numbers, truth values and decimals, whose digits are a number too.
        other => out.extend_from_slice(other.to_string().as_bytes()),
    }
}

fn comma(index: usize, out: &mut Vec<u8>) {
    if index > 0 {
        out.push(b',');
    }
}

fn float(value: f64, digits: &str, out: &mut Vec<u8>) {
    if !value.is_finite() {
        out.extend_from_slice(b"null");
        return;
    }
    out.extend_from_slice(digits.as_bytes());
    // So that it stays what it was to readers that tell 1 from 1.0.
    if !digits.contains(['.', 'e']) {
        out.extend_from_slice(b".0");
    }
}

/// A point in time, of any year, with as many decimals as its unit has.
pub(super) fn timestamp(value: i64, unit: Unit) -> String {
    let (a_second, decimals) = match unit {
        Unit::Millis => (1_000, 3),
        Unit::Micros => (1_000_000, 6),
        Unit::Nanos => (1_000_000_000, 9),
    };
    let (seconds, rest) = (value.div_euclid(a_second), value.rem_euclid(a_second));
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (hours, minutes) = (second / 3_600, second / 60 % 60);
    format!("{}T{hours:02}:{minutes:02}:{:02}.{rest:0decimals$}Z", date(days), second % 60)
}

/// A time of day, in nanoseconds.
fn clock(nanos: i64) -> String {
    let second = nanos.div_euclid(1_000_000_000);
    let micros = nanos.rem_euclid(1_000_000_000) / 1_000;
    format!("{:02}:{:02}:{:02}.{micros:06}", second / 3_600, second / 60 % 60, second % 60)
}

/// The day that comes `days` behind 1970-01-01, by Howard Hinnant's algorithm
/// (`civil_from_days`), in the Gregorian calendar.
fn date(days: i64) -> String {
    let days = days + 719_468;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let (day, month) = (day - (153 * month + 2) / 5 + 1, if month < 10 { month + 3 } else { month - 9 });
    format!("{:04}-{month:02}-{day:02}", year + era * 400 + i64::from(month <= 2))
}

/// A UUID in its usual form; other bytes as they are, in hexadecimal digits.
pub(super) fn uuid(bytes: &[u8]) -> String {
    let mut text = String::new();
    for (index, byte) in bytes.iter().enumerate() {
        if bytes.len() == 16 && matches!(index, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        // Writing to memory cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_any_year_have_a_text() {
        assert_eq!(date(0), "1970-01-01");
        assert_eq!(date(19_782), "2024-02-29");
        assert_eq!(date(-1), "1969-12-31");
        assert_eq!(timestamp(1_709_210_096_123, Unit::Millis), "2024-02-29T12:34:56.123Z");
        assert_eq!(timestamp(-1, Unit::Nanos), "1969-12-31T23:59:59.999999999Z");
        for extreme in [i64::MIN, i64::MAX] {
            timestamp(extreme, Unit::Millis);
            clock(extreme);
        }
    }

    #[test]
    fn every_number_is_json() {
        let mut out = Vec::new();
        for value in [Field::Double(f64::NAN), Field::Double(1.0), Field::Float(1e30), Field::ULong(u64::MAX)]
        {
            field(&value, &mut out);
            out.push(b' ');
        }
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text, "null 1.0 1000000000000000000000000000000.0 18446744073709551615 ");
    }
}
