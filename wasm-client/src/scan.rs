//! JSON text, cut where its members and items end.
//!
//! JavaScript parses what it is given, so what only passes through is not parsed here too: a value is a piece of text.
//! Text that is no JSON may pass as such a piece; whoever parses it then says so.

/// A place in a JSON text. Its methods give nothing where the text goes on otherwise.
#[derive(Debug)]
pub struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scan<'a> {
    /// At the beginning of a text.
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// An object: the values of the members of these names, which are looked for as they are written. Empty where
    /// there is none.
    pub fn members<const N: usize>(&mut self, names: [&str; N]) -> Option<[&'a str; N]> {
        let mut values = [""; N];
        self.named(&names, &mut values)?;
        Some(values)
    }

    fn named(&mut self, names: &[&str], values: &mut [&'a str]) -> Option<()> {
        self.object(&mut |name, scan| {
            let value = scan.value()?;
            for (known, place) in names.iter().zip(&mut *values) {
                if *known == name {
                    *place = value;
                }
            }
            Some(())
        })
    }

    /// An object: `each` hears each name, as it is written, and takes the value behind it.
    pub fn object(&mut self, each: &mut dyn FnMut(&'a str, &mut Self) -> Option<()>) -> Option<()> {
        self.listed(b'{', b'}', &mut |scan| {
            let name = scan.string()?;
            scan.take(b':').then_some(())?;
            each(name, scan)
        })
    }

    /// An array: `each` takes each item.
    pub fn items(&mut self, each: &mut dyn FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.listed(b'[', b']', each)
    }

    fn listed(&mut self, open: u8, close: u8, each: &mut dyn FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.take(open).then_some(())?;
        if self.take(close) {
            return Some(());
        }
        loop {
            each(self)?;
            if self.take(close) {
                return Some(());
            }
            self.take(b',').then_some(())?;
        }
    }

    /// The next value.
    pub fn value(&mut self) -> Option<&'a str> {
        self.space();
        let begin = self.at;
        let mut depth = 0_u32;
        loop {
            let ends = |byte: &u8| matches!(byte, b'"' | b'{' | b'[' | b'}' | b']' | b',');
            match self.find(ends)? {
                b'"' => _ = self.string()?,
                b'{' | b'[' => (depth, self.at) = (depth + 1, self.at + 1),
                b'}' | b']' if depth > 0 => (depth, self.at) = (depth - 1, self.at + 1),
                _ if depth > 0 => {
                    self.at += 1;
                    continue;
                }
                _ => return (self.at > begin).then(|| self.since(begin)),
            }
            if depth == 0 {
                return Some(self.since(begin));
            }
        }
    }

    /// What stands between the quotes of a string.
    fn string(&mut self) -> Option<&'a str> {
        self.take(b'"').then_some(())?;
        let begin = self.at;
        while self.find(|byte| matches!(byte, b'"' | b'\\'))? == b'\\' {
            self.at += 2;
        }
        let inside = self.since(begin);
        self.at += 1;
        Some(inside)
    }

    /// Goes to the next such byte.
    fn find(&mut self, such: impl Fn(&u8) -> bool) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..)?;
        self.at += rest.iter().position(such)?;
        self.here()
    }

    /// Whether this comes next; it is passed then.
    fn take(&mut self, byte: u8) -> bool {
        self.space();
        let comes = self.here() == Some(byte);
        self.at += usize::from(comes);
        comes
    }

    fn space(&mut self) {
        while matches!(self.here(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn here(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The text from `begin` on. Both ends are beside ASCII characters, unless a backslash stands before another one,
    /// which is no JSON.
    fn since(&self, begin: usize) -> &'a str {
        self.text.get(begin..self.at).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value as Json;

    use super::*;

    fn any_json() -> impl Strategy<Value = Json> {
        let leaf = prop_oneof![
            Just(Json::Null),
            any::<bool>().prop_map(Json::from),
            any::<i64>().prop_map(Json::from),
            any::<String>().prop_map(Json::from),
        ];
        leaf.prop_recursive(4, 64, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Json::from),
                prop::collection::btree_map(any::<String>(), inner, 0..6)
                    .prop_map(|members| Json::Object(members.into_iter().collect())),
            ]
        })
    }

    fn text(json: &Json, pretty: bool) -> String {
        if pretty { serde_json::to_string_pretty(json) } else { serde_json::to_string(json) }.unwrap()
    }

    fn read(text: &str) -> Json {
        serde_json::from_str(text).unwrap()
    }

    proptest! {
        #[test]
        fn items_are_cut_where_they_end(items in prop::collection::vec(any_json(), 0..6), pretty: bool) {
            let json = Json::Array(items);
            let text = text(&json, pretty);
            let mut cut = Vec::new();
            let end = Scan::new(&text).items(&mut |scan| {
                cut.push(read(scan.value()?));
                Some(())
            });
            prop_assert!(end.is_some());
            prop_assert_eq!(Json::Array(cut), json);
        }

        #[test]
        fn members_are_found_by_their_names(
            members in prop::collection::btree_map(any::<String>(), any_json(), 1..6),
            pretty: bool,
        ) {
            let json = Json::Object(members.clone().into_iter().collect());
            let text = text(&json, pretty);
            for (name, value) in members {
                let name = serde_json::to_string(&name).unwrap();
                let [found, none] = Scan::new(&text).members([&name[1..name.len() - 1], "\n"]).unwrap();
                prop_assert_eq!(read(found), value);
                prop_assert_eq!(none, "");
            }
        }

        #[test]
        fn a_text_of_any_kind_comes_to_an_end(text in "[\\[\\]{},:\" \\\\aé0]{0,40}") {
            let _ = Scan::new(&text).members(["a"]);
            let _ = Scan::new(&text).items(&mut |scan| scan.value().map(drop));
        }
    }

    #[test]
    fn a_text_that_ends_early_has_no_members() {
        for text in
            ["", " ", "{", r#"{"a""#, r#"{"a":"#, r#"{"a":1"#, r#"{"a":1,"#, r#"{"a":"\"#, r#"{"a":[}"#]
        {
            assert_eq!(Scan::new(text).members(["a"]), None, "{text}");
        }
    }

    #[test]
    fn a_number_ends_where_its_list_goes_on() {
        let [first, last] = Scan::new(r#"{"a":-1.5e3,"b":[7]}"#).members(["a", "b"]).unwrap();
        assert_eq!((first, last), ("-1.5e3", "[7]"));
    }
}
