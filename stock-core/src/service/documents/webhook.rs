//! Webhooks as JSON:API resources.

use std::{collections::BTreeSet, sync::Arc};

use catalog_core::api::{
    document::{Members, Resource, ResourceObject},
    fault::Fault,
    instant::UnixMillis,
    read::{Attributes, Incoming, Invalid, shown},
};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::{sent, told};
use crate::{
    error::StockError,
    model::StockEventKind,
    webhook::{
        CreateWebhook, DESCRIPTION_CHARS_MAX, DeliveryFailure, Failing, Kinds, Reach, Secret, URL_CHARS_MAX,
        UrlRefused, Webhook, WebhookError, WebhookId, WebhookPatch, WebhookUrl,
    },
};

impl Resource for Webhook {
    /// The secret is there only when the webhook was just made.
    fn write_attributes(&self, out: &mut Members<'_>) {
        out.put("url", self.url.as_str());
        out.put("kinds", &self.kinds);
        out.put("active", &self.active);
        out.put("description", &*self.description);
        if let Some(secret) = &self.secret {
            out.put("secret", &secret.reveal());
        }
        out.put("deliveredSeq", &self.delivered_seq);
        out.put("failing", &self.failing.as_ref().map(ShownFailing::of));
        out.put("version", &self.version);
        out.put("createdAt", &self.created_at);
        out.put("updatedAt", &self.updated_at);
    }

    fn tag(&self) -> Option<String> {
        Some(self.version.to_string())
    }

    fn read(object: &ResourceObject) -> Result<Self, String> {
        let unreadable = |name: &str| format!("{} {}: {name}", object.kind, object.id);
        let secret = told::optional_text(object, "secret")?;
        Ok(Self {
            id: told::id(Some(&object.id), WebhookId::parse)?,
            url: WebhookUrl::kept(&told::text(object, "url")?).ok_or_else(|| unreadable("url"))?,
            kinds: object.attribute("kinds")?,
            active: object.attribute("active")?,
            description: told::text(object, "description")?,
            secret: match secret {
                Some(text) => Some(Secret::parse(&text).ok_or_else(|| unreadable("secret"))?),
                None => None,
            },
            delivered_seq: object.attribute("deliveredSeq")?,
            failing: object.attribute::<Option<ShownFailing>>("failing")?.map(ShownFailing::read),
            // What the service keeps to itself.
            resends: Vec::new(),
            logged: 0,
            version: object.attribute("version")?,
            created_at: object.attribute("createdAt")?,
            updated_at: object.attribute("updatedAt")?,
        })
    }
}

/// What is wrong with a receiver, as it is shown.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ShownFailing {
    since: UnixMillis,
    tries: u32,
    next_at: Option<UnixMillis>,
    error: DeliveryFailure,
    status: Option<u16>,
}

impl ShownFailing {
    fn of(failing: &Failing) -> Self {
        let Failing { since, tries, next_at, error, status } = *failing;
        Self { since, tries, next_at, error, status }
    }

    fn read(self) -> Failing {
        let Self { since, tries, next_at, error, status } = self;
        Failing { since, tries, next_at, error, status }
    }
}

/// A new webhook, or every fault; pointers are relative to the resource object. `fresh` is its secret where the
/// client chose none.
pub(in crate::service) fn read_new_webhook(
    incoming: Incoming<'_>,
    id: WebhookId,
    fresh: Secret,
    reach: Reach,
) -> Result<CreateWebhook, Vec<Fault>> {
    let mut attributes = incoming.attributes();
    let is_missing = !attributes.has("url");
    let patch = settings(&mut attributes, reach);
    if is_missing {
        attributes.required("url", |_| Ok::<_, Invalid>(()));
    }
    let faults = finish(incoming, attributes);
    match patch.url {
        Some(url) if faults.is_empty() => Ok(CreateWebhook {
            id,
            url,
            kinds: patch.kinds.flatten(),
            active: patch.active.unwrap_or(true),
            description: patch.description.unwrap_or_else(|| Arc::from("")),
            secret: patch.secret.unwrap_or(fresh),
            delivered_seq: patch.delivered_seq,
        }),
        _ => Err(faults),
    }
}

