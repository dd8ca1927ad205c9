//! A shop to try commands on: the state with its journal, its feed and its rows.

use std::{collections::BTreeMap, sync::Arc};

use catalog_core::{
    api::instant::UnixMillis,
    product::{
        ProductId,
        money::{Currency, Money},
    },
};
use stock_core::model::{
    AdjustmentAction, AdjustmentId, Allocation, Buckets, Change, Command, CreateAdjustment, CreatePurchase,
    CreateReturn, Fulfilment, InitialiseInventory, Inventory, Lines, LocationId, Movement, Policy, Purchase,
    PurchaseForm, PurchaseId, PurchaseOrder, PurchaseStatus, Quantity, Refusal, Return, ReturnId, ReturnLine,
    Seen, Settings, SettingsPatch, Sighting, Sightings, Stamp, State, StockEvent, StockPile, Units,
    UpdateInventory, UpdatePurchase, Verdict, Verifier, View, decide,
};
use uuid::Uuid;

/// Codes and pointers of what was refused.
pub(crate) type Refused = Vec<(&'static str, String)>;

/// A state and everything that was written on the way to it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shop {
    pub(crate) state: State,
    pub(crate) journal: Vec<Movement>,
    pub(crate) feed: Vec<StockEvent>,
    pub(crate) returns: Vec<Return>,
    drawn: u128,
}

impl Shop {
    /// A shop that keeps each product with so many units.
    pub(crate) fn with(stock: &[(u8, i64)]) -> Self {
        Self::under(Settings::default(), stock)
    }

    /// The same under other settings.
    pub(crate) fn under(settings: Settings, stock: &[(u8, i64)]) -> Self {
        let mut shop = Self::default();
        for (number, units) in stock {
            shop.run(&initialise(*number, *units, settings)).unwrap();
        }
        shop
    }

    /// Decides a command and applies what it does.
    pub(crate) fn run(&mut self, command: &Command) -> Result<Change, Refused> {
        let at = UnixMillis::new(i64::try_from(self.feed.len()).unwrap() * 1_000);
        let stamp = Stamp { at, actor: Arc::from("owner") };
        let change = decide(&self.state, command, &stamp).map_err(|refusals| {
            assert!(!refusals.is_empty(), "a refusal has a reason");
            refused(&refusals)
        })?;
        self.state.apply(&change);
        self.journal.extend(change.movements.iter().cloned());
        self.feed.extend(change.events.iter().cloned());
        self.returns.extend(change.returned.clone());
        Ok(change)
    }

    /// Buys, at once.
    pub(crate) fn buy(&mut self, lines: &[(u8, i64)]) -> Result<Purchase, Refused> {
        let command = self.order(lines, Fulfilment::Now);
        self.run(&Command::CreatePurchase(command)).map(|change| change.purchase.unwrap())
    }

    /// Buys, to be shipped later.
    pub(crate) fn buy_later(&mut self, lines: &[(u8, i64)]) -> Result<Purchase, Refused> {
        let command = self.order(lines, Fulfilment::Later);
        self.run(&Command::CreatePurchase(command)).map(|change| change.purchase.unwrap())
    }

    /// Buys at once what costs nothing.
    pub(crate) fn give(&mut self, lines: &[(u8, i64)]) -> Result<Purchase, Refused> {
        let free = || Sighting::fresh(Seen::ForSale { price: money(0, "EUR"), version: 1 });
        let mut command = self.order(lines, Fulfilment::Now);
        command.sightings = sightings(lines.iter().map(|(number, _)| (*number, free())));
        self.run(&Command::CreatePurchase(command)).map(|change| change.purchase.unwrap())
    }

    /// A purchase to come.
    pub(crate) fn order(&mut self, lines: &[(u8, i64)], fulfilment: Fulfilment) -> CreatePurchase {
        let id = PurchaseId(self.draw());
        order(id, lines, fulfilment)
    }

    /// Ships or cancels.
    pub(crate) fn advance(&mut self, id: PurchaseId, status: PurchaseStatus) -> Result<Change, Refused> {
        self.run(&Command::UpdatePurchase(UpdatePurchase { id, status }))
    }

    /// Adjusts.
    pub(crate) fn adjust(&mut self, number: u8, action: AdjustmentAction) -> Result<Change, Refused> {
        let command = self.adjustment(number, action);
        self.run(&Command::CreateAdjustment(command))
    }

    /// An adjustment to come.
    pub(crate) fn adjustment(&mut self, number: u8, action: AdjustmentAction) -> CreateAdjustment {
        CreateAdjustment {
            id: AdjustmentId(self.draw()),
            product: product(number),
            location: LocationId::Main,
            action,
            reason: Arc::from("by hand"),
            reference: Some(Arc::from("note 7")),
        }
    }

    /// Takes back.
    pub(crate) fn take_back(
        &mut self,
        purchase: Option<PurchaseId>,
        lines: &[(u8, i64)],
    ) -> Result<Change, Refused> {
        let command = self.return_of(purchase, lines, StockPile::Sellable);
        self.run(&Command::CreateReturn(command))
    }

