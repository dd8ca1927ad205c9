//! Why a command on products is refused: the one table of the catalogue's own codes.

use serde_json::{Value as Json, json};

use super::{ProductId, Sku, invalid::InvalidValue};
use crate::{
    api::fault::{Code, Fault, Problem},
    engine::{Rejected, Step},
};

/// Another product has the SKU.
const SKU_TAKEN: Code = Code { status: 409, name: "sku-taken", title: "SKU is taken" };
/// Another product has the same group and options.
const VARIANT_TAKEN: Code = Code { status: 409, name: "variant-taken", title: "Variant is taken" };

/// A reason against a command. It prints as a sentence with the value and the rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProductRejection {
    /// There is no such product.
    #[error("There is no product {id}.")]
    NotFound {
        /// The product asked for.
        id: ProductId,
    },
    /// A product has or once had the id.
    #[error("The id {id} is or was that of another product; an id is never used again.")]
    IdTaken {
        /// The id asked for.
        id: ProductId,
    },
    /// An upsert names another id than the product with this SKU has.
    #[error("The product with the SKU {:?} has the id {owner}, not {given}.", .sku.as_str())]
    IdMismatch {
        /// The id that was given.
        given: ProductId,
        /// The SKU that was given.
        sku: Sku,
        /// The product that has the SKU.
        owner: ProductId,
    },
    /// Another product has the SKU, perhaps in another case.
    #[error("The SKU {:?} is that of product {owner}; upper and lower case are the same.", .sku.as_str())]
    SkuTaken {
        /// The SKU asked for.
        sku: Sku,
        /// The product that has it.
        owner: ProductId,
    },
    /// Another product of the group has the same options.
    #[error("Product {owner} has the same group and options; variants of a group differ in their options.")]
    VariantTaken {
        /// The attribute that was sent: `options` or `group`.
        attribute: &'static str,
        /// The product that has them.
        owner: ProductId,
    },
    /// What the patch leaves is no valid product.
    #[error("{invalid}")]
    Invalid {
        /// The attribute that was sent.
        attribute: &'static str,
        /// What is wrong.
        invalid: InvalidValue,
    },
}

impl ProductRejection {
    /// The codes that are the catalogue's own.
    pub const CODES: &'static [Code] = &[SKU_TAKEN, VARIANT_TAKEN];

    /// The one table from rejection to code.
    pub fn code(&self) -> Code {
        match self {
            Self::NotFound { .. } => Problem::NotFound.code(),
            Self::IdTaken { .. } => Problem::IdTaken.code(),
            Self::IdMismatch { .. } => Problem::IdMismatch.code(),
            Self::SkuTaken { .. } => SKU_TAKEN,
            Self::VariantTaken { .. } => VARIANT_TAKEN,
            Self::Invalid { .. } => Problem::AttributeInvalid.code(),
        }
    }
}

impl Rejected for ProductRejection {
    fn step(&self) -> Step {
        match self {
            Self::NotFound { .. } => Step::Target,
            Self::IdTaken { .. }
            | Self::IdMismatch { .. }
            | Self::SkuTaken { .. }
            | Self::VariantTaken { .. }
            | Self::Invalid { .. } => Step::Rules,
        }
    }

    fn fault(&self) -> Fault {
        let fault = Fault::new(self.code(), self.to_string());
        match self {
            Self::NotFound { .. } => fault,
            Self::IdTaken { .. } => fault.at("/id"),
            Self::IdMismatch { owner, .. } => fault.at("/id").meta(of_product(*owner)),
            Self::SkuTaken { owner, .. } => fault.at("/attributes/sku").meta(of_product(*owner)),
            Self::VariantTaken { attribute, owner } => {
                fault.at(format!("/attributes/{attribute}")).meta(of_product(*owner))
            }
            Self::Invalid { attribute, invalid } => invalid.fault(attribute),
        }
    }
}

fn of_product(id: ProductId) -> Json {
    json!({ "productId": id })
}

#[cfg(test)]
mod tests {
    use super::{
        super::{invalid::Rule, sample},
        *,
    };
    use crate::api::fault::Source;

    #[test]
    fn each_rejection_has_its_code_place_and_figures() {
        let (id, owner) = (sample::id(1), sample::id(2));
        let sku = Sku::new("A-1").unwrap();
        let figures = json!({ "productId": owner.to_string() });
        for (rejection, status, name, pointer, meta) in [
            (ProductRejection::NotFound { id }, 404, "not-found", None, None),
            (ProductRejection::IdTaken { id }, 409, "id-taken", Some("/id"), None),
            (
                ProductRejection::IdMismatch { given: id, sku: sku.clone(), owner },
                409,
                "id-mismatch",
                Some("/id"),
                Some(&figures),
            ),
            (
                ProductRejection::SkuTaken { sku, owner },
                409,
                "sku-taken",
                Some("/attributes/sku"),
                Some(&figures),
            ),
            (
                ProductRejection::VariantTaken { attribute: "group", owner },
                409,
                "variant-taken",
                Some("/attributes/group"),
                Some(&figures),
            ),
            (
                ProductRejection::Invalid {
                    attribute: "options",
                    invalid: InvalidValue::whole("options", Rule::WithoutGroup),
                },
                422,
                "attribute-invalid",
                Some("/attributes/options"),
                None,
            ),
        ] {
            let fault = rejection.fault();
            assert_eq!((fault.code.status, fault.code.name), (status, name));
            let source = pointer.map_or(Source::None, |pointer| Source::Pointer(pointer.to_owned()));
            assert_eq!(fault.source, source, "{rejection}");
            assert_eq!(fault.meta.as_ref(), meta, "{rejection}");
        }
    }

    #[test]
    fn the_own_codes_are_no_general_ones() {
        for own in ProductRejection::CODES {
            assert!(Problem::ALL.iter().all(|problem| problem.code().name != own.name));
        }
    }
}
