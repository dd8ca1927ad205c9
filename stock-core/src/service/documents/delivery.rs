//! What was sent to webhooks, as JSON:API resources.

use catalog_core::api::{
    document::{Members, Relationships, Resource, ResourceObject},
    fault::Fault,
    read::{Incoming, Invalid, shown},
};

use super::{sent, told, webhook};
use crate::webhook::{Delivery, ResendEvent, WebhookId};

impl Resource for Delivery {
    fn write_attributes(&self, out: &mut Members<'_>) {
        out.put("event", &self.event);
        out.put("try", &self.tries);
        out.put("at", &self.at);
        out.put("outcome", &self.outcome);
        out.put("status", &self.status);
        out.put("error", &self.failure);
        out.put("durationMs", &self.duration_ms);
    }

    fn write_relationships(&self, out: &mut Relationships<'_>) {
        out.to_one("webhook", "webhooks", Some(&self.webhook.to_string()));
    }

    fn read(object: &ResourceObject) -> Result<Self, String> {
        Ok(Self {
            seq: told::id(Some(&object.id), |text| text.parse().ok())?,
            webhook: told::id(object.related("webhook"), WebhookId::parse)?,
            number: 0,
            event: object.attribute("event")?,
            tries: object.attribute("try")?,
            at: object.attribute("at")?,
            outcome: object.attribute("outcome")?,
            status: object.attribute("status")?,
            failure: object.attribute("error")?,
            duration_ms: object.attribute("durationMs")?,
        })
    }
}

/// An event to be sent again, or every fault; pointers are relative to the resource object.
pub(in crate::service) fn read_resend(incoming: Incoming<'_>) -> Result<ResendEvent, Vec<Fault>> {
    let mut attributes = incoming.attributes();
    let event = attributes.required("event", |json| {
        Some(webhook::seq(json)?)
            .filter(|seq| *seq > 0)
            .ok_or_else(|| Invalid::new(format!("{} is no event; the first is 1.", shown(json))))
    });
    attributes.ignore(&["try", "at", "outcome", "status", "error", "durationMs"]);
    let mut faults = attributes.finish();
    let mut relationships = incoming.relationships();
    let linkage = relationships.required("webhook", "webhooks");
    let webhook = linkage.and_then(|linkage| sent::linked(linkage, "webhook", WebhookId::parse, &mut faults));
    faults.extend(relationships.finish());
    match (event, webhook) {
        (Some(event), Some(webhook)) if faults.is_empty() => Ok(ResendEvent { webhook, event }),
        _ => Err(faults),
    }
}
