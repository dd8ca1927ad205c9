//! Attributes, read one by one with every fault collected.

use serde_json::{Map, Value as Json};

use super::pointer_segment;
use crate::api::fault::{Fault, Problem};

/// Why a value breaks its rule, and where inside the attribute (`""`, or `/0/url`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// Pointer below the attribute.
    pub pointer: String,
    /// A sentence with the value and the rule.
    pub detail: String,
}

impl Invalid {
    /// A value that breaks its rule as a whole.
    pub fn new(detail: impl Into<String>) -> Self {
        Self { pointer: String::new(), detail: detail.into() }
    }

    /// What `read` makes of the text, or that this is no text.
    pub fn text<T, E: Into<Vec<Self>>>(
        json: &Json,
        read: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<T, Vec<Self>> {
        let text = json.as_str().ok_or_else(|| vec![Self::new(format!("{} is no string.", shown(json)))])?;
        read(text).map_err(Into::into)
    }

    /// The same, deeper inside.
    #[must_use]
    pub fn below(mut self, segment: &str) -> Self {
        self.pointer = format!("/{}{}", pointer_segment(segment), self.pointer);
        self
    }
}

impl From<Invalid> for Vec<Invalid> {
    fn from(invalid: Invalid) -> Self {
        vec![invalid]
    }
}

/// A value as a sentence shows it: whole when short, else by its kind.
pub fn shown(json: &Json) -> String {
    match json {
        Json::Array(_) => "An array".to_owned(),
        Json::Object(_) => "An object".to_owned(),
        Json::String(text) if text.len() > 40 => "A text".to_owned(),
        short => short.to_string(),
    }
}

/// Reads attributes by name. What is left unread at the end is unknown.
#[derive(Debug)]
pub struct Attributes<'a> {
    members: Option<&'a Map<String, Json>>,
    known: Vec<&'a str>,
    faults: Vec<Fault>,
}

impl<'a> Attributes<'a> {
    /// A reader of these members.
    pub fn new(members: Option<&'a Map<String, Json>>) -> Self {
        Self { members, known: Vec::new(), faults: Vec::new() }
    }

    /// An attribute that must be there.
    pub fn required<T, E: Into<Vec<Invalid>>>(
        &mut self,
        name: &'a str,
        read: impl FnOnce(&Json) -> Result<T, E>,
    ) -> Option<T> {
        if !self.has(name) {
            self.missing(name);
        }
        self.optional(name, read)
    }

    /// An attribute that may be absent.
    pub fn optional<T, E: Into<Vec<Invalid>>>(
        &mut self,
        name: &'a str,
        read: impl FnOnce(&Json) -> Result<T, E>,
    ) -> Option<T> {
        read(self.take(name)?).map_err(|invalid| self.invalid(name, invalid.into())).ok()
    }

    /// Whether the client sent this attribute.
    pub fn has(&self, name: &str) -> bool {
        self.members.is_some_and(|members| members.contains_key(name))
    }

    /// Attributes that a client may send back and that change nothing.
    pub fn ignore(&mut self, names: &[&'a str]) {
        self.known.extend_from_slice(names);
    }

    /// Notes a fault that one attribute alone does not show.
    pub fn fault(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    // What does not depend on the type of an attribute stands once: a browser loads it.

    fn take(&mut self, name: &'a str) -> Option<&'a Json> {
        self.known.push(name);
        self.members?.get(name)
    }

    fn missing(&mut self, name: &str) {
        let pointer = if self.members.is_some() { "/attributes" } else { "" };
        let detail = format!("The attribute {name:?} is required.");
        self.faults.push(Fault::new(Problem::AttributeMissing, detail).at(pointer));
    }

    fn invalid(&mut self, name: &str, invalid: Vec<Invalid>) {
        for Invalid { pointer, detail } in invalid {
            let pointer = format!("/attributes/{}{pointer}", pointer_segment(name));
            self.faults.push(Fault::new(Problem::AttributeInvalid, detail).at(pointer));
        }
    }

    /// Every fault, unknown attributes included. Members that begin with `@` are no attributes.
    pub fn finish(mut self) -> Vec<Fault> {
        let names = self.members.into_iter().flat_map(Map::keys);
        for name in names.filter(|name| !name.starts_with('@') && !self.known.contains(&name.as_str())) {
            let detail = format!("There is no attribute {name:?}.");
            let pointer = format!("/attributes/{}", pointer_segment(name));
            self.faults.push(Fault::new(Problem::AttributeUnknown, detail).at(pointer));
        }
        self.faults
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_fault_comes_at_once_and_points_to_what_exists() {
        let object = json!({ "colour": 1, "size": "x", "@note": 1, "a/b": 2 });
        let mut attributes = Attributes::new(object.as_object());
        attributes.required("name", |_| Ok::<_, Invalid>(()));
        attributes.optional("size", |_| Err::<(), _>(Invalid::new("no").below("0")));
        let faults = attributes.finish();
        let found: Vec<_> = faults.iter().map(|fault| (fault.code.name, fault.source.clone())).collect();
        let pointer = |text: &str| crate::api::fault::Source::Pointer(text.to_owned());
        assert_eq!(
            found,
            [
                ("attribute-missing", pointer("/attributes")),
                ("attribute-invalid", pointer("/attributes/size/0")),
                ("attribute-unknown", pointer("/attributes/a~1b")),
                ("attribute-unknown", pointer("/attributes/colour")),
            ]
        );
    }
}
