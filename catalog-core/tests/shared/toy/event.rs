//! A feed's entry that knows its number and what happened.

use catalog_core::api::{
    document::{Members, Resource, ResourceObject},
    feed::Event,
    field::{Column, Filter, Listed, Listing, Paging, Test},
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Happening {
    pub(crate) seq: u64,
    pub(crate) kind: String,
}

impl Listed for Happening {
    type Id = u64;
    const KIND: &'static str = "happenings";
    const PATH: &'static str = "/api/v1/happenings";

    fn listing() -> &'static Listing<Self> {
        &HAPPENINGS
    }

    fn id(&self) -> &u64 {
        &self.seq
    }
}

static HAPPENINGS: Listing<Happening> = Listing {
    kind: Happening::KIND,
    path: Happening::PATH,
    id: Column { name: "seq", value: |event| i64::try_from(event.seq).unwrap().into() },
    paging: Paging::Seq,
    attributes: &["seq", "kind"],
    relationships: &[],
    sorts: &[],
    newest_first: false,
    filters: &[Filter {
        name: "filter[kind]",
        about: "Of any of these kinds.",
        read: |text| Ok(text.into()),
        one_of: &[],
        test: Test::AnyOf(Column { name: "kind", value: |event| event.kind.as_str().into() }),
    }],
    includes: &[],
};

impl Resource for Happening {
    fn write_attributes(&self, out: &mut Members<'_>) {
        out.put("seq", &self.seq);
        out.put("kind", &self.kind);
    }

    fn path(&self) -> Option<String> {
        None
    }

    fn read(object: &ResourceObject) -> Result<Self, String> {
        Ok(Self { seq: object.attribute("seq")?, kind: object.attribute("kind")? })
    }
}

impl Event for Happening {
    fn kind(&self) -> &str {
        &self.kind
    }
}
