//! Checks that end a case with a sentence.

/// Ends the case unless the condition holds.
macro_rules! ensure {
    ($condition:expr, $($says:tt)+) => {
        if !$condition {
            return Err(format!($($says)+));
        }
    };
}

/// Ends the case unless both are equal.
macro_rules! ensure_eq {
    ($left:expr, $right:expr, $($says:tt)+) => {
        match (&$left, &$right) {
            (left, right) => {
                if *left != *right {
                    return Err(format!("{}: {left:?} is not {right:?}", format_args!($($says)+)));
                }
            }
        }
    };
}

pub(super) use {ensure, ensure_eq};
