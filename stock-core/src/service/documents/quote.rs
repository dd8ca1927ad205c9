//! Quotes as JSON:API resources.

use catalog_core::api::document::{Members, Resource, ResourceObject};

use super::told;
use crate::service::{Quote, QuoteId};

impl Resource for Quote {
    fn write_attributes(&self, out: &mut Members<'_>) {
        out.put("verdict", &self.verdict);
        out.put("lines", &self.lines);
        out.put("total", &self.total);
        out.put("refusals", &self.refusals);
        out.put("explanation", &self.explanation);
    }

    /// A quote is not stored, so it has no address.
    fn path(&self) -> Option<String> {
        None
    }

    fn read(object: &ResourceObject) -> Result<Self, String> {
        Ok(Self {
            id: told::id(Some(&object.id), QuoteId::parse)?,
            verdict: object.attribute("verdict")?,
            lines: object.attribute("lines")?,
            total: object.attribute("total")?,
            refusals: object.attribute("refusals")?,
            explanation: object.attribute("explanation")?,
        })
    }
}
