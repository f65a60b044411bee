//! `dehusk completions` and `dehusk man`: what is made of the definitions of the
//! command line.

use std::fs;
use std::io::{Write, stdout};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::{Args, Command, ValueHint};
use clap_complete::Shell;
use clap_mangen::Man;

/// Arguments of `dehusk completions`.
#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell that is to complete commands
    #[arg(value_enum)]
    shell: Shell,
}

/// Arguments of `dehusk man`.
#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// The command whose page is printed; nothing for that of dehusk itself
    command: Option<String>,
    /// Write the pages of all commands into DIR, as dehusk.1, dehusk-run.1 and so
    /// on, and print none
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with = "command")]
    dir: Option<PathBuf>,
}

/// Prints the script for a shell.
pub(crate) fn completions(args: &CompletionsArgs, mut definition: Command) -> Result<ExitCode> {
    let name = definition.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut definition, name, &mut script);
    stdout().write_all(&script)?;
    Ok(ExitCode::SUCCESS)
}

/// Prints one page of the manual, or writes all.
pub(crate) fn man(args: &ManArgs, definition: Command) -> Result<ExitCode> {
    let mut definition = definition.disable_help_subcommand(true);
    if let Some(folder) = &args.dir {
        let cannot = || format!("{}: cannot be written", folder.display());
        fs::create_dir_all(folder).with_context(cannot)?;
        clap_mangen::generate_to(definition, folder).with_context(cannot)?;
        return Ok(ExitCode::SUCCESS);
    }
    definition.build();
    let command = match &args.command {
        None => &definition,
        Some(name) => match definition.find_subcommand(name) {
            Some(command) => command,
            None => bail!("there is no command `{name}`; `dehusk --help` lists them"),
        },
    };
    let mut page = Vec::new();
    Man::new(command.clone()).render(&mut page)?;
    stdout().write_all(&page)?;
    Ok(ExitCode::SUCCESS)
}
