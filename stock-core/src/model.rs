//! The stock model: what is kept, what can be asked, and what each request does. Pure.
//!
//! Units move between **buckets** by double entry, one [`Movement`] each, so nothing appears or vanishes:
//! what a shop holds is the sum of its journal. [`decide`] judges a [`Command`] against a [`View`] of the
//! state and gives a [`Change`] (movements, rows as they are afterwards, events) or every reason against
//! it. Applying a change is putting its rows; [`State`] does it over plain maps. [`Verifier`] folds a
//! journal and says whether each [`Law`] holds.
//!
//! ```
//! use std::sync::Arc;
//! use catalog_core::{api::instant::UnixMillis, product::ProductId};
//! use stock_core::model::{
//!     Command, InitialiseInventory, Seen, Settings, Sighting, Stamp, State, Units, decide,
//! };
//!
//! let product = ProductId::parse("018f2d3a-0000-7000-8000-0123456789ab").unwrap();
//! let command = Command::InitialiseInventory(InitialiseInventory {
//!     product,
//!     sighting: Sighting::fresh(Seen::NotForSale),
//!     quantity: Units::new(5).unwrap(),
//!     settings: Settings::default(),
//! });
//! let mut state = State::default();
//! let stamp = Stamp { at: UnixMillis::new(0), actor: Arc::from("owner") };
//! let change = decide(&state, &command, &stamp).unwrap();
//! state.apply(&change);
//! assert_eq!(state.inventories[&product].available(), 5);
//! ```

mod adjustment;
mod allocation;
mod bucket;
mod buckets;
mod change;
mod command;
mod decide;
mod event;
mod holds;
mod id;
mod inventory;
mod laws;
mod level;
mod line;
mod location;
mod movement;
mod purchase;
mod quantity;
mod rebuild;
mod reservation;
mod returns;
mod seen;
mod state;
mod text;
mod transfer;
mod view;
pub(crate) mod word;

pub use adjustment::{Adjustment, AdjustmentAction, AdjustmentKind, StockPile};
pub use allocation::{Allocation, NEAR_MAX, Part, Shelf, Strategy, Wanted, allocate};
pub use bucket::Bucket;
pub use buckets::{Buckets, Unmovable};
pub use change::{Change, Stamp};
pub use command::{
    Command, CreateAdjustment, CreateLocation, CreatePurchase, CreateReservation, CreateReturn,
    CreateTransfer, ExpireReservations, InitialiseInventory, UpdateInventory, UpdateLocation, UpdatePurchase,
    UpdateReservation, UpdateTransfer,
};
pub use decide::{Refusal, decide};
pub(crate) use decide::{Take, create_purchase, orders, split};
pub use event::{StockEvent, StockEventKind};
pub use holds::{Holds, Tally};
pub use id::{AdjustmentId, GroupId, LevelId, LocationId, PurchaseId, ReservationId, ReturnId, TransferId};
pub use inventory::{Alerts, Inventory, Places, Policy, Settings, SettingsPatch, StockState};
pub use laws::{Law, Verdict, Verifier};
pub use level::Level;
pub use line::{LINES_MAX, Lines, LinesFault, PurchaseForm, PurchaseOrder, ReturnLine};
pub use location::{LOCATION_NAME_CHARS_MAX, Location, LocationPatch, Priority};
pub use movement::{Movement, MovementKind};
pub use purchase::{BoughtFrom, Fulfilment, Purchase, PurchaseLine, PurchaseStatus};
pub use quantity::{Difference, Quantity, UNITS_MAX, Units};
pub use rebuild::{Rebuilt, Replay, Unplayable};
pub use reservation::{HoldLimit, Reservation, ReservationLine, ReservationRules, ReservationStatus};
pub use returns::Return;
pub use seen::{Seen, Sighting, Sightings};
pub use state::State;
pub use text::{CUSTOMER_CHARS_MAX, OWNER_CHARS_MAX, REASON_CHARS_MAX, REFERENCE_CHARS_MAX};
pub use transfer::{Passage, Transfer, TransferLine, TransferStatus};
pub use view::View;
