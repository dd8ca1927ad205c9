//! Folded text: what names are sorted by and searched by, in every store alike.
//!
//! Databases fold each in their own way, so text is folded here and stored folded.

/// How many characters of a word count; a longer one is cut, in the text and in the search alike, so that no
/// store's limit on indexed words is ever met.
pub const WORD_CHARS_MAX: usize = 64;

/// The text decomposed (NFKD), without marks, in lower case: `Señor Ångström` gives `senor angstrom`.
///
/// Folding what is folded changes nothing.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let unmarked = unmarked(text);
    let mut folded = String::with_capacity(unmarked.len());
    for char in unmarked.chars() {
        if char.is_ascii() {
            folded.push(char.to_ascii_lowercase());
        } else {
            folded.extend(char.to_lowercase().map(|char| if char == 'ς' { 'σ' } else { char }));
        }
    }
    folded
}

/// The text decomposed, without marks. ASCII decomposes to itself and is no mark, so only what stands between is
/// looked up.
#[cfg(not(target_family = "wasm"))]
fn unmarked(text: &str) -> String {
    use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

    let mut unmarked = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let (ascii, others) = rest.split_at(rest.find(|char: char| !char.is_ascii()).unwrap_or(rest.len()));
        unmarked.push_str(ascii);
        let (others, behind) =
            others.split_at(others.find(|char: char| char.is_ascii()).unwrap_or(others.len()));
        unmarked.extend(others.nfkd().filter(|char| !is_combining_mark(*char)));
        rest = behind;
    }
    unmarked
}

/// The same by the tables of Unicode that a browser has anyway: ours would be an eighth of what a page loads for a
/// shop of its own. `vectors/folding.json` holds both to the same.
#[cfg(target_family = "wasm")]
fn unmarked(text: &str) -> String {
    let marks = js_sys::RegExp::new(r"\p{M}", "gu");
    js_sys::JsString::from(text).normalize("NFKD").replace_by_pattern(&marks, "").into()
}

/// The words of a text, folded: what stands between characters that are neither letters nor digits.
pub fn words(text: &str) -> Vec<String> {
    fold(text)
        .split(|char: char| !char.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| counted(word).to_owned())
        .collect()
}

/// As much of a word as counts.
fn counted(word: &str) -> &str {
    if word.len() <= WORD_CHARS_MAX {
        return word;
    }
    let end = word.char_indices().nth(WORD_CHARS_MAX).map_or(word.len(), |(end, _)| end);
    word.get(..end).unwrap_or(word)
}

/// The words of a code such as a SKU: its parts, and all of them as one when there are several, so that
/// `AB-12/c` is found by `ab`, `12`, `ab-12` and `ab12c`.
pub fn code_words(code: &str) -> Vec<String> {
    let mut words = words(code);
    if words.len() > 1 {
        words.push(counted(&words.concat()).to_owned());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn accents_case_and_width_do_not_count() {
        for (text, folded) in [
            ("Señor Ångström", "senor angstrom"),
            ("CRÈME brûlée", "creme brulee"),
            ("İstanbul", "istanbul"),
            ("ＡＢＣ ﬁn", "abc fin"),
            ("ΟΔΟΣ οδός", "οδοσ οδοσ"),
            ("ẞ", "ß"),
            ("", ""),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    /// The same texts are folded by a browser, in the tests of the npm package.
    #[test]
    fn the_words_of_every_script_are_as_the_vectors_say() {
        let vectors: Vec<(String, Vec<String>)> =
            serde_json::from_str(include_str!("../../vectors/folding.json")).unwrap();
        for (text, expected) in vectors {
            assert_eq!(words(&text), expected, "{text}");
        }
    }

    #[test]
    fn every_character_folds_to_what_stays_folded() {
        // The planes past these have no letters with case or marks.
        for char in '\u{0}'..='\u{2ffff}' {
            let folded = fold(char.encode_utf8(&mut [0; 4]));
            assert_eq!(fold(&folded), folded, "U+{:04X}", u32::from(char));
        }
    }

    #[test]
    fn words_are_cut_where_no_letter_or_digit_stands() {
        assert_eq!(words("  Crème-brûlée, 2 ud. (½ kg) "), ["creme", "brulee", "2", "ud", "1", "2", "kg"]);
        assert_eq!(words("—·—"), Vec::<String>::new());
    }

    #[test]
    fn a_word_counts_up_to_its_limit() {
        assert_eq!(words(&"x".repeat(100)), ["x".repeat(WORD_CHARS_MAX)]);
    }

    #[test]
    fn a_code_is_found_by_its_parts_and_as_one() {
        assert_eq!(code_words("AB-12/c"), ["ab", "12", "c", "ab12c"]);
        assert_eq!(code_words("85123A"), ["85123a"]);
    }

    proptest! {
        #[test]
        fn a_text_folds_as_a_whole(text in "[a-zÀ-ſ\u{300}-\u{310}가-힣ﬁς ]{0,24}") {
            use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
            let whole = text.nfkd().filter(|char| !is_combining_mark(*char)).flat_map(char::to_lowercase);
            let whole: String = whole.map(|char| if char == 'ς' { 'σ' } else { char }).collect();
            prop_assert_eq!(fold(&text), whole);
        }

        #[test]
        fn folding_twice_is_folding_once(text in any::<String>()) {
            let folded = fold(&text);
            prop_assert_eq!(fold(&folded), folded);
        }

        #[test]
        fn words_are_words_of_themselves(text in any::<String>()) {
            let words = words(&text);
            prop_assert_eq!(super::words(&words.join(" ")), words);
        }
    }
}
