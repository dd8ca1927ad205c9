//! What really happened: a simulation whose faults never strike proves nothing.

use std::{collections::BTreeMap, fmt};

macro_rules! sometimes {
    ($($variant:ident = $name:literal,)*) => {
        /// What happens in some histories, and over many must have happened.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Sometimes { $($variant,)* }

        impl Sometimes {
            pub(crate) const ALL: &'static [Self] = &[$(Self::$variant,)*];

            pub(crate) fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

sometimes! {
    RequestLost = "a request is lost",
    RequestDuplicated = "a request arrives twice",
    RequestOvertaken = "a request overtakes an earlier one",
    AnswerLost = "an answer is lost",
    Retried = "a client asks again with the same key",
    Replayed = "a kept answer is given again",
    ReplayedAfterCrash = "a kept answer is given again by a process that did not make it",
    RepeatedInBatch = "one commit takes a request and its duplicate",
    Batched = "one commit takes several calls",
    Overloaded = "the queue is full",
    KeyOutlived = "a key is used again after its day",
    CrashIdle = "a crash with nothing under way",
    CrashChecking = "a crash while the Product service is asked",
    CrashQueued = "a crash before the commit of waiting calls",
    CrashUnanswered = "a crash after a commit and before its answers",
    CommitFails = "a commit fails",
    CommitUnsure = "a commit fails and is there after the crash",
    LoadFails = "loading rows fails",
    KeptFails = "looking for a kept answer fails",
    ReadFails = "a read fails",
    Forgotten = "loaded rows are forgotten",
    HourForward = "the clock jumps an hour forward",
    HourBack = "the clock jumps an hour back",
    TwoDays = "the clock jumps two days",
    YearBack = "the clock jumps 400 days back",
    TenYears = "the clock jumps ten years",
    CatalogueRefuses = "the Product service refuses",
    CatalogueSilent = "the Product service gives no answer in time",
    CatalogueGarbles = "the Product service answers garbage",
    CatalogueSlow = "the Product service takes its time",
    CatalogueRemembered = "nobody need be asked about products",
    CatalogueStale = "an earlier answer of the Product service serves",
    NotForSale = "a product is not for sale",
    UnknownProduct = "a product is unknown",
    Begun = "a product is begun",
    Sold = "something is sold",
    SoldOut = "a purchase is refused for lack of stock",
    BackOrdered = "more is sold than there is, as the policy allows",
    Held = "units are reserved",
    Extended = "a reservation is extended",
    Released = "a reservation is given up",
    Expired = "a reservation expires",
    Claimed = "a purchase takes what is held for it",
    ClaimedInPart = "a purchase takes less than is held for it",
    ClaimedLate = "a purchase comes after its reservation has expired",
    NotActive = "a reservation has ended already",
    ExpiryRefused = "units cannot be held until then",
    Shipped = "a purchase is shipped",
    Cancelled = "a purchase is cancelled",
    StatusConflict = "a purchase cannot be shipped or cancelled any more",
    Returned = "goods come back",
    ReturnRefused = "more would come back than was bought",
    Adjusted = "stock is adjusted",
    BucketShort = "an adjustment is refused for lack of stock",
    Counted = "a count is right",
    CountStale = "a count comes too late",
    Operated = "several adjustments are made at once",
    OperationRefused = "of several adjustments one is refused, so all are",
    IdTaken = "an id that a client chose is taken",
    Quoted = "a quote is given",
    Looked = "an inventory is read",
    LookedAt = "a level is read",
    Opened = "a place is opened",
    PlaceChanged = "a place changes, is closed or opened again",
    UnknownPlace = "a place is unknown",
    ClosedPlace = "a place is closed",
    NotEmpty = "a place cannot be closed because of what is there",
    Sent = "a transfer is sent",
    Received = "a transfer is received",
    SettingsChanged = "settings change",
}

/// How often each thing happened.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally(BTreeMap<Sometimes, u64>);

impl Tally {
    pub(crate) fn note(&mut self, what: Sometimes) {
        *self.0.entry(what).or_default() += 1;
    }

    pub(crate) fn add(&mut self, other: &Self) {
        for (what, times) in &other.0 {
            *self.0.entry(*what).or_default() += times;
        }
    }

    pub(crate) fn of(&self, what: Sometimes) -> u64 {
        self.0.get(&what).copied().unwrap_or_default()
    }

    /// What never happened.
    pub(crate) fn never(&self) -> Vec<&'static str> {
        Sometimes::ALL.iter().filter(|what| self.of(**what) == 0).map(|what| what.name()).collect()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Sometimes::ALL.iter().try_for_each(|what| writeln!(f, "{:>9}  {}", self.of(*what), what.name()))
    }
}
