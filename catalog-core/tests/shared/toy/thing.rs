//! Things: one of each kind of column and filter.

use std::fmt;

use catalog_core::api::{
    document::{Members, Relationships, Resource, ResourceObject},
    field::{Column, Filter, Include, Listed, Listing, Many, Paging, Sort, Test},
    value::Value,
};
use proptest::prelude::*;

/// Prints in three digits, so that text order is number order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ThingId(pub(crate) u8);

impl fmt::Display for ThingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "t{:03}", self.0)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Thing {
    pub(crate) id: ThingId,
    pub(crate) label: String,
    pub(crate) amount: i64,
    pub(crate) shelf: Option<String>,
    pub(crate) marks: Vec<String>,
    pub(crate) box_id: Option<ThingId>,
}

impl Listed for Thing {
    type Id = ThingId;
    const KIND: &'static str = "things";
    const PATH: &'static str = "/api/v1/things";

    fn listing() -> &'static Listing<Self> {
        &THINGS
    }

    fn id(&self) -> &ThingId {
        &self.id
    }
}

const ID: Column<Thing> = Column { name: "id", value: |thing| thing.id.to_string().into() };
const LABEL: Column<Thing> = Column { name: "label", value: |thing| thing.label.as_str().into() };
const AMOUNT: Column<Thing> = Column { name: "amount", value: |thing| thing.amount.into() };
const SHELF: Column<Thing> = Column { name: "shelf", value: |thing| thing.shelf.clone().into() };

fn text(text: &str) -> Result<Value, &'static str> {
    if text.is_empty() { Err("must not be empty") } else { Ok(text.into()) }
}

fn number(text: &str) -> Result<Value, &'static str> {
    text.parse::<i64>().map(Value::Int).map_err(|_| "must be a whole number")
}

const fn filter(
    name: &'static str,
    read: fn(&str) -> Result<Value, &'static str>,
    test: Test<Thing>,
) -> Filter<Thing> {
    Filter { name, about: "A toy filter.", read, one_of: &[], test }
}

static THINGS: Listing<Thing> = Listing {
    kind: Thing::KIND,
    path: Thing::PATH,
    id: ID,
    paging: Paging::NumberOrCursor,
    attributes: &["label", "amount", "shelf", "marks"],
    relationships: &["box"],
    sorts: &[
        Sort { name: "label", columns: &[LABEL] },
        Sort { name: "amount", columns: &[AMOUNT] },
        Sort { name: "shelf", columns: &[SHELF] },
        Sort { name: "both", columns: &[SHELF, AMOUNT] },
    ],
    newest_first: true,
    filters: &[
        filter("filter[label]", text, Test::Is(LABEL)),
        filter("filter[amount]", number, Test::AnyOf(AMOUNT)),
        filter("filter[amount][gte]", number, Test::AtLeast(AMOUNT)),
        filter("filter[amount][lte]", number, Test::AtMost(AMOUNT)),
        filter("filter[shelf]", text, Test::Under(SHELF)),
        filter(
            "filter[mark]",
            text,
            Test::Holds(Many { table: "thing_marks", values: |thing| thing.marks.clone() }),
        ),
        filter(
            "filter[search]",
            text,
            Test::Words(Many {
                table: "thing_words",
                values: |thing| thing.label.split(' ').map(str::to_owned).collect(),
            }),
        ),
    ],
    includes: &[Include { name: "box", kind: "boxes", members: &["size"] }],
};

impl Resource for Thing {
    fn write_attributes(&self, out: &mut Members<'_>) {
        out.put("label", &self.label);
        out.put("amount", &self.amount);
        out.put("shelf", &self.shelf);
        out.put("marks", &self.marks);
    }

    fn write_relationships(&self, out: &mut Relationships<'_>) {
        out.to_one("box", "boxes", self.box_id.map(|id| id.to_string()).as_deref());
    }

    fn read(object: &ResourceObject) -> Result<Self, String> {
        let id = |text: &str| text.strip_prefix('t').and_then(|digits| digits.parse().ok()).map(ThingId);
        Ok(Self {
            id: id(&object.id).ok_or("no id of a thing")?,
            label: object.attribute("label")?,
            amount: object.attribute("amount")?,
            shelf: object.attribute("shelf")?,
            marks: object.attribute("marks")?,
            box_id: object.related("box").and_then(id),
        })
    }
}

/// A thing with few different values, so that ties and matches are common.
pub(crate) fn thing() -> impl Strategy<Value = Thing> {
    let label = prop_oneof![
        Just("a".to_owned()),
        Just("a b".to_owned()),
        Just("b,é".to_owned()),
        Just("\u{1f600} &=%+".to_owned()),
        ".{0,6}",
    ];
    let shelf = proptest::option::of(proptest::sample::select(vec!["x", "x/y", "xy", "z"]));
    let marks = proptest::sample::subsequence(vec!["m".to_owned(), "n".to_owned(), "o".to_owned()], 0..=3);
    let parts = (any::<u8>(), label, -2_i64..3, shelf, marks, proptest::option::of(any::<u8>()));
    parts.prop_map(|(id, label, amount, shelf, marks, box_id)| Thing {
        id: ThingId(id),
        label,
        amount,
        shelf: shelf.map(str::to_owned),
        marks,
        box_id: box_id.map(ThingId),
    })
}

/// Up to 24 things with different ids.
pub(crate) fn things() -> impl Strategy<Value = Vec<Thing>> {
    proptest::collection::vec(thing(), 0..24).prop_map(|mut things| {
        things.sort_by_key(|thing| thing.id);
        things.dedup_by_key(|thing| thing.id);
        things
    })
}
