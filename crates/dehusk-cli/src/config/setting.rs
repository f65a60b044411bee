//! One key of a file of options: the arguments that say the same.

use clap::error::ErrorKind;
use clap::{Arg, ArgAction, Command};
use toml::Value;

use super::options;

/// How much a known name has to resemble an unknown one to be named: what clap
/// asks for.
const RESEMBLES: f64 = 0.7;

/// Most times that a flag which counts may count.
const MAX_COUNT: i64 = 9;

/// What a file says of an option.
#[derive(Debug)]
pub(super) struct Setting {
    /// The option, by its id in clap's definitions.
    pub(super) id: String,
    /// Arguments that say the same; none where that is the default anyway.
    pub(super) args: Vec<String>,
    /// File and line.
    pub(super) place: String,
}

/// Reads `key = value` in the table of `command`.
///
/// # Errors
///
/// A message where there is no such option, or it does not take such a value.
pub(super) fn read(command: &Command, key: &str, value: &Value, place: String) -> Result<Setting, String> {
    let Some((_, arg)) = options(command).find(|&(long, _)| long == key) else {
        return Err(unknown(command, key));
    };
    let args = arguments(arg, key, value)?;
    try_out(command, &args)?;
    Ok(Setting { id: arg.get_id().to_string(), args, place })
}

fn unknown(command: &Command, key: &str) -> String {
    let written = key.replace('_', "-");
    let known = options(command).map(|(long, _)| (strsim::jaro(&written, long), long));
    let nearest =
        known.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|&(resemblance, _)| resemblance > RESEMBLES);
    let name = command.get_name();
    match nearest {
        Some((_, nearest)) => {
            format!("`{key}` is no option of `dehusk {name}`; the nearest is `{nearest}`")
        }
        None => format!("`{key}` is no option of `dehusk {name}`; its --help lists them"),
    }
}

/// The arguments that say `key = value`.
fn arguments(arg: &Arg, key: &str, value: &Value) -> Result<Vec<String>, String> {
    let flag = format!("--{key}");
    let may_stand_alone = arg.get_num_args().is_some_and(|count| count.min_values() == 0);
    match (arg.get_action(), value) {
        (ArgAction::SetTrue | ArgAction::SetFalse, &Value::Boolean(is_given)) => {
            Ok(if is_given { vec![flag] } else { Vec::new() })
        }
        (ArgAction::SetTrue | ArgAction::SetFalse, other) => Err(mistyped(key, "true or false", other)),
        (ArgAction::Count, &Value::Integer(count @ 0..=MAX_COUNT)) => Ok(vec![flag; count as usize]),
        (ArgAction::Count, other) => Err(mistyped(key, &format!("a number from 0 to {MAX_COUNT}"), other)),
        (_, &Value::Boolean(is_given)) if may_stand_alone => {
            Ok(if is_given { vec![flag] } else { Vec::new() })
        }
        (ArgAction::Append, Value::Array(values)) => {
            values.iter().map(|value| Ok(format!("{flag}={}", scalar(key, value)?))).collect()
        }
        (_, value) => {
            let value = scalar(key, value)?;
            // Said aloud, a default might be in conflict with another option.
            let is_default = arg.get_default_values().iter().any(|default| default.to_str() == Some(&value));
            Ok(if is_default { Vec::new() } else { vec![format!("{flag}={value}")] })
        }
    }
}

/// A value as it is written on the command line.
fn scalar(key: &str, value: &Value) -> Result<String, String> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Integer(number) => Ok(number.to_string()),
        Value::Float(number) => Ok(number.to_string()),
        other => Err(mistyped(key, "a string or a number", other)),
    }
}

fn mistyped(key: &str, wanted: &str, value: &Value) -> String {
    format!("`{key}` has to be {wanted}, and is {}: {value}", value.type_str())
}

/// Has clap judge the value by itself. What else the option needs, or does not
/// bear beside it, is judged with all arguments together.
fn try_out(command: &Command, args: &[String]) -> Result<(), String> {
    let trial = command.clone().no_binary_name(true).try_get_matches_from(args);
    match trial {
        Err(error) if error.kind() == ErrorKind::MissingRequiredArgument => Ok(()),
        Err(error) => {
            let message = error.to_string();
            let first = message.split("\n\n").next().unwrap_or_default();
            let lines: Vec<_> = first.lines().map(str::trim).collect();
            Err(lines.join(" ").trim_start_matches("error: ").to_owned())
        }
        Ok(_) => Ok(()),
    }
}
