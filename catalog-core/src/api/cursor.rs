//! Cursors: a place in an ordered list, held as the values by which it is ordered.
//!
//! A cursor holds values and not a row, so it outlives the item it was made from. It is bound to the sort
//! and the filters of its list: used with others it is refused rather than misunderstood.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

use super::value::Value;

/// A place in a list: the sort values of an item, the id last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor(pub Vec<Value>);

impl Cursor {
    /// The opaque text of this cursor in a list with that binding.
    pub fn encode(&self, binding: Binding) -> String {
        let mut text = format!("[{}", binding.0).into_bytes();
        for value in &self.0 {
            text.push(b',');
            // A value is a number, a text or nothing; writing one into a vector cannot fail.
            let _ = serde_json::to_writer(&mut text, value);
        }
        text.push(b']');
        URL_SAFE_NO_PAD.encode(text)
    }

    /// Reads a cursor with `length` values that was made in a list with the same binding.
    pub fn decode(text: &str, binding: Binding, length: usize) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let mut values: Vec<Value> = serde_json::from_slice(&bytes).ok()?;
        let fits = values.len() == length + 1 && values.first() == Some(&Value::Int(binding.0));
        fits.then(|| Self(values.split_off(1)))
    }

    /// The cursor of a journal or feed: its decimal `seq`.
    pub fn encode_seq(&self) -> String {
        match self.0.first() {
            Some(Value::Int(seq)) => seq.to_string(),
            _ => String::new(),
        }
    }

    /// Reads the cursor of a journal or feed.
    pub fn decode_seq(text: &str) -> Option<Self> {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let seq = if digits { text.parse().ok()? } else { return None };
        Some(Self(vec![Value::Int(seq)]))
    }
}

/// What the cursors of a list are bound to, its sort and its filters: 32 bits that tell one from another. Enough
/// against mistakes; a forged cursor harms nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binding(i64);

impl Binding {
    /// Sort and filters as the list writes them into its links.
    pub fn of(text: &str) -> Self {
        let [a, b, c, d, ..] = <[u8; 32]>::from(Sha256::digest(text));
        Self(i64::from(u32::from_be_bytes([a, b, c, d])))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn value() -> impl Strategy<Value = Value> {
        prop_oneof![Just(Value::Null), any::<i64>().prop_map(Value::Int), ".*".prop_map(Value::Text)]
    }

    proptest! {
        #[test]
        fn a_cursor_reads_back_in_its_own_list_only(values in proptest::collection::vec(value(), 1..4)) {
            let cursor = Cursor(values);
            let (name, sku) = (Binding::of("sort=name"), Binding::of("sort=sku"));
            let text = cursor.encode(name);
            prop_assert_eq!(Cursor::decode(&text, name, cursor.0.len()), Some(cursor.clone()));
            prop_assert_eq!(Cursor::decode(&text, sku, cursor.0.len()), None);
            prop_assert_eq!(Cursor::decode(&text, name, cursor.0.len() + 1), None);
        }

        #[test]
        fn no_text_panics(text in ".*") {
            let _ = (Cursor::decode(&text, Binding::of(""), 1), Cursor::decode_seq(&text));
        }
    }

    #[test]
    fn a_seq_is_decimal_digits() {
        assert_eq!(Cursor::decode_seq("0"), Some(Cursor(vec![Value::Int(0)])));
        for bad in ["", "-1", "+1", "1.0", "99999999999999999999"] {
            assert_eq!(Cursor::decode_seq(bad), None, "{bad}");
        }
    }
}
