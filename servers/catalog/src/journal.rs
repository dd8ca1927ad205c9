//! Loading and writing the catalogue.

use catalog_core::{
    product::{Key, Product, ProductId},
    service::Catalogue,
};
use rusqlite::{Connection, OptionalExtension};
use trastienda_storage::{
    Feed, Format, KEPT_PLACES_SCHEMA, KEPT_SCHEMA, Ranked, RankedTable, SqliteJournal, unreadable,
};

use crate::{
    facets::Facets,
    tables::{EVENTS, PRODUCTS, ROWS, Tables, variant},
};

/// How many loaded rows are held between batches: some megabytes.
const LOADED_MAX: usize = 6_000;

/// Nothing of a product changes without an event.
const FEED: Feed = Feed { table: EVENTS.name, key: "seq" };

impl SqliteJournal<Catalogue> for Tables {
    const FORMAT: Format = Format {
        kind: "catalogue",
        // "TrCa"
        application_id: 0x5472_4361,
        migrations: &[
            KEPT_SCHEMA,
            include_str!("schema.sql"),
            KEPT_PLACES_SCHEMA,
            include_str!("narrow.sql"),
        ],
    };
    const FEEDS: &'static [Feed] = &[FEED];
    const RANKED: &'static [&'static dyn RankedTable<Catalogue>] =
        &[&Ranked { table: &PRODUCTS, feed: FEED, rows: |catalogue: &Catalogue| &catalogue.products }];

    fn open(db: &Connection) -> rusqlite::Result<Catalogue> {
        let seq: Option<i64> = db.query_row("SELECT max(seq) FROM product_events", (), |row| row.get(0))?;
        Ok(Catalogue::at(seq.and_then(|seq| seq.try_into().ok()).unwrap_or(0)))
    }

    fn load(db: &Connection, catalogue: &mut Catalogue, keys: &[Key]) -> rusqlite::Result<()> {
        for key in keys {
            match key {
                Key::Product(id) => {
                    catalogue.products.load(*id, PRODUCTS.get(db, id)?);
                    catalogue.deleted.load(*id, was_deleted(db, id)?.then_some(()));
                }
                Key::Sku(sku) => {
                    let sql = "SELECT id FROM products WHERE sku_key = ?";
                    catalogue.skus.load(sku.clone(), id_of(db, sql, sku.as_str())?);
                }
                Key::Variant(variant) => {
                    let sql = "SELECT id FROM products WHERE variant = ?";
                    catalogue.variants.load(variant.clone(), id_of(db, sql, &variant.key())?);
                }
            }
        }
        Ok(())
    }

    fn store(db: &Connection, catalogue: &Catalogue) -> rusqlite::Result<()> {
        let mut facets = Facets::default();
        // Products of one batch may change SKUs or options with each other; so all let go of theirs first.
        for (before, after) in catalogue.products.changes() {
            let Some(before) = before else { continue };
            facets.leave(before);
            match after {
                Some(after) => let_go(db, before, after)?,
                None => ROWS.products.remove_whole(db, before)?,
            }
        }
        for (before, after) in catalogue.products.changes() {
            let Some(after) = after else { continue };
            facets.join(after);
            if let Some(before) = before {
                ROWS.products.change(db, before, after)?;
            }
        }
        let new = |(before, after): (Option<&_>, _)| if before.is_none() { after } else { None };
        ROWS.products.add_all(db, catalogue.products.changes().filter_map(new))?;
        facets.store(db)?;
        for (id, _) in catalogue.deleted.drafted() {
            db.prepare_cached("INSERT OR IGNORE INTO deleted_products (id) VALUES (?)")?
                .execute([id.to_string()])?;
        }
        ROWS.events.add_all(db, catalogue.events.drafted())
    }

    fn bound(catalogue: &mut Catalogue) {
        if catalogue.loaded() > LOADED_MAX {
            catalogue.forget();
        }
    }
}

fn was_deleted(db: &Connection, id: &ProductId) -> rusqlite::Result<bool> {
    db.prepare_cached("SELECT 1 FROM deleted_products WHERE id = ?")?.exists([id.to_string()])
}

fn id_of(db: &Connection, sql: &str, key: &str) -> rusqlite::Result<Option<ProductId>> {
    let id: Option<String> = db.prepare_cached(sql)?.query_row([key], |row| row.get(0)).optional()?;
    id.map(|id| ProductId::parse(&id).ok_or_else(|| unreadable(0, "no product id"))).transpose()
}

/// Frees the SKU or the variant that a product is about to change.
fn let_go(db: &Connection, before: &Product, after: &Product) -> rusqlite::Result<()> {
    let id = before.id.to_string();
    if before.attributes.sku.key() != after.attributes.sku.key() {
        // A space begins no SKU, so this takes nobody's.
        db.prepare_cached("UPDATE products SET sku_key = ' ' || number WHERE id = ?")?.execute([&id])?;
    }
    if variant(before) != variant(after) {
        db.prepare_cached("UPDATE products SET variant = NULL WHERE id = ?")?.execute([&id])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows of a product in a file of the first layout.
    const OLD: &str = "
        INSERT INTO products VALUES (7, 'an id', 'A-1', 'a-1', 'taza azul', 'active', 'casa', 'g', 'g\tS=L', 'EUR',
            5, 1, 2, '{}');
        INSERT INTO product_tags VALUES ('an id', 'azul'), ('an id', 'barro');
        INSERT INTO product_words (rowid, words) VALUES (7, 'a 1 a1 taza azul barro');";

    #[test]
    fn a_file_of_the_first_layout_keeps_what_it_holds() {
        let db = Connection::open_in_memory().unwrap();
        let (first, later) = Tables::FORMAT.migrations.split_at(3);
        first.iter().chain([&OLD]).chain(later).for_each(|script| db.execute_batch(script).unwrap());
        for found in [
            "SELECT count(*) FROM products WHERE number = 7 AND id = 'an id' AND variant = 'g\tS=L' AND record = '{}'",
            "SELECT count(*) FROM product_tags WHERE value = 'azul' AND owner = 7",
            "SELECT count(*) FROM product_tags WHERE value = 'barro' AND owner = 7",
            "SELECT count(*) FROM product_words WHERE product_words MATCH 'taza AND bar*' AND rowid = 7",
        ] {
            assert_eq!(db.query_row(found, (), |row| row.get(0)), Ok(1), "{found}");
        }
        // 1: whether the index says what the rows say.
        let check = "INSERT INTO product_words (product_words, rank) VALUES ('integrity-check', 1)";
        db.execute_batch(check).unwrap();
    }
}
