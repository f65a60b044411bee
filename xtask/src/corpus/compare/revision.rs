//! The `dehusk` command of a revision, built once and kept.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use dehusk_tests::workspace_root;

/// The command of a revision.
#[derive(Debug)]
pub(super) struct Revision {
    /// What the user calls it.
    pub(super) name: String,
    /// The program.
    pub(super) program: PathBuf,
    /// Where its outputs can be kept from one comparison to the next; nowhere for
    /// a working tree, which changes.
    pub(super) kept: Option<PathBuf>,
}

/// Where other revisions are checked out and built.
pub(super) fn folder() -> PathBuf {
    workspace_root().join("target/compare")
}

impl Revision {
    /// The command of the working tree as it is.
    pub(super) fn working_tree() -> Result<Self> {
        let target = workspace_root().join("target");
        build(&workspace_root(), &target)?;
        Ok(Self { name: "here".to_owned(), program: target.join("release").join(program_name()), kept: None })
    }

    /// The command of a commit, tag or branch.
    pub(super) fn of(name: &str) -> Result<Self> {
        let commit = commit(name)?;
        let folder = folder().join(&commit[..12.min(commit.len())]);
        let program = folder.join(program_name());
        let kept = Some(folder.join("outputs"));
        if !program.exists() {
            let tree = folder.join("tree");
            check_out(&commit, &tree)?;
            // One target folder for all revisions: their dependencies are the same.
            let target = self::folder().join("target");
            build(&tree, &target)?;
            fs::copy(target.join("release").join(program_name()), &program)
                .with_context(|| format!("cannot copy the command to {}", program.display()))?;
            remove(&tree)?;
        }
        Ok(Self { name: name.to_owned(), program, kept })
    }
}

fn program_name() -> String {
    format!("dehusk{}", std::env::consts::EXE_SUFFIX)
}

fn commit(name: &str) -> Result<String> {
    let asked = format!("{name}^{{commit}}");
    let output = git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &asked]).output();
    let output = output.context("cannot run git")?;
    let commit = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    if !output.status.success() || commit.is_empty() {
        bail!("git knows no revision {name:?}; give a commit, tag or branch");
    }
    Ok(commit)
}

fn check_out(commit: &str, tree: &Path) -> Result<()> {
    if tree.exists() {
        // Left by a build that was broken off.
        remove(tree)?;
    }
    let path = tree.to_string_lossy().into_owned();
    run(git(&["worktree", "add", "--quiet", "--force", "--detach", &path, commit]), "git worktree add")
}

fn remove(tree: &Path) -> Result<()> {
    let path = tree.to_string_lossy().into_owned();
    run(git(&["worktree", "remove", "--force", &path]), "git worktree remove")
}

fn git(arguments: &[&str]) -> Command {
    let mut git = Command::new("git");
    git.current_dir(workspace_root()).args(arguments);
    git
}

fn build(tree: &Path, target: &Path) -> Result<()> {
    eprintln!("building {} …", tree.display());
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(cargo);
    command.current_dir(tree).args(["build", "--release", "--locked", "--quiet", "--package", "dehusk-cli"]);
    command.env("CARGO_TARGET_DIR", target);
    run(command, "cargo build --release --package dehusk-cli")
}

fn run(mut command: Command, what: &str) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot run {what}"))?;
    if !status.success() {
        bail!("{what} failed: {status}");
    }
    Ok(())
}
