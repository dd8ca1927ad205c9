//! Random histories over both stores: the same answers, the same lists, also after reopening.

use std::{fmt::Debug, time::SystemTime};

use catalog_core::{
    api::{field::Listed, instant::UnixMillis, query::Query},
    engine::{Answer, Commands, Reads, Watch},
};
use proptest::{collection::vec, prelude::*};
use stock_core::{
    model::{
        Adjustment, Command, Inventory, Level, Location, Movement, Purchase, Reservation, Return, StockEvent,
        Transfer,
    },
    webhook::{Delivery, Webhook, WebhookId, WebhookSecret},
};
use trastienda_stock::{Store, Tables, open};
use trastienda_storage::{DatabaseUrl, Lists, Options};

use crate::{
    commands::command,
    scratch::{Scratch, call},
};

fn histories() -> impl Strategy<Value = Vec<Vec<Command>>> {
    vec(prop_oneof![3 => vec(command(), 1), 1 => vec(command(), 2..4)], 0..50)
}

pub(crate) async fn execute(store: &Store, commands: Vec<Command>, now: UnixMillis) -> Answer {
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
    let here = "filter[location]=00000000-0000-0000-0000-000000000001";
    let queries = ["", "sort=-available", "filter[state]=low,out", of_product, here];
    pages::<Inventory>(store, &queries, &mut found).await;
    pages::<Level>(store, &["page[size]=100", "sort=-available", of_product, here], &mut found).await;
    pages::<Location>(store, &["", "filter[active]=false"], &mut found).await;
    let queries = ["", "filter[status]=shipped", "filter[from]=main", of_product];
    pages::<Transfer>(store, &queries, &mut found).await;
    let queries =
        ["page[size]=100", "filter[kind]=purchase,return", "filter[reference]=F-1", of_product, here];
    pages::<Movement>(store, &queries, &mut found).await;
    let queries = ["", "sort=at&page[number]=2&page[size]=2", "filter[status]=open", of_product];
    pages::<Purchase>(store, &queries, &mut found).await;
    let queries = ["", "sort=expiresAt", "filter[status]=active", "filter[owner]=l'été", of_product];
    pages::<Reservation>(store, &queries, &mut found).await;
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
            prop_assert_eq!(file.next_due(), memory.next_due());
            runtime.block_on(async {
                for commands in history {
                    now = now.plus_millis(1);
                    let expected = execute(&memory, commands.clone(), now).await;
                    prop_assert_eq!(execute(&file, commands, now).await, expected);
                    prop_assert_eq!(file.next_due(), memory.next_due());
                }
                prop_assert_eq!(lists(&file).await, lists(&memory).await);
                Ok(())
            })?;
        }
    }
}
