//! Documents to the standard output, with whole files beside them.

use super::{Destination, Product};
use crate::SinkError;
use crate::sink::{Lines, Rendering, Sharing, StdoutSink};

/// Documents to the standard output. Nothing of it can be taken back, so that
/// there are no parts; what is written beside it gets its name at the end.
pub(crate) struct Direct {
    documents: StdoutSink,
    drops: Lines,
    blocks: Lines,
}

impl Direct {
    pub(crate) fn open(destinations: &[Destination]) -> Result<Self, SinkError> {
        let path = |product: Product| {
            let destination = destinations.iter().find(|destination| destination.product == product);
            destination.map(|destination| (&*destination.path, &destination.encoding))
        };
        let drops = Lines::open(path(Product::Drops), Sharing::Possible)?;
        let blocks = Lines::open(path(Product::Blocks), Sharing::Possible)?;
        Ok(Self { documents: StdoutSink::new(), drops, blocks })
    }

    pub(super) fn write(
        &mut self,
        product: Product,
        _id: &str,
        rendered: Rendering,
    ) -> Result<(), SinkError> {
        match product {
            Product::Documents => self.documents.write(rendered),
            Product::Drops => self.drops.write(rendered),
            Product::Blocks => self.blocks.write(rendered),
        }
    }

    pub(super) const fn has(&self, product: Product) -> bool {
        match product {
            Product::Documents => true,
            Product::Drops => self.drops.is_open(),
            Product::Blocks => self.blocks.is_open(),
        }
    }

    /// Finishes all; says how many bytes the documents have.
    pub(crate) fn finish(&mut self) -> Result<u64, SinkError> {
        self.drops.finish()?;
        self.blocks.finish()?;
        self.documents.finish()
    }
}
