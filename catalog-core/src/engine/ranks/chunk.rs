//! Some blocks that stand beside each other.

use super::{BLOCK_ROWS, RankKey};
use crate::api::value::Value;

/// How many blocks a chunk has at most: enough to make chunks few, and few enough to be copied with a batch.
const BLOCKS_MAX: usize = 128;

/// Rows that stand beside each other.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// No row of the block is below it; every row of the blocks before is.
    pub(super) fence: RankKey,
    /// How many rows there are; at least one.
    pub(super) rows: u64,
}

/// Blocks in order, and what they come to.
#[derive(Clone, Debug, Default)]
pub(super) struct Chunk {
    blocks: Vec<Block>,
    rows: u64,
    largest: u64,
}

impl Chunk {
    pub(super) fn of(blocks: Vec<Block>) -> Self {
        let mut chunk = Self { blocks, ..Self::default() };
        chunk.tally();
        chunk
    }

    pub(super) fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    pub(super) fn rows(&self) -> u64 {
        self.rows
    }

    pub(super) fn starts_up_to(&self, key: &[Value]) -> bool {
        self.blocks.first().is_some_and(|block| *block.fence <= *key)
    }

    /// The block that has the row at `rank`, and how many of its rows come before that.
    pub(super) fn find(&self, rank: u64) -> Option<(usize, &Block, u64)> {
        let mut before = rank;
        for (place, block) in self.blocks.iter().enumerate() {
            if before < block.rows {
                return Some((place, block, before));
            }
            before -= block.rows;
        }
        None
    }

    /// A row more. One above all rows of the table begins a new block where the last one is full, so that a
    /// table that grows at its end never has to be asked for a key.
    pub(super) fn insert(&mut self, key: &RankKey, above_all: bool) {
        let place = self.block_of(key);
        let Some(block) = self.blocks.get_mut(place) else { return };
        if above_all && block.rows >= BLOCK_ROWS {
            self.blocks.push(Block { fence: RankKey::clone(key), rows: 1 });
        } else {
            block.rows += 1;
            if *key < block.fence {
                block.fence = RankKey::clone(key);
            }
        }
        self.tally();
    }

    /// A row less. A block that is left small joins its neighbour.
    pub(super) fn remove(&mut self, key: &[Value]) {
        let place = self.block_of(key);
        let Some(block) = self.blocks.get_mut(place) else { return };
        block.rows = block.rows.saturating_sub(1);
        if block.rows == 0 {
            self.blocks.remove(place);
        } else {
            self.join(place);
            if let Some(below) = place.checked_sub(1) {
                self.join(below);
            }
        }
        self.tally();
    }

    /// Makes one block of two small ones.
    fn join(&mut self, place: usize) {
        if let [lower, upper, ..] = self.blocks.get_mut(place..).unwrap_or_default()
            && lower.rows + upper.rows <= BLOCK_ROWS / 2
        {
            lower.rows += upper.rows;
            self.blocks.remove(place + 1);
        }
    }

    /// The fence of a block that is too large.
    pub(super) fn crowded(&self) -> Option<&RankKey> {
        let is_crowded = |block: &&Block| block.rows > 2 * BLOCK_ROWS;
        if self.largest > 2 * BLOCK_ROWS {
            self.blocks.iter().find(is_crowded).map(|block| &block.fence)
        } else {
            None
        }
    }

    pub(super) fn cut(&mut self, fence: &[Value], key: RankKey) {
        let place = self.block_of(fence);
        let Some(block) = self.blocks.get_mut(place) else { return };
        let Some(rest) = block.rows.checked_sub(BLOCK_ROWS).filter(|rest| *rest > 0) else { return };
        block.rows = BLOCK_ROWS;
        self.blocks.insert(place + 1, Block { fence: key, rows: rest });
        self.tally();
    }

    /// The upper half, where there are too many blocks.
    pub(super) fn split_off(&mut self) -> Option<Self> {
        if self.blocks.len() <= BLOCKS_MAX {
            return None;
        }
        let upper = Self::of(self.blocks.split_off(BLOCKS_MAX / 2));
        self.tally();
        Some(upper)
    }

    /// Takes the blocks of the next chunk, where both are small. Whether they were taken.
    pub(super) fn take_over(&mut self, next: &Self) -> bool {
        let fits = self.blocks.len() + next.blocks.len() <= BLOCKS_MAX / 4;
        if fits {
            self.blocks.extend_from_slice(&next.blocks);
            self.tally();
        }
        fits
    }

    /// The block that a key belongs to: the last one whose fence is not above it, else the first.
    fn block_of(&self, key: &[Value]) -> usize {
        self.blocks.partition_point(|block| *block.fence <= *key).saturating_sub(1)
    }

    fn tally(&mut self) {
        self.rows = self.blocks.iter().map(|block| block.rows).sum();
        self.largest = self.blocks.iter().map(|block| block.rows).max().unwrap_or_default();
    }
}
