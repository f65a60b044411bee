//! The command under test.
//!
//! Cargo hands a suite the binaries of its own package only. So the command is
//! built here, once a test run, by the cargo that runs the suite and into its
//! target folder: nothing to do where it is fresh, and never stale.

use std::env;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use dehusk_tests::workspace_root;

static BINARY: LazyLock<PathBuf> = LazyLock::new(build);

/// The command, ready for arguments.
pub(crate) fn dehusk() -> assert_cmd::Command {
    let mut command = assert_cmd::Command::new(&*BINARY);
    // What whoever runs the suite has set is none of its business.
    command.env_remove("DEHUSK_CONFIG").env("XDG_CONFIG_HOME", "/nonexistent");
    command
}

/// The same as a process that can be waited for, or killed.
pub(crate) fn dehusk_process() -> Command {
    let mut command = Command::new(&*BINARY);
    command.env_remove("DEHUSK_CONFIG").env("XDG_CONFIG_HOME", "/nonexistent");
    command
}

fn build() -> PathBuf {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // All packages, one binary: the features are then unified as `cargo test
    // --workspace` does, and nothing is built twice.
    cargo.args(["build", "--workspace", "--bin", "dehusk", "--message-format", "json-render-diagnostics"]);
    if !cfg!(debug_assertions) {
        cargo.arg("--release");
    }
    let output = cargo.current_dir(workspace_root()).stderr(Stdio::inherit()).output().expect("cargo starts");
    assert!(output.status.success(), "the dehusk command does not build");
    let messages = output.stdout.split(|&byte| byte == b'\n');
    let artifacts = messages.filter_map(|line| serde_json::from_slice::<serde_json::Value>(line).ok());
    let mut executables = artifacts.filter_map(|artifact| artifact["executable"].as_str().map(PathBuf::from));
    executables.next().expect("cargo names the executable that it built")
}
