//! Random histories over both stores: the same answers, the same lists, also after reopening.

use std::{fs, path::PathBuf, sync::Arc, time::SystemTime};

use catalog_core::{
    api::{
        document::{Piecewise, Resource, list_document, piece_document, resource_document},
        field::Listed,
        id::IdSource,
        instant::UnixMillis,
        query::Query,
        query::Selection,
    },
    engine::{Answer, Call, Commands, Envelope, Meta, Pieces, Reads, Shape, Site},
    product::{
        Category, CategoryCount, Command, Currency, Group, Money, Name, Options, Product, ProductAttributes,
        ProductEvent, ProductId, ProductPatch, Sku, Status, TagCount, Tags, Upsert,
    },
    service::{Catalogue, CatalogueStore},
};
use proptest::{collection::vec, option, prelude::*, sample::select};
use trastienda_catalog::{Store, open};
use trastienda_storage::{DatabaseUrl, Options as StoreOptions};
use uuid::Uuid;

/// Few ids and SKUs, so that commands meet each other.
fn id() -> impl Strategy<Value = ProductId> {
    (1..6_u128).prop_map(|number| ProductId(Uuid::from_u128(number)))
}

fn sku() -> impl Strategy<Value = Sku> {
    select(&["A-1", "a-1", "B-2", "Ç-3", "D-4"][..]).prop_map(|sku| Sku::new(sku).unwrap())
}

fn patch() -> impl Strategy<Value = ProductPatch> {
    let name = select(&["Tetera azul", "Ábaco", "taza", "Zumo 2 l"][..]);
    let price = (0..4_i64, select(&["EUR", "USD"][..]));
    let tags = vec(select(&["casa", "regalo", "té"][..]), 0..3);
    let category = option::of(select(&["casa", "casa/té", "casa/té/tazas", "jardín"][..]));
    let group = option::of(select(&["taza", "tetera"][..]));
    let size = option::of(select(&["S", "L"][..]));
    (
        (option::of(sku()), option::of(name), option::of(price), option::of(0..Status::ALL.len())),
        (option::of(tags), option::of(category), option::of((group, size))),
    )
        .prop_map(|((sku, name, price, status), (tags, category, variant))| ProductPatch {
            sku,
            name: name.map(|name| Name::new(name).unwrap()),
            price: price.map(|(amount, code)| Money::new(amount, Currency::parse(code).unwrap()).unwrap()),
            status: status.map(|place| Status::ALL[place]),
            tags: tags.map(|mut tags| {
                tags.sort_unstable();
                tags.dedup();
                Tags::new(tags).unwrap()
            }),
            category: category.map(|path| path.map(|path| Category::new(path).unwrap())),
            group: variant.map(|(group, _)| group.map(|group| Group::new(group).unwrap())),
            options: variant.map(|(group, size)| {
                let size = size.filter(|_| group.is_some());
                Options::new(size.map(|size| ("Talla".to_owned(), size.to_owned()))).unwrap()
            }),
            ..ProductPatch::default()
        })
}

fn euros(amount: i64) -> Money {
    Money::new(amount, Currency::parse("EUR").unwrap()).unwrap()
}

fn command() -> impl Strategy<Value = Command> {
    let name = || Name::new("Tetera").unwrap();
    prop_oneof![
        3 => (id(), sku(), patch()).prop_map(move |(id, sku, patch)| {
            let sku = patch.sku.clone().unwrap_or(sku);
            let attributes = ProductAttributes::new(sku, name(), euros(5)).patched(&patch).unwrap();
            Command::Create { id, attributes }
        }),
        4 => (id(), patch()).prop_map(|(id, patch)| Command::Update { id, patch }),
        1 => id().prop_map(|id| Command::Delete { id }),
        2 => (option::of(id()), id(), sku(), patch()).prop_map(move |(id, new_id, sku, patch)| {
            let others = ProductPatch { sku: None, name: None, price: None, ..patch };
            Command::Upsert(Upsert { id, new_id, sku, name: name(), price: euros(7), others })
        }),
    ]
}

fn histories() -> impl Strategy<Value = Vec<Vec<Command>>> {
    vec(prop_oneof![3 => vec(command(), 1), 1 => vec(command(), 2..5)], 0..40)
}

