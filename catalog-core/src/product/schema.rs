//! Schemas of the values of a product: the rules of their types, for documents.
//!
//! Patterns are ECMA-262 and say what the types check; lengths and counts are the types' own constants.

use utoipa::{
    PartialSchema, ToSchema,
    openapi::{Object, RefOr, Schema},
};

use super::{
    AltText, Category, Currency, Description, Group, Image, ImageUrl, Images, Metadata, MetadataKey,
    MetadataValue, Money, Name, OptionName, OptionValue, Options, ProductEventKind, ProductId, Sku, Status,
    Tag, Tags, money::AMOUNT_MAX,
};
use crate::api::openapi::{
    Schemas,
    schema::{about, array, closed, object, of, one_of, reference, text, uuid, whole},
};

/// No control character.
const PLAIN: &str = r"^[^\u0000-\u001f\u007f-\u009f]*$";
/// No U+0000.
const NO_NUL: &str = r"^[^\u0000]*$";
/// No space, comma or control character.
const SKU: &str = r"^[^\u0000-\u0020\u002c\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*$";
/// Neither `,` nor `|`, which part tags where they are listed.
const TAG: &str = r"^[^\u0000-\u001f\u002c\u007c\u007f-\u009f]*$";
/// Segments that are not empty, parted by `/`.
const CATEGORY: &str = r"^[^\u0000-\u001f\u002f\u007f-\u009f]+(/[^\u0000-\u001f\u002f\u007f-\u009f]+)*$";
/// A member name of JSON:API 1.1.
const MEMBER_NAME: &str = concat!(
    r"^[^\u0000-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u009f]",
    r"([^\u0000-\u001f\u0021-\u002c\u002e\u002f\u003a-\u0040\u005b-\u005e\u0060\u007b-\u009f]*",
    r"[^\u0000-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u009f])?$"
);

/// On `https`, or relative to the site but not to another host.
fn url_pattern() -> String {
    let never = r"\u0000-\u0020\u0022\u003c\u003e\u005c\u005e\u0060\u007b-\u007d\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000";
    format!(r"^(/|/[^/{never}][^{never}]*|https://[^/?#:@{never}][^{never}]*)$")
}

macro_rules! schemas {
    ($($name:ident $(of $($part:ident),+)? = $schema:expr;)*) => {
        $(
            impl PartialSchema for $name {
                fn schema() -> RefOr<Schema> {
                    $schema.into()
                }
            }

            impl ToSchema for $name {
                fn schemas(_schemas: &mut Schemas) {
                    $($(_schemas.extend(of::<$part>());)+)?
                }
            }
        )*
    };
}

schemas! {
    ProductId = about(uuid(), "A product's id, in both services.");
    Sku = example(
        about(text(Sku::CHARS_MIN, Sku::CHARS_MAX, SKU), "The shop's own code, unique whatever its case."),
        "CUP-01",
    );
    Name = example(about(text(Name::CHARS_MIN, Name::CHARS_MAX, PLAIN), "What it is called."), "Enamel cup");
    Description = about(
        text(Description::CHARS_MIN, Description::CHARS_MAX, NO_NUL),
        "What there is to say about it; it may have several lines.",
    );
    Category = example(
        about(
            text(Category::CHARS_MIN, Category::CHARS_MAX, CATEGORY),
            "The shelf it stands on: a path with `/`, or null.",
        ),
        "Kitchen/Cups",
    );
    Tag = example(about(text(Tag::CHARS_MIN, Tag::CHARS_MAX, TAG), "A word it is found by."), "enamel");
    Group = about(text(Group::CHARS_MIN, Group::CHARS_MAX, PLAIN), "What variants of one thing share, or null.");
    ImageUrl = example(
        about(
            text(ImageUrl::CHARS_MIN, ImageUrl::CHARS_MAX, &url_pattern()),
            "Where it is: `https`, or relative to the site.",
        ),
        "/images/cup.webp",
    );
    AltText = about(
        text(AltText::CHARS_MIN, AltText::CHARS_MAX, NO_NUL),
        "What it shows, for those who do not see it.",
    );
    Status = about(one_of(&Status::NAMES), "Only active products can be bought.");
    ProductEventKind = about(one_of(&ProductEventKind::NAMES), "What happened.");
    Currency = example(
        about(one_of(&Currency::all().into_iter().map(Currency::code).collect::<Vec<_>>()), "ISO 4217."),
        "EUR",
    );
    Money of Currency = about(
        closed(object(
            [
                ("amount", RefOr::from(about(whole(0, AMOUNT_MAX), "In minor units, such as cents."))),
                ("currency", reference("Currency")),
            ],
            &["amount", "currency"],
        )),
        "An amount of one currency.",
    );
    Image of ImageUrl, AltText = about(
        closed(object([("url", reference("ImageUrl")), ("alt", reference("AltText"))], &["url"])),
        "A picture of it.",
    );
    Tags of Tag = {
        let mut tags = array(reference("Tag"), Some(Tags::COUNT_MAX));
        tags.unique_items = true;
        tags.description = Some("Words it is found by, in the order given.".to_owned());
        tags
    };
    Images of Image = {
        let mut images = array(reference("Image"), Some(Images::COUNT_MAX));
        images.description = Some("Its pictures.".to_owned());
        images
    };
    Options = about(
        pairs(
            text(OptionName::CHARS_MIN, OptionName::CHARS_MAX, MEMBER_NAME),
            text(OptionValue::CHARS_MIN, OptionValue::CHARS_MAX, PLAIN),
            Options::COUNT_MAX,
        ),
        "What tells a variant from the others of its group. Only with a group.",
    );
    Metadata = about(
        pairs(
            text(MetadataKey::CHARS_MIN, MetadataKey::CHARS_MAX, MEMBER_NAME),
            text(MetadataValue::CHARS_MIN, MetadataValue::CHARS_MAX, NO_NUL),
            Metadata::COUNT_MAX,
        ),
        "What callers keep with it: at most 16 KiB of keys and values together.",
    );
}

/// An object of texts.
fn pairs(names: Object, values: Object, most: usize) -> Object {
    let mut pairs = object([] as [(&'static str, Object); 0], &[]);
    pairs.property_names = Some(Box::new(Schema::Object(names)));
    pairs.additional_properties =
        Some(Box::new(utoipa::openapi::schema::AdditionalProperties::RefOr(values.into())));
    pairs.max_properties = Some(most);
    pairs
}

fn example(mut object: Object, value: &str) -> Object {
    object.examples = vec![value.into()];
    object
}
