//! Mistakes that a service could have, put in on purpose: the simulation must notice each.

/// One mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bug {
    /// Answers go out before their commit is on the disk: a crash loses the last one.
    AcknowledgesEarly,
    /// Kept answers are not stored with what they answer.
    LosesKeptAnswers,
    /// A batch is done twice.
    AppliesTwice,
    /// A commit that is there is reported as failed, and the process goes on.
    StoresAndFails,
    /// Rows that are asked for are said not to exist.
    ForgetsPurchases,
    /// A process that starts believes the levels that its first start found.
    StartsFromOldLevels,
    /// A process that starts knows nothing of what is held for whom.
    StartsWithoutHolds,
    /// A kept answer comes back with other bytes.
    AnswersAnew,
}

impl Bug {
    pub(crate) const ALL: &'static [Self] = &[
        Self::AcknowledgesEarly,
        Self::LosesKeptAnswers,
        Self::AppliesTwice,
        Self::StoresAndFails,
        Self::ForgetsPurchases,
        Self::StartsFromOldLevels,
        Self::StartsWithoutHolds,
        Self::AnswersAnew,
    ];
}
