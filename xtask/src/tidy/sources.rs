//! The files that the rules read.

use crate::{
    repo,
    run::{Outcome, output, program_at_root},
};

/// One text file.
pub(super) struct Source {
    /// Its path from the root, with `/`.
    pub(super) path: String,
    pub(super) text: String,
}

impl Source {
    /// Whether it is Rust under one of these paths. A path also stands for the
    /// file of that name beside the folder.
    pub(super) fn is_rust_in(&self, places: &[&str]) -> bool {
        let Some(stem) = self.path.strip_suffix(".rs") else { return false };
        places.iter().any(|place| {
            stem.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }

    /// The lines with their numbers, without the module of unit tests at the
    /// end and without comments.
    pub(super) fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let code = self.text.find("#[cfg(test)]\nmod tests {").map_or(&*self.text, |end| &self.text[..end]);
        let lines = code.lines().enumerate();
        lines.filter(|(_, line)| !line.trim_start().starts_with("//")).map(|(n, line)| (n + 1, line))
    }

    pub(super) fn complaint(&self, line: usize, sentence: &str) -> String {
        format!("{}:{line}: {sentence}", self.path)
    }
}

/// Every text file that git tracks or would add.
pub(super) fn all() -> Outcome<Vec<Source>> {
    let list = output(&mut program_at_root(
        "git",
        ["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
    ))?;
    let root = repo::root();
    let texts = list.split('\0').filter_map(|path| {
        // A file that is deleted but not yet committed, or one that is no text.
        let text = std::fs::read_to_string(root.join(path)).ok()?;
        Some(Source { path: path.to_owned(), text })
    });
    Ok(texts.collect())
}

#[cfg(test)]
pub(super) fn one(path: &str, text: &str) -> [Source; 1] {
    [Source { path: path.to_owned(), text: text.to_owned() }]
}
