//! Values reach a database as parameters, never as text.

use super::Source;

/// What turns a query into SQL text, and what tends the tables of any service:
/// both write names of tables and columns, which are constants.
const WRITERS: &[&str] = &["servers/storage/src/sql", "servers/storage/src/sqlite"];

const PLACES: &[&str] = &["servers"];

/// How SQL begins or goes on; in capitals, as the project writes it.
const WORDS: &[&str] =
    &["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "REPLACE ", " WHERE ", " VALUES", " ORDER BY "];

const MACROS: &[&str] = &["format!(", "write!(", "writeln!(", "format_args!("];

/// A macro call seldom runs over more lines before its text is seen.
const LINES_LOOKED_AT: usize = 3;

/// No formatting macro makes SQL outside the writer.
pub(super) fn no_sql_by_formatting(sources: &[Source]) -> Vec<String> {
    let mut broken = Vec::new();
    let held = |source: &&Source| {
        source.is_rust_in(PLACES) && !source.is_rust_in(WRITERS) && !source.path.contains("/tests/")
    };
    for source in sources.iter().filter(held) {
        let lines: Vec<(usize, &str)> = source.code().collect();
        for (at, (n, line)) in lines.iter().enumerate() {
            let Some(start) = MACROS.iter().find_map(|name| line.find(name)) else { continue };
            let call: String = std::iter::once(&line[start..])
                .chain(lines[at + 1..].iter().map(|(_, line)| *line))
                .take(LINES_LOOKED_AT)
                .collect::<Vec<_>>()
                .join("\n");
            let call = call.split_once(");").map_or(call.as_str(), |(call, _)| call);
            if call.contains('{') && WORDS.iter().any(|word| call.contains(word)) {
                broken.push(
                    source
                        .complaint(*n, "SQL made by formatting; use parameters, or servers/storage/src/sql"),
                );
            }
        }
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::{super::sources::one, *};

    #[test]
    fn formatted_sql_is_found_outside_the_writer() {
        let text = "let sql = format!(\n    \"SELECT * FROM product WHERE id = {id}\"\n);";
        assert_eq!(no_sql_by_formatting(&one("servers/catalog/src/reads.rs", text)).len(), 1);
        assert_eq!(no_sql_by_formatting(&one("servers/storage/src/sql/list.rs", text)).len(), 0);
    }

    #[test]
    fn plain_sql_and_plain_formatting_pass() {
        let text = "let sql = \"SELECT 1 WHERE id = ?\";\nlet text = format!(\"{a}\");\nlet other = \"DELETE FROM a\";";
        assert_eq!(no_sql_by_formatting(&one("servers/catalog/src/reads.rs", text)).len(), 0);
    }
}