/// A change of a webhook, or every fault; pointers are relative to the resource object.
pub(in crate::service) fn read_webhook_patch(
    incoming: Incoming<'_>,
    reach: Reach,
) -> Result<WebhookPatch, Vec<Fault>> {
    let mut attributes = incoming.attributes();
    let patch = settings(&mut attributes, reach);
    let faults = finish(incoming, attributes);
    if faults.is_empty() { Ok(patch) } else { Err(faults) }
}

fn settings(attributes: &mut Attributes<'_>, reach: Reach) -> WebhookPatch {
    WebhookPatch {
        url: url(attributes, reach),
        kinds: attributes.optional("kinds", kinds),
        active: attributes.optional("active", flag),
        description: attributes.optional("description", |json| sent::text(json, 0, DESCRIPTION_CHARS_MAX)),
        secret: attributes.optional("secret", secret),
        delivered_seq: attributes.optional("deliveredSeq", seq),
    }
}

fn finish(incoming: Incoming<'_>, mut attributes: Attributes<'_>) -> Vec<Fault> {
    attributes.ignore(&["failing", "version", "createdAt", "updatedAt"]);
    let mut faults = attributes.finish();
    faults.extend(incoming.relationships().finish());
    faults
}

/// An address that is not public is a fault of its own kind: only the operator can help there.
fn url(attributes: &mut Attributes<'_>, reach: Reach) -> Option<WebhookUrl> {
    let mut private = None;
    let url = attributes.optional("url", |json| {
        let text = sent::text(json, 1, URL_CHARS_MAX)?;
        match WebhookUrl::parse(&text, reach) {
            Ok(url) => Ok(Some(url)),
            Err(UrlRefused::Private) => {
                private = Some(StockError::from(WebhookError::UrlPrivate(text.to_string())));
                Ok(None)
            }
            Err(UrlRefused::Rule(rule)) => Err(Invalid::new(format!("The address {rule}."))),
        }
    });
    if let Some(error) = private {
        attributes.fault(error.fault().at("/attributes/url"));
    }
    url.flatten()
}

fn kinds(json: &Json) -> Result<Kinds, Vec<Invalid>> {
    if json.is_null() {
        return Ok(None);
    }
    let listed = json.as_array().filter(|kinds| !kinds.is_empty());
    let listed = listed.ok_or_else(|| {
        Invalid::new(format!("{} is neither null, which is every kind, nor a list of kinds.", shown(json)))
    })?;
    let (mut kinds, mut invalid) = (BTreeSet::new(), Vec::new());
    for (place, json) in listed.iter().enumerate() {
        match sent::word(json, StockEventKind::parse, StockEventKind::NAMES) {
            Ok(kind) => invalid.extend(
                (!kinds.insert(kind))
                    .then(|| Invalid::new(format!("{kind} is there twice.")))
                    .map(|invalid| invalid.below(&place.to_string())),
            ),
            Err(wrong) => invalid.push(wrong.below(&place.to_string())),
        }
    }
    if invalid.is_empty() { Ok(Some(kinds)) } else { Err(invalid) }
}

fn flag(json: &Json) -> Result<bool, Invalid> {
    json.as_bool().ok_or_else(|| Invalid::new(format!("{} is neither true nor false.", shown(json))))
}

/// The value itself is not shown: it may be a secret with a slip in it.
fn secret(json: &Json) -> Result<Secret, Invalid> {
    json.as_str()
        .and_then(Secret::parse)
        .ok_or_else(|| Invalid::new("It is not whsec_ and the base64 of 24 to 64 bytes."))
}

/// A `seq`, or 0 for the place before the first.
pub(super) fn seq(json: &Json) -> Result<u64, Invalid> {
    json.as_u64()
        .filter(|seq| i64::try_from(*seq).is_ok())
        .ok_or_else(|| Invalid::new(format!("{} is no seq.", shown(json))))
}