    /// A return to come.
    pub(crate) fn return_of(
        &mut self,
        purchase: Option<PurchaseId>,
        lines: &[(u8, i64)],
        to: StockPile,
    ) -> CreateReturn {
        let line = |(number, units): &(u8, i64)| ReturnLine {
            product: product(*number),
            quantity: quantity(*units),
        };
        CreateReturn {
            id: ReturnId(self.draw()),
            purchase,
            location: None,
            lines: Lines::new(lines.iter().map(line).collect()).unwrap(),
            to,
            reason: Some(Arc::from("too small")),
            reference: None,
        }
    }

    /// Changes settings.
    pub(crate) fn set(&mut self, number: u8, settings: SettingsPatch) -> Result<Change, Refused> {
        self.run(&Command::UpdateInventory(UpdateInventory { product: product(number), settings }))
    }

    /// The stock of a product.
    pub(crate) fn inventory(&self, number: u8) -> Inventory {
        self.state.inventory(product(number)).unwrap().clone()
    }

    /// The units of a product in each bucket.
    pub(crate) fn level(&self, number: u8) -> Buckets {
        self.inventory(number).buckets
    }

    /// The levels of all products.
    pub(crate) fn levels(&self) -> BTreeMap<ProductId, Buckets> {
        self.state.inventories.iter().map(|(product, inventory)| (*product, inventory.buckets)).collect()
    }

    /// What the laws say of all that was written.
    pub(crate) fn verify(&self) -> Vec<Verdict> {
        let mut verifier = Verifier::default();
        self.journal.iter().for_each(|movement| verifier.movement(movement));
        self.state.inventories.values().for_each(|inventory| verifier.inventory(inventory));
        self.state.levels.values().for_each(|level| verifier.level(level));
        self.state.locations.values().for_each(|location| verifier.location(location));
        self.state.transfers.values().for_each(|transfer| verifier.transfer(transfer));
        self.state.purchases.values().for_each(|purchase| verifier.purchase(purchase));
        self.returns.iter().for_each(|returned| verifier.returned(returned));
        verifier.finish()
    }

    /// A new id.
    pub(crate) fn draw(&mut self) -> Uuid {
        self.drawn += 1;
        Uuid::from_u128(0x1000 + self.drawn)
    }
}

/// Codes and pointers.
pub(crate) fn refused(refusals: &[Refusal]) -> Refused {
    let of = |refusal: &Refusal| (refusal.error.code().name, refusal.pointer.clone().unwrap_or_default());
    refusals.iter().map(of).collect()
}

/// One expected refusal.
pub(crate) fn refusal<T>(code: &'static str, pointer: &str) -> Result<T, Refused> {
    Err(vec![(code, pointer.to_owned())])
}

pub(crate) fn product(number: u8) -> ProductId {
    ProductId(Uuid::from_u128(u128::from(number)))
}

pub(crate) fn quantity(units: i64) -> Quantity {
    Quantity::new(units).unwrap()
}

pub(crate) fn units(units: i64) -> Units {
    Units::new(units).unwrap()
}

pub(crate) fn money(amount: i64, currency: &str) -> Money {
    Money::new(amount, Currency::parse(currency).unwrap()).unwrap()
}

/// An active product that costs 2.50 EUR.
pub(crate) fn for_sale() -> Sighting {
    Sighting::fresh(Seen::ForSale { price: money(250, "EUR"), version: 7 })
}

/// Settings of a policy, with a back-order limit and a safety stock.
pub(crate) fn settings(policy: Policy, limit: Option<i64>, safety_stock: i64) -> Settings {
    Settings {
        policy,
        backorder_limit: limit.map(units),
        safety_stock: units(safety_stock),
        low_stock_at: None,
    }
}

pub(crate) fn initialise(number: u8, quantity: i64, settings: Settings) -> Command {
    Command::InitialiseInventory(InitialiseInventory {
        product: product(number),
        sighting: for_sale(),
        quantity: units(quantity),
        settings,
    })
}

/// A purchase of products that are all for sale.
pub(crate) fn order(id: PurchaseId, lines: &[(u8, i64)], fulfilment: Fulfilment) -> CreatePurchase {
    let line = |(number, units): &(u8, i64)| PurchaseOrder {
        product: product(*number),
        location: None,
        quantity: quantity(*units),
    };
    CreatePurchase {
        id,
        form: PurchaseForm::Lines,
        lines: Lines::new(lines.iter().map(line).collect()).unwrap(),
        allocation: Allocation::default(),
        sightings: sightings(lines.iter().map(|(number, _)| (*number, for_sale()))),
        fulfilment,
        reference: Some(Arc::from("invoice 12")),
        customer: None,
    }
}

pub(crate) fn sightings(seen: impl IntoIterator<Item = (u8, Sighting)>) -> Sightings {
    seen.into_iter().map(|(number, sighting)| (product(number), sighting)).collect()
}
