//! Two resources: things, with a column of every kind, and notes, a feed.

use catalog_core::api::{
    field::{Column, Filter, Listed, Listing, Many, Paging, Sort, Test},
    value::Value,
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Thing {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) size: i64,
    pub(crate) rank: Option<i64>,
    pub(crate) note: Option<String>,
    pub(crate) path: Option<String>,
    pub(crate) marks: Vec<String>,
    pub(crate) words: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Note {
    pub(crate) seq: u64,
    pub(crate) at: i64,
    pub(crate) kind: String,
}

const ID: Column<Thing> = Column { name: "id", value: |thing| thing.id.as_str().into() };
const NAME: Column<Thing> = Column { name: "name", value: |thing| thing.name.as_str().into() };
const SIZE: Column<Thing> = Column { name: "size", value: |thing| thing.size.into() };
const RANK: Column<Thing> = Column { name: "rank", value: |thing| thing.rank.into() };
const NOTE: Column<Thing> = Column { name: "note", value: |thing| thing.note.clone().into() };
const PATH: Column<Thing> = Column { name: "path", value: |thing| thing.path.clone().into() };

const fn filter(name: &'static str, test: Test<Thing>) -> Filter<Thing> {
    Filter { name, about: "", read: |text| Ok(text.into()), one_of: &[], test }
}

static THINGS: Listing<Thing> = Listing {
    kind: Thing::KIND,
    path: Thing::PATH,
    id: ID,
    paging: Paging::NumberOrCursor,
    attributes: &[],
    relationships: &[],
    sorts: &[
        Sort { name: "name", columns: &[NAME] },
        Sort { name: "size", columns: &[SIZE] },
        Sort { name: "rank", columns: &[RANK] },
        Sort { name: "note", columns: &[NOTE] },
        Sort { name: "both", columns: &[NAME, SIZE] },
        Sort { name: "sparse", columns: &[RANK, NOTE] },
    ],
    newest_first: false,
    filters: &[
        filter("filter[name]", Test::AnyOf(NAME)),
        filter("filter[rank]", Test::AnyOf(RANK)),
        filter("filter[note]", Test::Is(NOTE)),
        filter("filter[either]", Test::EitherOf(NAME, NOTE)),
        filter("filter[size][gte]", Test::AtLeast(SIZE)),
        filter("filter[rank][lte]", Test::AtMost(RANK)),
        filter("filter[note][gte]", Test::AtLeast(NOTE)),
        filter("filter[name][lte]", Test::AtMost(NAME)),
        filter("filter[path]", Test::Under(PATH)),
        filter(
            "filter[mark]",
            Test::Holds(Many { table: "thing_marks", values: |thing| thing.marks.clone() }),
        ),
        filter(
            "filter[search]",
            Test::Words(Many { table: "thing_words", values: |thing| thing.words.clone() }),
        ),
    ],
    includes: &[],
};

impl Listed for Thing {
    type Id = String;
    const KIND: &'static str = "things";
    const PATH: &'static str = "/things";

    fn listing() -> &'static Listing<Self> {
        &THINGS
    }

    fn id(&self) -> &String {
        &self.id
    }
}

static NOTES: Listing<Note> = Listing {
    kind: Note::KIND,
    path: Note::PATH,
    id: Column { name: "seq", value: |note| Value::Int(note.seq.cast_signed()) },
    paging: Paging::Seq,
    attributes: &[],
    relationships: &[],
    sorts: &[],
    newest_first: false,
    filters: &[Filter {
        name: "filter[kind]",
        about: "",
        read: |text| Ok(text.into()),
        one_of: &[],
        test: Test::AnyOf(Column { name: "kind", value: |note| note.kind.as_str().into() }),
    }],
    includes: &[],
};

impl Listed for Note {
    type Id = u64;
    const KIND: &'static str = "notes";
    const PATH: &'static str = "/notes";

    fn listing() -> &'static Listing<Self> {
        &NOTES
    }

    fn id(&self) -> &u64 {
        &self.seq
    }
}
