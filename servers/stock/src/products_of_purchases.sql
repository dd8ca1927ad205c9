-- Which products a purchase has is told by its movements: those of its lines carry its id. A table beside them would
-- be two more trees to write for each purchase, one of them at a place of the product.
DROP TABLE purchase_products;

CREATE VIEW purchase_products AS
SELECT DISTINCT group_id AS owner, product_id AS value FROM movements WHERE kind IN ('purchase', 'commit');
