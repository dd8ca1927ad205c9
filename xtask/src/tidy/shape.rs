//! Names, lengths, and what no file may hold.

use super::Source;

/// Longer than this a file holds more than one idea.
const LINES_MAX: usize = 450;

/// `foo.rs` stands beside `foo/`.
pub(super) fn no_mod_rs(sources: &[Source]) -> Vec<String> {
    let broken = sources.iter().filter(|source| source.path.ends_with("/mod.rs"));
    broken.map(|source| source.complaint(1, "name the file after its module, beside the folder")).collect()
}

/// Sources are short enough to be read at once. Declarations in a `.d.ts` are
/// written by a program, as a snapshot of what users see.
pub(super) fn short_files(sources: &[Source]) -> Vec<String> {
    let code = |path: &str| {
        let written = [".rs", ".mjs", ".py", ".ts", ".vue"].iter().any(|ending| path.ends_with(ending));
        written && !path.ends_with(".d.ts")
    };
    let lengths = sources
        .iter()
        .filter(|source| code(&source.path))
        .map(|source| (source, source.text.lines().count()));
    lengths
        .filter(|(_, lines)| *lines > LINES_MAX)
        .map(|(source, lines)| source.complaint(lines, &format!("{lines} lines; the most is {LINES_MAX}")))
        .collect()
}

/// The project does not depend on where somebody keeps it.
pub(super) fn no_path_of_a_machine(sources: &[Source]) -> Vec<String> {
    // In two pieces, so that this file keeps its own rule.
    let folders = [["/", "work/"].concat(), ["/", "root/"].concat()];
    find(sources, |line| folders.iter().any(|folder| has_path(line, folder)), "a path of one machine")
}

/// A lock file pins versions and checksums, not the server they came from.
pub(super) fn locks_without_addresses(sources: &[Source]) -> Vec<String> {
    let locks = sources.iter().filter(|source| source.path.ends_with("package-lock.json"));
    locks
        .flat_map(|source| {
            let lines = source.text.lines().enumerate();
            lines.filter(|(_, line)| line.trim_start().starts_with("\"resolved\": \"http")).map(|(n, _)| {
                source.complaint(n + 1, "write the lock with omit-lockfile-registry-resolved=true")
            })
        })
        .collect()
}

/// Whether the folder begins a path here and is not in the middle of one.
fn has_path(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || "._-})$".contains(c))
    })
}

fn find(sources: &[Source], breaks: impl Fn(&str) -> bool, sentence: &str) -> Vec<String> {
    let mut broken = Vec::new();
    for source in sources {
        for (n, line) in source.text.lines().enumerate().filter(|(_, line)| breaks(line)) {
            broken.push(source.complaint(n + 1, &format!("{sentence}: {}", line.trim())));
        }
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::{super::sources::one, *};

    #[test]
    fn a_mod_rs_is_found() {
        assert_eq!(no_mod_rs(&one("a/src/b/mod.rs", "")).len(), 1);
        assert_eq!(no_mod_rs(&one("a/src/mod_rs.rs", "")).len(), 0);
    }

    #[test]
    fn one_line_too_many_is_found() {
        assert_eq!(short_files(&one("a.rs", &"\n".repeat(LINES_MAX))).len(), 0);
        assert_eq!(short_files(&one("a.rs", &"\n".repeat(LINES_MAX + 1))).len(), 1);
        assert_eq!(short_files(&one("Cargo.lock", &"\n".repeat(LINES_MAX + 1))).len(), 0);
    }

    #[test]
    fn a_path_of_a_machine_is_found_where_it_begins() {
        let path = ["/", "work/main"].concat();
        assert_eq!(no_path_of_a_machine(&one("a.md", &format!("see {path}"))).len(), 1);
        assert_eq!(no_path_of_a_machine(&one("a.md", &format!("see frame{path}"))).len(), 0);
    }

    #[test]
    fn a_lock_with_an_address_is_found() {
        let line = "      \"resolved\": \"https://example.org/a.tgz\",";
        assert_eq!(locks_without_addresses(&one("f/package-lock.json", line)).len(), 1);
        assert_eq!(
            locks_without_addresses(&one("f/package-lock.json", "\"resolved\": \"../wasm\"")).len(),
            0
        );
    }
}
