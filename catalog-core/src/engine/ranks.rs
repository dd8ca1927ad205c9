//! Which row stands at a place of an ordered list, without a walk over those before it.
//!
//! A store keeps rows in order already and walks on from any of them quickly; what it cannot do is count. So
//! rows are counted here, in **blocks**. A block is known by its fence, a key that none of its rows is below and
//! that all rows of the blocks before it are below. The keys between two fences are not held, which keeps this
//! small: some hundred bytes for every [`BLOCK_ROWS`] rows.
//!
//! It is exact however coarse it is. A table begins as one block with all its rows, and a place in it is as far
//! away as without any of this; [`Ranks::crowded`] says where the store should be asked for a key, and
//! [`Ranks::cut`] takes it. So there is no time at which it is being built.
//!
//! Blocks stand in chunks that copies share. A copy costs one pointer a chunk, a change copies one chunk: each
//! batch has ranks of its own, and those who read an older state keep theirs.

mod chunk;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::api::value::Value;
use chunk::{Block, Chunk};

/// What a row is ordered by, the identifier last.
pub type RankKey = Arc<[Value]>;

/// How many rows a block has when it was cut. A place is at most twice as many rows away from a fence.
pub const BLOCK_ROWS: u64 = 64;

/// The rows of a table in one order, each column ascending.
#[derive(Clone, Debug, Default)]
pub struct Ranks {
    chunks: Vec<Arc<Chunk>>,
    /// No row is above it.
    highest: Option<RankKey>,
}

/// Where a row stands within its block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The fence of the block.
    pub from: RankKey,
    /// How many rows of the block come before it.
    pub skip: u64,
    /// The fence of the next block, where there is one.
    pub until: Option<RankKey>,
    /// How many rows of the block come after it.
    pub left: u64,
}

impl Ranks {
    /// So many rows from the lowest key to the highest, in one block.
    pub fn coarse(rows: u64, lowest: RankKey, highest: RankKey) -> Self {
        let block = Block { fence: lowest, rows };
        Self { chunks: vec![Arc::new(Chunk::of(vec![block]))], highest: Some(highest) }
    }

    /// How many rows there are.
    pub fn rows(&self) -> u64 {
        self.chunks.iter().map(|chunk| chunk.rows()).sum()
    }

    /// Where the row at `rank` stands, which counts from 0; none where there are fewer rows.
    pub fn spot(&self, rank: u64) -> Option<Spot> {
        let mut before = rank;
        for (at, chunk) in self.chunks.iter().enumerate() {
            if before < chunk.rows() {
                let (place, block, skip) = chunk.find(before)?;
                let until =
                    chunk.blocks().get(place + 1).or_else(|| self.chunks.get(at + 1)?.blocks().first());
                return Some(Spot {
                    from: Arc::clone(&block.fence),
                    skip,
                    until: until.map(|block| Arc::clone(&block.fence)),
                    left: block.rows - 1 - skip,
                });
            }
            before -= chunk.rows();
        }
        None
    }

    /// Counts a new row.
    pub fn insert(&mut self, key: &RankKey) {
        let above_all = self.highest.as_ref().is_none_or(|highest| highest < key);
        if above_all {
            self.highest = Some(Arc::clone(key));
        }
        let at = self.chunk_of(key);
        match self.chunks.get_mut(at) {
            None => self.chunks.push(Arc::new(Chunk::of(vec![Block { fence: Arc::clone(key), rows: 1 }]))),
            Some(chunk) => Arc::make_mut(chunk).insert(key, above_all),
        }
        self.tidy(at);
    }

    /// Counts a row no longer.
    pub fn remove(&mut self, key: &[Value]) {
        let at = self.chunk_of(key);
        if let Some(chunk) = self.chunks.get_mut(at) {
            Arc::make_mut(chunk).remove(key);
            self.tidy(at);
        }
    }

    /// The fence of a block that is too large. The key that is [`BLOCK_ROWS`] rows behind it is wanted.
    pub fn crowded(&self) -> Option<&RankKey> {
        self.chunks.iter().find_map(|chunk| chunk.crowded())
    }

    /// Cuts the crowded block with this fence before `key`, which has [`BLOCK_ROWS`] rows of the block before it.
    pub fn cut(&mut self, fence: &[Value], key: RankKey) {
        let at = self.chunk_of(fence);
        if let Some(chunk) = self.chunks.get_mut(at) {
            Arc::make_mut(chunk).cut(fence, key);
            self.tidy(at);
        }
    }

    /// The chunk that a key belongs to: the last one that does not begin above it, else the first.
    fn chunk_of(&self, key: &[Value]) -> usize {
        self.chunks.partition_point(|chunk| chunk.starts_up_to(key)).saturating_sub(1)
    }

    /// Keeps the number of chunks, and of blocks in each, small.
    fn tidy(&mut self, at: usize) {
        let Some(chunk) = self.chunks.get_mut(at) else { return };
        if chunk.blocks().is_empty() {
            self.chunks.remove(at);
        } else if let Some(upper) = Arc::make_mut(chunk).split_off() {
            self.chunks.insert(at + 1, Arc::new(upper));
        } else if let [lower, upper, ..] = self.chunks.get_mut(at..).unwrap_or_default()
            && Arc::make_mut(lower).take_over(upper)
        {
            self.chunks.remove(at + 1);
        }
    }
}
