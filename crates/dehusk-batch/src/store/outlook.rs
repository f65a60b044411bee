//! What a run would find of an earlier one, without touching it.

use super::earlier::{Earlier, Standing};
use super::parts::whole_parts;
use super::product::ProductParts;
use super::work_folder::WorkFolder;
use super::{Destination, Places, RunDescription};
use crate::{BatchError, Beginning, Resume};

/// How a run would begin over what is there. `destinations`: the documents first.
///
/// # Errors
///
/// What the run would refuse to begin for.
pub(crate) fn outlook(
    run: &RunDescription,
    destinations: Vec<Destination>,
    places: &Places,
    ending: &'static str,
    resume: Resume,
) -> Result<Beginning, BatchError> {
    let work = WorkFolder::look_at(&places.work)?;
    let output = destinations.first().map(|destination| destination.path.clone());
    let standing = match (resume, output) {
        (Resume::TakeUp, Some(output)) => Earlier::at(places).standing(run, places, &output)?,
        _ => return Ok(Beginning::Anew { lost_parts: work.states().count() }),
    };
    Ok(match standing {
        Standing::Nothing => Beginning::Anew { lost_parts: 0 },
        Standing::Finished(_) => Beginning::Complete,
        Standing::Unfinished => {
            let product = |destination| ProductParts::new(destination, ending);
            let mut products: Vec<_> = destinations.into_iter().map(product).collect();
            Beginning::TakenUp { parts: whole_parts(&work, &mut products)?.len() }
        }
    })
}
