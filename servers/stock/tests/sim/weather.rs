//! How bad it is in one history. Each kind of fault is off in some, so that others are seen alone.

use crate::random::Random;

/// Chances in a hundred.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Weather {
    /// A message is lost.
    pub(crate) lost: u64,
    /// A message arrives and is still on its way.
    pub(crate) duplicated: u64,
    /// A batch meets a failing store.
    pub(crate) store: u64,
    /// A read fails.
    pub(crate) reads: u64,
    /// A crash that could happen does.
    pub(crate) crashes: u64,
    /// The clock jumps when it could.
    pub(crate) clock: u64,
    /// The Product service changes when it could.
    pub(crate) catalogue: u64,
}

impl Weather {
    /// Nothing goes wrong.
    pub(crate) fn fair() -> Self {
        Self { lost: 0, duplicated: 0, store: 0, reads: 0, crashes: 0, clock: 0, catalogue: 0 }
    }

    pub(crate) fn by_chance(random: &mut Random) -> Self {
        let mut at_most = |most: i64| {
            let chance = random.within(-most / 2, most).max(0);
            u64::try_from(chance).unwrap()
        };
        Self {
            lost: at_most(25),
            duplicated: at_most(25),
            store: at_most(25),
            reads: at_most(10),
            crashes: at_most(100),
            clock: at_most(100),
            catalogue: at_most(100),
        }
    }
}
