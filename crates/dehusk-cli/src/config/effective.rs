//! The options in force, as a file of options.

use std::fmt::Write as _;

use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command};
use toml::Value;

use super::options;
use super::setting::Setting;

/// A table of the options of `command`, each with where it comes from; those
/// that are not set stand in remarks. Read as a file of options it gives the same.
pub(super) fn render(command: &Command, matches: &ArgMatches, settings: &[Setting]) -> String {
    let mut table = format!("[{}]\n", command.get_name());
    for (long, arg) in options(command) {
        // Writing to a string cannot fail.
        let _ = match value(arg, matches) {
            Some(value) => writeln!(table, "{long} = {value}  # {}", source(arg, matches, settings)),
            None => writeln!(table, "# {long} is not set"),
        };
    }
    table
}

/// The values of the options of `command` that are set, by their long names and the
/// headings that they stand under.
pub(super) fn values<'c>(
    command: &'c Command,
    matches: &ArgMatches,
) -> impl Iterator<Item = (&'c str, &'c str, String)> {
    options(command).filter_map(|(long, arg)| {
        Some((arg.get_help_heading().unwrap_or_default(), long, value(arg, matches)?))
    })
}

fn source<'s>(arg: &Arg, matches: &ArgMatches, settings: &'s [Setting]) -> &'s str {
    let id = arg.get_id().as_str();
    if let Some(setting) = settings.iter().find(|setting| setting.id == id) {
        return &setting.place;
    }
    match matches.value_source(id) {
        Some(ValueSource::CommandLine) => "command line",
        _ => "default",
    }
}

/// The value in TOML; `None` where there is none.
fn value(arg: &Arg, matches: &ArgMatches) -> Option<String> {
    let id = arg.get_id().as_str();
    match arg.get_action() {
        ArgAction::SetTrue | ArgAction::SetFalse => Some(matches.get_flag(id).to_string()),
        ArgAction::Count => Some(matches.get_count(id).to_string()),
        action => {
            let mut values: Vec<_> =
                matches.get_raw(id)?.map(|value| scalar(&value.to_string_lossy())).collect();
            Some(match (action, values.len()) {
                (_, 0) => "true".to_owned(),
                (ArgAction::Append, _) => Value::Array(values).to_string(),
                _ => values.remove(0).to_string(),
            })
        }
    }
}

/// Numbers that TOML writes alike stand as numbers.
fn scalar(written: &str) -> Value {
    let is_number = written.trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit());
    let integer = written.parse().map(Value::Integer).ok();
    let number = integer.or_else(|| written.parse().map(Value::Float).ok());
    number
        .filter(|number| is_number && number.to_string() == written)
        .unwrap_or_else(|| Value::String(written.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::scalar;

    #[test]
    fn what_would_come_back_otherwise_is_a_string() {
        let written =
            ["4", "0.5", "-1", "007", "1e3", "nan", "two\n\"x\""].map(|value| scalar(value).to_string());
        assert_eq!(written[..6], ["4", "0.5", "-1", "\"007\"", "\"1e3\"", "\"nan\""]);
        let table: toml::Table = format!("x = {}", written[6]).parse().unwrap();
        assert_eq!(table["x"].as_str(), Some("two\n\"x\""));
    }
}
