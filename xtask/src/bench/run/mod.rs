//! `dehusk run` and what people do in Python, on the same WARC, in turn.
//!
//! What is measured are whole processes: from the file of pages to the file of
//! records. The contenders take turns, a round a turn each; every second round
//! goes backwards, so that nobody always follows the same one. What a table says
//! are medians, and ratios within a round: a machine that gets slower does so for
//! all of a round.

use std::path::{Path, PathBuf};
use std::thread;

use anyhow::{Context, Result, bail};
use xtask_shared::held;

use self::contender::{Contender, Peer, Ran, Work};
use super::Data;
use super::dump::{self, Enough};
use super::program;

mod contender;
mod table;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    data: Data,
    /// Numbers of jobs that dehusk runs with; the largest is also that of the
    /// peer's pool [default: 1 and one per core].
    #[arg(long, value_name = "N,…", value_delimiter = ',', value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Vec<u16>,
    /// Rounds; medians count.
    #[arg(long, value_name = "K", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// Measure dehusk alone.
    #[arg(long)]
    no_peers: bool,
    /// The Python that has fastwarc, resiliparse, warcio and trafilatura.
    #[arg(long, value_name = "PATH", env = "DEHUSK_PEERS_PYTHON", default_value = "python3")]
    python: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args) -> Result<()> {
    let source = held::file(&args.data.data)?;
    if !source.to_string_lossy().contains(".warc") {
        bail!("{} is no WARC, which is what the peers read", source.display());
    }
    let dehusk = program::dehusk()?;
    let folder = dump::folder()?;
    let pages = cut(&source, args.data.limit, folder.path())?;
    let work = Work { pages: &pages, folder: folder.path(), dehusk: &dehusk, python: &args.python };
    let contenders = contenders(args);
    let mut rows: Vec<Vec<Ran>> = contenders.iter().map(|_| Vec::new()).collect();
    for round in 1..=args.rounds {
        eprintln!("round {round} of {}", args.rounds);
        let mut order: Vec<usize> = (0..contenders.len()).collect();
        if round % 2 == 0 {
            order.reverse();
        }
        for place in order {
            let name = contenders[place].name();
            rows[place].push(contenders[place].run(&work).with_context(|| name)?);
        }
    }
    table::print(&contenders, &rows, args.json)
}

/// The file to measure with: `source`, or its first `limit` pages in a file in
/// `folder`. Peers have no option for less than a file, nor has a run.
fn cut(source: &Path, limit: Option<usize>, folder: &Path) -> Result<PathBuf> {
    let Some(limit) = limit else { return Ok(source.to_owned()) };
    let path = folder.join("pages.warc.gz");
    dump::write(source, &path, Enough::Responses(limit))?;
    Ok(path)
}

/// All that can run here, the extraction beside the run that it is compared
/// with; says which cannot.
fn contenders(args: &Args) -> Vec<Contender> {
    let jobs = jobs(&args.jobs);
    let most = jobs.iter().copied().max().unwrap_or(1);
    let mut peers = vec![Peer::Resiliparse { jobs: 1 }, Peer::Resiliparse { jobs: most }, Peer::Trafilatura];
    peers.dedup();
    peers.retain(|peer| {
        let missing = if args.no_peers { return false } else { peer.missing(&args.python) };
        if let Some(why) = &missing {
            eprintln!("{} is left out: {why}; see --python", Contender::Peer(*peer).name());
        }
        missing.is_none()
    });
    let ours = jobs.into_iter().map(|jobs| Contender::Dehusk { jobs });
    [Contender::Extraction].into_iter().chain(ours).chain(peers.into_iter().map(Contender::Peer)).collect()
}

fn jobs(asked: &[u16]) -> Vec<usize> {
    let mut jobs: Vec<usize> = asked.iter().map(|&jobs| jobs.into()).collect();
    if jobs.is_empty() {
        jobs = vec![1, thread::available_parallelism().map_or(1, Into::into)];
    }
    jobs.sort_unstable();
    jobs.dedup();
    jobs
}
