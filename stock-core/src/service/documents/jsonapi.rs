//! The resources of the Inventory service as models of the `jsonapi-rs` crate.

use catalog_core::{
    api::jsonapi::{JsonApiResource, from_resource, to_resource},
    jsonapi_model,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};

use crate::{
    model::{
        Adjustment, Inventory, Level, Location, Movement, Purchase, Reservation, Return, StockEvent, Transfer,
    },
    webhook::{Delivery, Webhook},
};

/// The crate asks that its models are serialised too: each as its resource object.
macro_rules! models {
    ($($name:ty),* $(,)?) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                to_resource(self).map_err(ser::Error::custom)?.serialize(serializer)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                from_resource(&JsonApiResource::deserialize(deserializer)?).map_err(de::Error::custom)
            }
        }

        jsonapi_model!($name);
    )*};
}

models!(
    Adjustment,
    Delivery,
    Inventory,
    Level,
    Location,
    Movement,
    Purchase,
    Reservation,
    Return,
    StockEvent,
    Transfer,
    Webhook
);

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use catalog_core::{
        api::{instant::UnixMillis, jsonapi::JsonApiModel},
        product::ProductId,
    };
    use uuid::Uuid;

    use super::*;
    use crate::model::{
        Command::InitialiseInventory as Initialise, InitialiseInventory, Seen, Settings, Sighting, Stamp,
        State, Units, decide,
    };

    #[test]
    fn a_model_of_the_crate_is_read_back_and_of_its_own_type_only() {
        let command = Initialise(InitialiseInventory {
            product: ProductId(Uuid::from_u128(1)),
            sighting: Sighting::fresh(Seen::NotForSale),
            quantity: Units::new(3).unwrap(),
            settings: Settings::default(),
        });
        let stamp = Stamp { at: UnixMillis::new(0), actor: Arc::from("owner") };
        let change = decide(&State::default(), &command, &stamp).unwrap();
        let (inventory, movement) = (&change.inventories[0], &change.movements[0]);
        let (resource, _) = inventory.to_jsonapi_resource();
        assert_eq!(Inventory::from_jsonapi_resource(&resource, &None).unwrap(), *inventory);
        assert!(Movement::from_jsonapi_resource(&resource, &None).is_err());
        let text = serde_json::to_string(movement).unwrap();
        let read: Movement = serde_json::from_str(&text).unwrap();
        assert_eq!(read, *movement);
    }
}
