//! Options from a file.
//!
//! The tables of the file are the commands and its keys the long names of their
//! options, so that clap's definitions say all there is to know: what stands in
//! the file becomes arguments before the user's own. A second list of options,
//! as a struct that serde reads, would have to be kept in step by hand.
//!
//! An option that the user gives counts in place of what the file says of it; so
//! does one that may be given several times. Paths are meant as on the command
//! line, from the folder that the command runs in. From that of the file would do
//! for rules, and would be wrong for outputs in the file of a user's own folder;
//! and what `--print-config` prints could not be put anywhere.

mod effective;
mod file;
mod setting;

use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches, ValueHint};

use setting::Setting;

// Where options come from. Commands whose options a file may hold have these
// too: that is how they are known. A doc comment would become the command's help.
#[derive(Debug, Clone, Args)]
pub(crate) struct ConfigArgs {
    /// Read options from FILE [default: `$DEHUSK_CONFIG`, else ./dehusk.toml, else
    /// dehusk/config.toml in the user's folder of configurations]
    ///
    /// The options of each command stand in a table of its name, by their long
    /// names. Those given on the command line count before them.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Configuration")]
    config: Option<PathBuf>,

    /// Read no file of options
    #[arg(long, conflicts_with = "config", help_heading = "Configuration")]
    no_config: bool,

    /// Print the options in force as such a file, with where each comes from, and
    /// do nothing else
    #[arg(long, help_heading = "Configuration")]
    print_config: bool,
}

/// What is wrong with a file of options.
#[derive(Debug)]
pub(crate) struct ConfigError {
    file: String,
    line: Option<usize>,
    message: String,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}

/// What the arguments come to.
pub(crate) enum Parsed {
    /// A command to run.
    Command(Box<ArgMatches>),
    /// There is nothing left to do.
    Done(ExitCode),
}

/// Parses `args`, the program's name first, with the options of the file that
/// they name or that lies in one of the known places.
///
/// # Errors
///
/// Where that file cannot be read, or holds what is no option of a command.
pub(crate) fn parse(mut definition: Command, mut args: Vec<OsString>) -> Result<Parsed, ConfigError> {
    definition.build();
    let Some((name, given)) = first_look(&definition, &args) else {
        return Ok(matched(definition, args, ""));
    };
    let asked = ConfigArgs::from_arg_matches(&given).unwrap_or(ConfigArgs {
        config: None,
        no_config: false,
        print_config: false,
    });
    let file = asked.file()?;
    let settings = file.as_ref().map_or(Ok(Vec::new()), |file| file.settings(&definition, &name))?;
    let (settings, note) = (not_given(settings, &given), file.map(|file| file.note()).unwrap_or_default());
    let at = args.iter().position(|arg| arg.to_str() == Some(&name)).map_or(args.len(), |at| at + 1);
    args.splice(at..at, settings.iter().flat_map(|setting| &setting.args).map(OsString::from));
    let note = if settings.is_empty() { "" } else { &note };
    let command = definition.find_subcommand(&name).cloned().unwrap_or_default();
    if asked.print_config {
        // What the command needs to run it does not need here.
        definition = definition.mut_subcommand(&name, |command| command.mut_args(|arg| arg.required(false)));
    }
    let parsed = matched(definition, args, note);
    match &parsed {
        Parsed::Command(matches) if asked.print_config => {
            let matches = matches.subcommand_matches(&name).unwrap_or(&given);
            print!("{}", effective::render(&command, matches, &settings));
            Ok(Parsed::Done(ExitCode::SUCCESS))
        }
        _ => Ok(parsed),
    }
}

/// The values of the options of a command that are set: heading, long name, value.
pub(crate) fn in_force(
    definition: &mut Command,
    name: &str,
    matches: &ArgMatches,
) -> Vec<(String, String, String)> {
    definition.build();
    let (Some(command), Some(matches)) = (definition.find_subcommand(name), matches.subcommand_matches(name))
    else {
        return Vec::new();
    };
    let owned = |(heading, long, value): (&str, &str, String)| (heading.to_owned(), long.to_owned(), value);
    effective::values(command, matches).map(owned).collect()
}

/// The command that is asked for, if its options may stand in a file, and its
/// arguments as far as they can be read.
fn first_look(definition: &Command, args: &[OsString]) -> Option<(String, ArgMatches)> {
    let lenient = definition.clone().ignore_errors(true);
    let (name, given) = lenient.try_get_matches_from(args).ok()?.remove_subcommand()?;
    is_configured(definition.find_subcommand(&name)?).then_some((name, given))
}

fn matched(mut definition: Command, args: Vec<OsString>, note: &str) -> Parsed {
    match definition.try_get_matches_from_mut(args) {
        Ok(matches) => Parsed::Command(Box::new(matches)),
        Err(error) => {
            // Where stderr is closed there is nobody to tell.
            let _ = error.print();
            if error.use_stderr() {
                eprint!("{note}");
            }
            Parsed::Done(ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(u8::MAX)))
        }
    }
}

fn not_given(settings: Vec<Setting>, given: &ArgMatches) -> Vec<Setting> {
    let is_given = |setting: &Setting| given.value_source(&setting.id) == Some(ValueSource::CommandLine);
    settings.into_iter().filter(|setting| !is_given(setting)).collect()
}

/// Whether the options of a command may stand in a file.
fn is_configured(command: &Command) -> bool {
    command.get_arguments().any(|arg| arg.get_id() == "print_config")
}

/// The options of a command that may stand in a file, with their names there.
fn options(command: &Command) -> impl Iterator<Item = (&str, &Arg)> {
    let is_option = |arg: &&Arg| {
        !matches!(
            arg.get_action(),
            ArgAction::Help | ArgAction::HelpShort | ArgAction::HelpLong | ArgAction::Version
        ) && !["config", "no_config", "print_config"].contains(&arg.get_id().as_str())
    };
    command.get_arguments().filter(is_option).filter_map(|arg| Some((arg.get_long()?, arg)))
}