/// A directory that is removed at the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        let name = format!("trastienda-catalog-{}-{:?}", std::process::id(), std::thread::current().id());
        let path = std::env::temp_dir().join(name);
        let _ = fs::remove_dir_all(&path);
        Self(path)
    }

    fn open(&self) -> Store {
        open(&DatabaseUrl::Sqlite(self.0.join("catalog.db")), &StoreOptions::default()).unwrap()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn call(commands: Vec<Command>, now: UnixMillis) -> Call<Command> {
    let envelope = if commands.len() == 1 { Envelope::Document } else { Envelope::Operations };
    Call {
        commands,
        meta: Meta { now, actor: Arc::from("ana"), ids: IdSource::new(now, [0; 16]) },
        condition: None,
        once: None,
        shape: Shape {
            request_id: Arc::from("request"),
            envelope,
            selection: Selection::default(),
            site: Arc::new(Site::default()),
        },
    }
}

async fn execute<S: Commands<Catalogue>>(store: &S, commands: Vec<Command>, now: UnixMillis) -> Answer {
    store.execute(call(commands, now)).await.unwrap()
}

/// The pages of some queries, as text.
async fn lists<S: CatalogueStore>(store: &S) -> Vec<String> {
    async fn pages<R: Listed + std::fmt::Debug, S: Reads<R>>(
        store: &S,
        queries: &[&str],
        into: &mut Vec<String>,
    ) {
        for query in queries {
            let page = store.page(&Query::<R>::parse(query).unwrap()).await.unwrap();
            into.push(format!("{query}: {page:?}"));
        }
    }
    let mut found = Vec::new();
    pages::<Product, S>(store, &PRODUCTS, &mut found).await;
    pages::<CategoryCount, S>(store, &["", "sort=-products", "page[size]=1"], &mut found).await;
    pages::<TagCount, S>(store, &["", "sort=products"], &mut found).await;
    let events = ["page[size]=100", "page[after]=3&page[size]=2", "filter[kind]=product.deleted"];
    pages::<ProductEvent, S>(store, &events, &mut found).await;
    found
}

/// The same lists of products as documents, from whole products and from pieces of their records.
async fn documents(store: &Store) -> (Vec<Vec<u8>>, Vec<Vec<u8>>) {
    let (mut whole, mut pieces) = (Vec::new(), Vec::new());
    let site = Site { sister_url: Some("https://stock.example".to_owned()), ..Site::default() };
    for query in PRODUCTS {
        let query = Query::<Product>::parse(query).unwrap();
        whole.push(list_document(&query, &store.page(&query).await.unwrap(), &[], &site));
        let page = store.pieces(&query).await.unwrap().expect("records are kept as text");
        pieces.push(list_document(&query, &page, &[], &site));
    }
    let plain = Selection::default();
    for product in Reads::<Product>::page(store, &Query::first_page()).await.unwrap().items {
        whole.push(resource_document(&product, &[], &plain, &site));
        whole.push(product.tag().unwrap().into());
        let piece = Pieces::<Product>::piece(store, &product.id).await.unwrap().expect("there is one");
        pieces.push(piece_document::<Product>(&piece, &plain, &site));
        pieces.push(Product::tag_of(&piece.attributes).unwrap().into());
    }
    (whole, pieces)
}

const PRODUCTS: [&str; 15] = [
    "",
    "sort=-name,price&page[size]=2",
    "sort=price&page[number]=2&page[size]=2",
    "filter[sku]=Ç-3,b-2",
    "filter[tag]=casa,té&sort=-updatedAt",
    "filter[category]=casa/té",
    "filter[category]=casa&page[size]=2",
    "filter[tag]=casa&page[size]=1",
    "filter[tag]=none",
    "filter[tag]=regalo&filter[price][lte]=3&filter[search]=t",
    "filter[group]=taza",
    "filter[status]=active,draft&filter[currency]=EUR",
    "filter[price][gte]=1&filter[price][lte]=3",
    "filter[search]=tetera az",
    "filter[search]=a",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_file_does_what_memory_does(before in histories(), after in histories()) {
        let scratch = Scratch::new();
        let memory = open(&DatabaseUrl::Memory, &StoreOptions::default()).unwrap();
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
        let mut now = UnixMillis::new(i64::try_from(since.as_millis()).unwrap());
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        for history in [before, after] {
            let file = scratch.open();
            runtime.block_on(async {
                for commands in history {
                    now = now.plus_millis(1);
                    let expected = execute(&memory, commands.clone(), now).await;
                    prop_assert_eq!(execute(&file, commands, now).await, expected);
                }
                prop_assert_eq!(lists(&file).await, lists(&memory).await);
                let (whole, pieces) = documents(&file).await;
                prop_assert_eq!(pieces, whole);
                Ok(())
            })?;
        }
    }
}
