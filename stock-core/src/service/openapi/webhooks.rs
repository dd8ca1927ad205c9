//! Webhooks and what was sent to them.
#![expect(dead_code, reason = "the schemas of some types are used, not their values")]

use catalog_core::api::{
    fault::Problem,
    field::Listed,
    openapi::{
        Body, Described, Operation, Schemas,
        schema::{
            SAFE_INTEGER_MAX, about, array, closed, moment as any_moment, nullable, object, of, one_of,
            request_resource, seq_id, text, to_one, uuid, whole,
        },
    },
};
use serde_json::json;
use utoipa::{
    ToSchema,
    openapi::{Object, Schema},
};

use super::{
    bodies::{Member, attributes, body, ignored, linked, named},
    examples::{AT, example},
};
use crate::{
    error::StockCode,
    model::StockEventKind,
    service::Endpoint,
    webhook::{DESCRIPTION_CHARS_MAX, Delivery, DeliveryFailure, DeliveryOutcome, URL_CHARS_MAX, Webhook},
};

const TAG: &str = "Webhooks";
/// The webhook that examples are about.
const WEBHOOK: &str = "018f2d3b-1c40-7a11-8f00-00000000a005";

/// Who is told of what.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(super) struct WebhookAttributes {
    /// Where messages are posted.
    #[schema(schema_with = url)]
    url: Option<String>,
    /// The kinds of events it is told of; null is every kind.
    #[schema(schema_with = kinds)]
    kinds: Option<Vec<StockEventKind>>,
    /// Whether messages are sent.
    #[schema(nullable = false)]
    active: Option<bool>,
    /// What it is for.
    #[schema(schema_with = description)]
    description: Option<String>,
    /// What messages are signed with: only in the answer to its creation.
    #[schema(schema_with = secret)]
    secret: Option<String>,
    /// Every event up to this `seq` is done with.
    #[schema(schema_with = place)]
    delivered_seq: Option<u64>,
    /// What is wrong; null where nothing is.
    failing: Option<WebhookFailing>,
    /// It rises with every change, each try included.
    #[schema(schema_with = number)]
    version: Option<u64>,
    /// When it was made.
    #[schema(schema_with = moment)]
    created_at: Option<String>,
    /// When it last changed.
    #[schema(schema_with = moment)]
    updated_at: Option<String>,
}

/// What is wrong with a receiver.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(super) struct WebhookFailing {
    /// When the first of these tries failed.
    #[schema(schema_with = moment)]
    since: String,
    /// How many tries failed in a row.
    #[schema(schema_with = number)]
    tries: u32,
    /// When the next one is; null where none is, because the webhook is not active any more.
    #[schema(schema_with = next_moment)]
    next_at: Option<String>,
    /// How the last one failed.
    error: DeliveryFailure,
    /// The HTTP status that it was answered with.
    #[schema(schema_with = status)]
    status: Option<u16>,
}

/// A try to tell of an event, or the wish that it be told again.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(super) struct WebhookDeliveryAttributes {
    /// The `seq` of the event.
    #[schema(schema_with = number)]
    event: Option<u64>,
    /// Which try it was since the receiver last took a message, from 1; 0 of a wish.
    #[schema(schema_with = place)]
    r#try: Option<u32>,
    /// When.
    #[schema(schema_with = moment)]
    at: Option<String>,
    /// What came of it.
    #[schema(nullable = false)]
    outcome: Option<DeliveryOutcome>,
    /// The HTTP status of the receiver's answer.
    #[schema(schema_with = status)]
    status: Option<u16>,
    /// Why it failed.
    error: Option<DeliveryFailure>,
    /// How many milliseconds it took.
    #[schema(schema_with = duration)]
    duration_ms: Option<u32>,
}

impl Described for Webhook {
    const NAME: &'static str = "Webhook";

    fn attributes() -> Schemas {
        of::<WebhookAttributes>()
    }

    fn id_schema() -> Schema {
        Schema::Object(uuid())
    }

    fn example() -> Self {
        example(&json!({
            "type": "webhooks", "id": WEBHOOK,
            "attributes": {
                "url": "https://example.com/stock", "kinds": ["stock.low", "stock.out"], "active": true,
                "description": "Tells the buyer", "deliveredSeq": 12, "failing": null, "version": 3,
                "createdAt": AT, "updatedAt": AT,
            },
        }))
    }
}

impl Described for Delivery {
    const NAME: &'static str = "WebhookDelivery";

    fn attributes() -> Schemas {
        of::<WebhookDeliveryAttributes>()
    }

    fn id_schema() -> Schema {
        Schema::Object(seq_id())
    }

    fn example() -> Self {
        example(&json!({
            "type": "webhook-deliveries", "id": "4",
            "attributes": {
                "event": 13, "try": 1, "at": AT, "outcome": "failed", "status": 503, "error": "status",
                "durationMs": 41,
            },
            "relationships": { "webhook": linked("webhooks", WEBHOOK) },
        }))
    }
}

