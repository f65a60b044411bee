//! What a run refuses before it reads or writes anything.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Batch, Resume};
use crate::same_file::{self, Role, resolved};
use crate::sink::{PART, SHARD, Shape, has_placeholder, stands_for};
use crate::source::Survey;
use crate::store::folder_of;
use crate::{BatchError, Output, SinkError};

/// Links to a file that are followed: as many as systems do.
const MAX_LINKS: usize = 40;

impl Batch {
    /// Refuses what cannot be had of these inputs.
    pub(super) fn refuse_unsuitable(&self, survey: &Survey) -> Result<(), BatchError> {
        let takes_up = self.resume == Resume::TakeUp;
        let refused = match () {
            () if takes_up && self.output.is_stdout() => {
                "what went to the standard output cannot be gone on with: name a file or folder"
            }
            () if takes_up && survey.has_stdin => {
                "the standard input cannot be read from where a run was left: name files or folders"
            }
            () if self.shard.is_some() && survey.has_stdin => {
                "the standard input has no shares: name files or folders"
            }
            () => return Ok(()),
        };
        Err(BatchError::Unsuitable(refused))
    }

    /// Refuses placeholders that nothing is put in place of: the files would have
    /// them in their names.
    pub(super) fn refuse_names(&self) -> Result<(), BatchError> {
        let is_in = |placeholder: &str, path: &Path| path.to_string_lossy().contains(placeholder);
        let is_apart = |path: &Path| !is_in(PART, &folder_of(path)) && has_placeholder(path, PART);
        let any = |placeholder| self.written().any(|(_, path)| is_in(placeholder, path));
        let has_parts = |(role, path): (Role, &Path)| match role {
            Role::Output => matches!(self.output.shape(), Shape::Folder) || !is_apart(path),
            Role::Report => true,
            _ => self.output.is_stdout() || !is_apart(path),
        };
        let refused = match () {
            () if self.shard.is_none() && any(SHARD) => {
                "{shard} in a name stands for the share that --shard names: give one"
            }
            () if self.written().filter(|(_, path)| is_in(PART, path)).any(has_parts) => {
                "{part} stands in the name of a file of records, drops or blocks: folders, reports and what is beside the standard output have no parts"
            }
            () => return Ok(()),
        };
        Err(BatchError::Unsuitable(refused))
    }

    /// Writes to the files that links lead to. Giving a file its name would put it
    /// in the link's place, on another disk maybe than the one that was meant.
    pub(super) fn follow_links(&mut self) {
        if !matches!(self.output.shape(), Shape::Folder | Shape::Stdout) {
            let output = std::mem::replace(&mut self.output, Output::from_path("-"));
            let path = behind_links(output.path().to_owned());
            self.output = output.at(path);
        }
        let paths = [
            self.drops.as_mut(),
            self.blocks.as_mut().map(|(path, _)| path),
            self.report.as_mut().map(|(path, _)| path),
        ];
        for path in paths.into_iter().flatten() {
            *path = behind_links(std::mem::take(path));
        }
    }

    /// Refuses files that would be written twice, over an input that is still to be
    /// read, or in place of something that is no file.
    pub(super) fn refuse_same_files(&self) -> Result<(), BatchError> {
        let inputs = self.inputs.iter().map(|path| (Role::Input, &**path));
        same_file::refuse(inputs.chain(self.written()))?;
        self.refuse_inputs_in_the_way()?;
        let is_folder = |role| role == Role::Output && matches!(self.output.shape(), Shape::Folder);
        let is_stdout = |role| role == Role::Output && self.output.is_stdout();
        for (role, path) in self.written().filter(|&(role, _)| !is_stdout(role)) {
            let Ok(metadata) = fs::metadata(path) else { continue };
            let cause = match is_folder(role) {
                true if !metadata.is_dir() => "it is there, and no folder",
                false if metadata.is_dir() => "it is a directory",
                false if !metadata.is_file() => "it is no regular file, which a finished one could replace",
                _ => continue,
            };
            let cause = io::Error::other(cause);
            return Err(SinkError { action: "write to", path: path.to_owned(), cause }.into());
        }
        Ok(())
    }

    /// A part gets its name, and a document of a folder too, while inputs are still
    /// to be read; so none of these may be one.
    fn refuse_inputs_in_the_way(&self) -> Result<(), BatchError> {
        let output = resolved(self.output.path());
        let is_folder = matches!(self.output.shape(), Shape::Folder) && output.is_dir();
        let templates: Vec<_> = self
            .written()
            .filter(|(_, path)| has_placeholder(path, PART))
            .map(|(_, path)| resolved(path))
            .collect();
        for input in self.inputs.iter().filter(|input| input.as_os_str() != "-") {
            let is = resolved(input);
            if is_folder && is == output || templates.iter().any(|template| stands_for(template, &is)) {
                let (first, second, path) = ("an input", "the output", input.clone());
                return Err(BatchError::SameFile { first, second, path });
            }
        }
        Ok(())
    }
}

/// The file that a link leads to, whether it is there or not; the path itself where
/// it is no link.
fn behind_links(mut path: PathBuf) -> PathBuf {
    for _ in 0..MAX_LINKS {
        let Ok(target) = fs::read_link(&path) else { break };
        path = folder_of(&path).join(target);
    }
    path
}
