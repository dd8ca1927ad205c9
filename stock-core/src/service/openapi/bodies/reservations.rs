//! What clients send about reservations.

use catalog_core::api::{
    field::Listed,
    openapi::{
        Body,
        schema::{about, closed, moment, object, one_of, request_resource, text, uuid},
    },
};
use serde_json::json;

use super::{
    super::{
        attributes::quantity,
        examples::{PRODUCT, RESERVATION},
    },
    NO_NUL, allocation, attributes, body, ignored, ignored_of, lines, location, named,
};
use crate::model::{OWNER_CHARS_MAX, Reservation, ReservationStatus};

pub(in super::super) fn new_reservation() -> Body {
    let line = closed(object(
        [
            vec![
                ("productId", uuid().into()),
                ("quantity", quantity().into()),
                ("locationId", location().into()),
            ],
            ignored(&["held", "bought"]),
        ]
        .concat(),
        &["productId", "quantity"],
    ));
    let mut owner = text(1, OWNER_CHARS_MAX, NO_NUL);
    owner.description = Some("For whom. What he holds of the same products is let go.".to_owned());
    let members = vec![
        ("lines", lines(line)),
        ("allocation", allocation()),
        ("owner", owner.into()),
        ("expiresAt", about(moment(), "Until when; without it for as long as is usual.").into()),
    ];
    let read_only = ignored(&["maxUntil", "status", "at", "actor", "version"]);
    let attributes = attributes(members, read_only, &["lines", "owner"]);
    let relationships = closed(object(ignored(&["inventory"]), &[]));
    let data =
        request_resource(Reservation::KIND, None, (attributes.into(), true), Some((relationships, false)));
    let example = json!({ "data": { "type": "reservations", "attributes": {
        "lines": [{ "productId": PRODUCT, "quantity": 2 }], "owner": "basket-7f3a",
    } } });
    let examples = vec![("hold", "Two units for a basket", example)];
    body("NewReservation", "NewReservationDocument", data.into(), examples)
}

pub(in super::super) fn changed_reservation() -> Body {
    let status = about(one_of(ReservationStatus::NAMES), "`released` gives it up.");
    let until = about(moment(), "A later moment, up to `maxUntil`.");
    let settled = ["status", "expiresAt"];
    let read_only =
        [ignored_of(Reservation::listing().attributes, &settled), ignored(&["allocation"])].concat();
    let members = vec![("status", status.into()), ("expiresAt", until.into())];
    let data = request_resource(
        Reservation::KIND,
        Some(named()),
        (attributes(members, read_only, &[]).into(), false),
        Some((closed(object(ignored(&["inventory"]), &[])), false)),
    );
    let example = json!({ "data": {
        "type": "reservations", "id": RESERVATION, "attributes": { "status": "released" },
    } });
    let examples = vec![("release", "Given up", example)];
    body("ChangedReservation", "ChangedReservationDocument", data.into(), examples)
}
