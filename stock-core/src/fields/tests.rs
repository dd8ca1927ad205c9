//! The tables as queries use them.

use catalog_core::api::{field::Listed, query::Query, value::Value};

use crate::model::{Adjustment, Inventory, Movement, Purchase, Reservation, Return, StockEvent};

/// What the value of a filter is read as.
fn read<R: Listed>(filter: &str, text: &str) -> Option<Value> {
    let found = R::listing().filters.iter().find(|it| it.name == filter).unwrap();
    (found.read)(text).ok()
}

#[test]
fn a_filter_refuses_what_nothing_can_have() {
    assert_eq!(read::<Inventory>("filter[product]", "018F2D3A-0000-7000-8000-0123456789AB"), None);
    assert_eq!(read::<Inventory>("filter[state]", "empty"), None);
    assert_eq!(read::<Inventory>("filter[location]", "Main"), None);
    assert_eq!(read::<Movement>("filter[group]", "main"), None);
    assert_eq!(read::<Movement>("filter[kind]", "buy"), None);
    assert_eq!(read::<Movement>("filter[reference]", &"x".repeat(201)), None);
    assert_eq!(read::<Purchase>("filter[status]", "Open"), None);
    assert_eq!(read::<Purchase>("filter[at][gte]", "yesterday"), None);
    assert_eq!(read::<StockEvent>("filter[kind]", "changed"), None);
    assert_eq!(read::<Reservation>("filter[status]", "held"), None);
    assert_eq!(read::<Reservation>("filter[owner]", ""), None);
    assert_eq!(read::<Reservation>("filter[owner]", &"x".repeat(201)), None);
}

#[test]
fn a_filter_that_names_its_values_reads_each_of_them() {
    fn check<R: Listed>() {
        for filter in R::listing().filters {
            for name in filter.one_of {
                assert_eq!((filter.read)(name).ok(), Some((*name).into()), "{}", filter.name);
            }
        }
    }
    check::<Inventory>();
    check::<Movement>();
    check::<Purchase>();
    check::<Reservation>();
    check::<StockEvent>();
}

#[test]
fn one_value_is_taken_whole_and_several_are_split() {
    let values = |query: &str| Query::<Purchase>::parse(query).unwrap().conditions[0].values.len();
    assert_eq!(values("filter[reference]=a,b"), 1);
    assert_eq!(values("filter[status]=open,completed"), 2);
}

#[test]
fn purchases_returns_and_adjustments_show_the_newest_first() {
    fn descends<R: Listed>() -> bool {
        let order = Query::<R>::first_page().order;
        order.len() == 1 && order[0].sort.name == "at" && order[0].descending
    }
    assert!(descends::<Purchase>() && descends::<Return>() && descends::<Adjustment>());
    assert!(descends::<Reservation>() && Query::<Reservation>::parse("sort=expiresAt").is_ok());
    assert!(Query::<Inventory>::parse("sort=-updatedAt,available").is_ok());
    assert!(Query::<Movement>::parse("sort=seq").is_err());
}