pub(super) fn describe(endpoint: Endpoint) -> Operation {
    let place = [StockCode::EventNotFound];
    match endpoint {
        Endpoint::GetWebhook => Operation::get::<Webhook>(TAG, "Get a webhook"),
        Endpoint::CreateWebhook => Operation::create::<Webhook>(TAG, "Tell somebody of stock events", new_webhook())
            .about(
                "Messages are signed as Standard Webhooks say. The answer alone tells the secret. Events from now \
                 on are sent, or those behind `deliveredSeq`.",
            )
            .refuses(&[StockCode::WebhookUrlPrivate, StockCode::TooManyWebhooks])
            .refuses(&place)
            .refuses(&[Problem::EventsExpired]),
        Endpoint::UpdateWebhook => Operation::update::<Webhook>(TAG, "Change a webhook", changed_webhook())
            .about(
                "An earlier `deliveredSeq` sends everything behind it again, a later one leaves events out. Every \
                 change has a failing webhook tried again at once.",
            )
            .refuses(&[StockCode::WebhookUrlPrivate])
            .refuses(&place)
            .refuses(&[Problem::EventsExpired]),
        Endpoint::DeleteWebhook => Operation::delete::<Webhook>(TAG, "Delete a webhook")
            .about("Its log goes with it. A message that is under way still arrives."),
        Endpoint::ListWebhookDeliveries => Operation::list::<Delivery>(TAG, "List what was sent").about(
            "The log of every try. It reaches back as far as the events do, and over the last 10,000 entries of \
             each webhook.",
        ),
        Endpoint::GetWebhookDelivery => Operation::get::<Delivery>(TAG, "Get an entry of the log"),
        Endpoint::CreateWebhookDelivery => Operation::create::<Delivery>(TAG, "Send an event again", resend())
            .about(
                "Once, whatever its kind and whether the webhook is active, before what is next in order. The entry \
                 says `asked`; a later one of the same event says what came of it. An entry that was read can be \
                 sent back as it is.",
            )
            .never(&[Problem::IdTaken])
            .refuses(&[StockCode::WebhookNotFound, StockCode::TooManyResends])
            .refuses(&place)
            .refuses(&[Problem::EventsExpired]),
        _ => Operation::list::<Webhook>(TAG, "List webhooks"),
    }
}

/// What a client settles about a webhook.
fn settings() -> Vec<Member> {
    vec![
        ("url", url().into()),
        ("kinds", kinds()),
        ("active", about(flag(), "Whether messages are sent; true by default.").into()),
        ("description", description().into()),
        ("secret", about(secret(), "What messages are signed with; made by the service if left out.").into()),
        ("deliveredSeq", about(place(), "The event after which it goes on; 0 is the beginning.").into()),
    ]
}

const READ_ONLY: [&str; 4] = ["failing", "version", "createdAt", "updatedAt"];

fn new_webhook() -> Body {
    let attributes = attributes(settings(), ignored(&READ_ONLY), &["url"]);
    let data = request_resource(Webhook::KIND, None, (attributes.into(), true), None);
    let example = json!({ "data": {
        "type": "webhooks",
        "attributes": { "url": "https://example.com/stock", "kinds": ["stock.low", "stock.out"] },
    } });
    let examples = vec![("alerts", "Told when stock runs low or out", example)];
    body("NewWebhook", "NewWebhookDocument", data.into(), examples)
}

fn changed_webhook() -> Body {
    let attributes = attributes(settings(), ignored(&READ_ONLY), &[]);
    let data = request_resource(Webhook::KIND, Some(named()), (attributes.into(), false), None);
    let example = json!({ "data": {
        "type": "webhooks", "id": WEBHOOK, "attributes": { "deliveredSeq": 0 },
    } });
    let examples = vec![("replay", "Every event again", example)];
    body("ChangedWebhook", "ChangedWebhookDocument", data.into(), examples)
}

fn resend() -> Body {
    let event = about(number(), "The `seq` of the event.");
    let read_only = ignored(&["try", "at", "outcome", "status", "error", "durationMs"]);
    let attributes = attributes(vec![("event", event.into())], read_only, &["event"]);
    let relationships = closed(object([("webhook", to_one(Webhook::KIND, uuid(), true))], &["webhook"]));
    let data = request_resource(Delivery::KIND, None, (attributes.into(), true), Some((relationships, true)));
    let example = json!({ "data": {
        "type": "webhook-deliveries", "attributes": { "event": 13 },
        "relationships": { "webhook": linked("webhooks", WEBHOOK) },
    } });
    body(
        "NewWebhookDelivery",
        "NewWebhookDeliveryDocument",
        data.into(),
        vec![("again", "An event again", example)],
    )
}

fn url() -> Object {
    about(
        text(1, URL_CHARS_MAX, "^https?://[!-\"$-~]+$"),
        "Where messages are posted: https, without a user name.",
    )
}

fn kinds() -> utoipa::openapi::RefOr<Schema> {
    let mut list = array(one_of(StockEventKind::NAMES), Some(StockEventKind::ALL.len()));
    list.min_items = Some(1);
    list.unique_items = true;
    list.schema_type = [utoipa::openapi::Type::Array, utoipa::openapi::Type::Null].into_iter().collect();
    list.description =
        Some("The kinds of events it is told of; null is every kind, those to come included.".to_owned());
    Schema::Array(list).into()
}

fn description() -> Object {
    about(text(0, DESCRIPTION_CHARS_MAX, r"^[^\u0000]*$"), "What it is for.")
}

fn secret() -> Object {
    about(
        text(0, usize::MAX, "^whsec_[A-Za-z0-9+/]{32,86}={0,2}$"),
        "`whsec_` and the base64 of 24 to 64 bytes.",
    )
}

fn flag() -> Object {
    Object::with_type(utoipa::openapi::Type::Boolean)
}

fn number() -> Object {
    about(whole(1, SAFE_INTEGER_MAX), "A number from 1.")
}

fn place() -> Object {
    about(whole(0, SAFE_INTEGER_MAX), "A number from 0.")
}

fn status() -> Object {
    about(nullable(whole(100, 999)), "An HTTP status, or null where there was no answer.")
}

fn duration() -> Object {
    about(nullable(whole(0, u32::MAX.into())), "Milliseconds, or null for a wish.")
}

fn moment() -> Object {
    about(any_moment(), "A moment in UTC.")
}

fn next_moment() -> Object {
    about(nullable(any_moment()), "A moment in UTC, or null.")
}
