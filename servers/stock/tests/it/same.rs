//! Random histories over both stores: the same answers, the same lists, also after reopening.

use std::{
    fmt::Debug,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::SystemTime,
};

use catalog_core::{
    api::{field::Listed, id::IdSource, instant::UnixMillis, query::Query, query::Selection},
    engine::{Answer, Call, Commands, Envelope, Meta, Reads, Shape, Site},
};
use proptest::{collection::vec, prelude::*};
use stock_core::{
    model::{Adjustment, Command, Inventory, Movement, Purchase, Return, StockEvent},
    webhook::{Delivery, Webhook, WebhookId, WebhookSecret},
};
use trastienda_stock::{Store, Tables, open};
use trastienda_storage::{DatabaseUrl, Lists, Options};

use crate::commands::command;

fn histories() -> impl Strategy<Value = Vec<Vec<Command>>> {
    vec(prop_oneof![3 => vec(command(), 1), 1 => vec(command(), 2..4)], 0..50)
}

/// A directory that is removed at the end.
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    pub(crate) fn new() -> Self {
        let name = format!("trastienda-stock-{}-{:?}", std::process::id(), std::thread::current().id());
        let path = std::env::temp_dir().join(name);
        let _ = fs::remove_dir_all(&path);
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn open(&self) -> Store {
        open(&DatabaseUrl::Sqlite(self.0.join("stock.db")), &Options::default()).unwrap()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub(crate) fn call(commands: Vec<Command>, now: UnixMillis) -> Call<Command> {
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

async fn execute(store: &Store, commands: Vec<Command>, now: UnixMillis) -> Answer {
    store.execute(call(commands, now)).await.unwrap()
}

/// Pages of `R` and the first items of each by their ids, as text.
async fn pages<R: Listed + Debug>(store: &Store, queries: &[&str], into: &mut Vec<String>)
where
    Tables: Lists<R>,
    Store: Reads<R>,
{
    for query in queries {
        let page = store.page(&Query::<R>::parse(query).unwrap()).await.unwrap();
        into.push(format!("{query}: {page:?}"));
        for item in page.items.iter().take(3) {
            let one = Reads::<R>::get(store, item.id()).await.unwrap();
            into.push(format!("{one:?}"));
        }
    }
}

async fn lists(store: &Store) -> Vec<String> {
    let of_product = "filter[product]=00000000-0000-0000-0000-000000000002&page[size]=3";
    let mut found = Vec::new();
    let queries = ["", "sort=-available", "filter[state]=low,out", of_product];
    pages::<Inventory>(store, &queries, &mut found).await;
    let queries = ["page[size]=100", "filter[kind]=purchase,return", "filter[reference]=F-1", of_product];
    pages::<Movement>(store, &queries, &mut found).await;
    let queries = ["", "sort=at&page[number]=2&page[size]=2", "filter[status]=open", of_product];
    pages::<Purchase>(store, &queries, &mut found).await;
    pages::<Return>(store, &["", "sort=at"], &mut found).await;
    pages::<Adjustment>(store, &["", "page[size]=2"], &mut found).await;
    let queries = ["page[size]=100", "filter[kind]=stock.out", of_product];
    pages::<StockEvent>(store, &queries, &mut found).await;
    pages::<Webhook>(store, &["", "sort=-createdAt"], &mut found).await;
    let of_webhook = "filter[webhook]=00000000-0000-0000-0000-000000000002&page[size]=3";
    let queries = ["page[size]=100", "filter[outcome]=failed", "filter[event]=1,2", of_webhook];
    pages::<Delivery>(store, &queries, &mut found).await;
    for number in 1..3 {
        let id = WebhookId(uuid::Uuid::from_u128(number));
        let secret = Reads::<WebhookSecret>::get(store, &id).await.unwrap();
        found.push(format!("{:?}", secret.map(|row| row.secret.reveal())));
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_file_does_what_memory_does(before in histories(), after in histories()) {
        let scratch = Scratch::new();
        let memory = open(&DatabaseUrl::Memory, &Options::default()).unwrap();
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
                Ok(())
            })?;
        }
    }
}
