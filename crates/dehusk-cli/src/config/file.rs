//! The file of options: where it lies, and what of it is an option.

use std::env;
use std::fs;
use std::io::ErrorKind;
use std::ops::Range;
use std::path::{Path, PathBuf};

use clap::Command;
use toml::de::DeTable;
use toml::{Spanned, Table, Value};

use super::setting::{self, Setting};
use super::{ConfigArgs, ConfigError, is_configured};
use crate::terminal::printable;

/// Its name where it lies in the folder that the command runs in.
const NAME: &str = "dehusk.toml";

/// A file of options that was read.
pub(super) struct ConfigFile {
    name: String,
    text: String,
    /// Its values; where they stand is looked for beside it.
    table: Table,
}

impl ConfigArgs {
    /// The file that is asked for, or the first that lies in one of the known
    /// places.
    pub(super) fn file(&self) -> Result<Option<ConfigFile>, ConfigError> {
        if self.no_config {
            return Ok(None);
        }
        let named = || env::var_os("DEHUSK_CONFIG").filter(|name| !name.is_empty()).map(PathBuf::from);
        if let Some(path) = self.config.clone().or_else(named) {
            return ConfigFile::read(&path)?.map_or_else(
                || {
                    Err(ConfigError {
                        file: name(&path),
                        line: None,
                        message: "there is no such file".to_owned(),
                    })
                },
                |file| Ok(Some(file)),
            );
        }
        for path in [Some(NAME.into()), users_file()].into_iter().flatten() {
            if let Some(file) = ConfigFile::read(&path)? {
                return Ok(Some(file));
            }
        }
        Ok(None)
    }
}

/// `dehusk/config.toml` where the XDG Base Directory Specification wants it.
fn users_file() -> Option<PathBuf> {
    let folder = |variable| env::var_os(variable).map(PathBuf::from).filter(|folder| folder.is_absolute());
    let configurations = folder("XDG_CONFIG_HOME").or_else(|| Some(folder("HOME")?.join(".config")))?;
    Some(configurations.join("dehusk").join("config.toml"))
}

fn name(path: &Path) -> String {
    printable(&path.to_string_lossy()).into_owned()
}

impl ConfigFile {
    /// `None` where there is none.
    fn read(path: &Path) -> Result<Option<Self>, ConfigError> {
        let wrong = |line, message| ConfigError { file: name(path), line, message };
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(wrong(None, format!("cannot be read: {error}"))),
        };
        match text.parse() {
            Ok(table) => Ok(Some(Self { name: name(path), text, table })),
            Err(error) => {
                let error: toml::de::Error = error;
                let line = error.span().map(|span| line(&text, span));
                Err(wrong(line, error.message().to_owned()))
            }
        }
    }

    /// What the file says of the options of `command`. All of its tables are
    /// checked: a slip is better told at once than with the next command.
    pub(super) fn settings(&self, definition: &Command, command: &str) -> Result<Vec<Setting>, ConfigError> {
        let mut settings = Vec::new();
        let places =
            DeTable::parse(&self.text).map_err(|error| self.wrong(None, error.message().to_owned()))?;
        let places = places.get_ref();
        for (key, line) in self.keys(places) {
            let table = configured(definition, key).map_err(|message| self.wrong(Some(line), message))?;
            let values = self.table.get(key).and_then(Value::as_table);
            let places = places.get(key).and_then(|value| value.get_ref().as_table());
            let Some((values, places)) = values.zip(places) else {
                return Err(self.wrong(Some(line), format!("`{key}` has to be a table: [{key}]")));
            };
            let table_settings = self.table_settings(table, values, places)?;
            if key == command {
                settings = table_settings;
            }
        }
        Ok(settings)
    }

    fn table_settings(
        &self,
        command: &Command,
        values: &Table,
        places: &DeTable<'_>,
    ) -> Result<Vec<Setting>, ConfigError> {
        let mut settings = Vec::new();
        for (key, line) in self.keys(places) {
            // Both were read from one text, so that it is there.
            let Some(value) = values.get(key) else { continue };
            let setting = setting::read(command, key, value, format!("{}:{line}", self.name));
            settings.push(setting.map_err(|message| self.wrong(Some(line), message))?);
        }
        Ok(settings)
    }

    /// What is added to an error in the arguments, since the fault may be the
    /// file's.
    pub(super) fn note(&self) -> String {
        format!(
            "\nOptions were read from {} too; --print-config shows them, --no-config leaves them out.\n",
            self.name
        )
    }

    /// Keys in the order of the file, with the numbers of their lines.
    fn keys<'t>(&self, table: &'t DeTable<'_>) -> Vec<(&'t str, usize)> {
        let mut keys: Vec<_> = table.keys().collect();
        keys.sort_by_key(|key| Spanned::span(key).start);
        keys.into_iter().map(|key| (&**key.get_ref(), line(&self.text, key.span()))).collect()
    }

    fn wrong(&self, line: Option<usize>, message: String) -> ConfigError {
        ConfigError { file: self.name.clone(), line, message }
    }
}

/// The command whose table this is.
fn configured<'d>(definition: &'d Command, table: &str) -> Result<&'d Command, String> {
    let commands: Vec<_> = definition.get_subcommands().filter(|command| is_configured(command)).collect();
    commands.iter().copied().find(|command| command.get_name() == table).ok_or_else(|| {
        let names: Vec<_> = commands.iter().map(|command| format!("[{}]", command.get_name())).collect();
        format!("`{table}` is no table of options: there are {}", names.join(" and "))
    })
}

/// Counted from 1.
fn line(text: &str, span: Range<usize>) -> usize {
    text.bytes().take(span.start).filter(|&byte| byte == b'\n').count() + 1
}
