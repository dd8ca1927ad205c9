//! Items of a list: resources, or what a store keeps of them as text.

use std::marker::PhantomData;

use super::{
    append,
    relation::Relationships,
    resource::{Members, Resource, Written, close, section},
};
use crate::{
    api::{
        cursor::Cursor,
        query::{Cursors, Selection},
        value::Value,
    },
    engine::Site,
};

/// An item of a list of `R`.
pub trait Item<R> {
    /// Its place in the list.
    fn place(&self, cursors: &Cursors<R>) -> Cursor;

    /// Appends the resource object.
    fn write(&self, out: &mut Vec<u8>, selection: &Selection, site: &Site, cursor: &str);
}

impl<R: Resource> Item<R> for R {
    fn place(&self, cursors: &Cursors<R>) -> Cursor {
        cursors.place(self)
    }

    fn write(&self, out: &mut Vec<u8>, selection: &Selection, site: &Site, cursor: &str) {
        Written::write(self, out, selection, site, Some(cursor));
    }
}

/// A resource whose attributes can be cut out of what a store keeps, without reading them.
pub trait Piecewise: Resource {
    /// The attributes as [`Resource::write_attributes`] writes all of them, out of the JSON of the whole; none where
    /// that is something else.
    fn cut_attributes(json: &str) -> Option<String>;

    /// As [`Resource::tag`], out of these attributes.
    fn tag_of(attributes: &str) -> Option<&str>;

    /// As [`Resource::write_relationships`], of which the identifier is all that is needed.
    fn write_relationships_of(id: &str, out: &mut Relationships<'_>);
}

/// A resource in pieces: it costs a copy where reading and writing every member would cost ten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// All of its attributes, as a JSON object.
    pub attributes: String,
    /// Its place in the list; the identifier is the last value.
    pub place: Cursor,
}

impl Piece {
    /// The identifier.
    pub(super) fn id(&self) -> &str {
        match self.place.0.last() {
            Some(Value::Text(id)) => id,
            _ => "",
        }
    }
}

impl<R: Piecewise> Item<R> for Piece {
    fn place(&self, _: &Cursors<R>) -> Cursor {
        self.place.clone()
    }

    fn write(&self, out: &mut Vec<u8>, selection: &Selection, site: &Site, cursor: &str) {
        PieceOf::<R>::new(self).write(out, selection, site, Some(cursor));
    }
}

/// A piece, and what it is of. Whoever asks for some members only is given whole resources.
pub(super) struct PieceOf<'a, R>(&'a Piece, PhantomData<fn() -> R>);

impl<'a, R> PieceOf<'a, R> {
    pub(super) fn new(piece: &'a Piece) -> Self {
        Self(piece, PhantomData)
    }
}

impl<R: Piecewise> Written for PieceOf<'_, R> {
    fn write(&self, out: &mut Vec<u8>, selection: &Selection, site: &Site, cursor: Option<&str>) {
        let id = self.0.id();
        append(out, "{\"type\":", R::KIND);
        append(out, ",\"id\":", id);
        out.extend_from_slice(b",\"attributes\":");
        out.extend_from_slice(self.0.attributes.as_bytes());
        section(out, ",\"relationships\":", |out| {
            R::write_relationships_of(
                id,
                &mut Relationships::new(Members::new(out, R::KIND, selection), site),
            );
        });
        close(out, Some(format!("{}/{id}", R::PATH)), cursor);
    }
}
