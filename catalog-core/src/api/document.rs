//! JSON:API documents, written straight into bytes: members in a fixed order, so equal content is equal bytes.

mod piece;
mod relation;
mod resource;

use serde_json::{Value as Json, json};

use piece::PieceOf;
pub use piece::{Item, Piece, Piecewise};
pub use relation::Relationships;
pub use resource::{Members, Resource, ResourceObject, Written, write_resource};

use super::{
    cursor::Cursor,
    fault::Fault,
    media::{ATOMIC, CURSOR_PROFILE, JSON_API},
    query::{Cursors, Links, Query, Selection, Window},
};
use crate::engine::{Page, Site};

/// How long an item of a list is, roughly.
const ITEM_BYTES: usize = 768;

/// A document with one resource, and `included` when the request asked for any.
pub fn resource_document<R: Resource>(
    resource: &R,
    included: &[&dyn Written],
    selection: &Selection,
    site: &Site,
) -> Vec<u8> {
    let link = resource.path().map(|path| path + &selection.to_suffix());
    document_of(resource, link, included, selection, site)
}

/// The same of one in pieces.
pub fn piece_document<R: Piecewise>(piece: &Piece, selection: &Selection, site: &Site) -> Vec<u8> {
    let link = format!("{}/{}{}", R::PATH, piece.id(), selection.to_suffix());
    document_of(&PieceOf::<R>::new(piece), Some(link), &[], selection, site)
}

/// The same for a resource that has no address of its own.
pub fn document_of(
    resource: &dyn Written,
    self_link: Option<String>,
    included: &[&dyn Written],
    selection: &Selection,
    site: &Site,
) -> Vec<u8> {
    let mut out = opening(selection);
    if let Some(link) = self_link {
        append(&mut out, ",\"links\":", &json!({ "self": link }));
    }
    out.extend_from_slice(b",\"data\":");
    resource.write(&mut out, selection, site, None);
    append_included(&mut out, included, selection, site);
    out.push(b'}');
    out
}

/// A document with one page of a list.
pub fn list_document<R: Resource, T: Item<R>>(
    query: &Query<R>,
    page: &Page<T>,
    included: &[&dyn Written],
    site: &Site,
) -> Vec<u8> {
    let mut out = opening(&query.selection);
    out.reserve(page.items.len() * ITEM_BYTES);
    let links = query.links();
    append_links(&mut out, query, page, &links);
    out.extend_from_slice(b",\"data\":[");
    for (place, item) in page.items.iter().enumerate() {
        if place > 0 {
            out.push(b',');
        }
        let cursor = links.cursors.text(&item.place(&links.cursors));
        item.write(&mut out, &query.selection, site, &cursor);
    }
    out.push(b']');
    append_included(&mut out, included, &query.selection, site);
    append_page(&mut out, query, page);
    out.push(b'}');
    out
}

/// A document with the results of an atomic request, one per operation and in its order.
pub fn results_document(
    results: &[(Option<&dyn Written>, Option<Json>)],
    selection: &Selection,
    site: &Site,
) -> Vec<u8> {
    let mut out = Vec::with_capacity(256 + results.len() * 512);
    append(&mut out, "{\"jsonapi\":", &json!({ "version": "1.1", "ext": [ATOMIC] }));
    out.extend_from_slice(b",\"atomic:results\":[");
    for (place, (resource, meta)) in results.iter().enumerate() {
        out.extend_from_slice(if place > 0 { b",{" } else { b"{" });
        if let Some(resource) = resource {
            out.extend_from_slice(b"\"data\":");
            resource.write(&mut out, selection, site, None);
        }
        if let Some(meta) = meta {
            append(&mut out, if resource.is_some() { ",\"meta\":" } else { "\"meta\":" }, meta);
        }
        out.push(b'}');
    }
    out.extend_from_slice(b"]}");
    out
}

/// A document that has only `meta`.
pub fn meta_document(meta: &Json) -> Vec<u8> {
    let mut out = opening(&Selection::default());
    append(&mut out, ",\"meta\":", meta);
    out.push(b'}');
    out
}

/// A document that reports faults.
pub fn error_document(faults: &[Fault], request_id: &str, docs_url: Option<&str>) -> Vec<u8> {
    let errors: Vec<Json> =
        faults.iter().zip(1..).map(|(fault, number)| fault.to_json(request_id, number, docs_url)).collect();
    let mut out = opening(&Selection::default());
    append(&mut out, ",\"errors\":", &json!(errors));
    append(&mut out, ",\"meta\":", &json!({ "requestId": request_id }));
    out.push(b'}');
    out
}

/// The Content-Type of a document with this selection: an applied profile is named.
pub fn content_type(selection: &Selection) -> String {
    if selection.cursor_profile {
        format!("{JSON_API};profile=\"{CURSOR_PROFILE}\"")
    } else {
        JSON_API.to_owned()
    }
}

/// The Content-Type of the results of an atomic request.
pub fn atomic_content_type() -> String {
    format!("{JSON_API};ext=\"{ATOMIC}\"")
}

fn opening(selection: &Selection) -> Vec<u8> {
    let mut out = Vec::with_capacity(1024);
    out.extend_from_slice(b"{\"jsonapi\":{");
    if selection.cursor_profile {
        append(&mut out, "\"profile\":", &[CURSOR_PROFILE]);
        out.push(b',');
    }
    out.extend_from_slice(b"\"version\":\"1.1\"}");
    out
}

/// Appends a piece of text and a value. Writing JSON into a vector cannot fail.
fn append<T: serde::Serialize + ?Sized>(out: &mut Vec<u8>, before: &str, value: &T) {
    out.extend_from_slice(before.as_bytes());
    if serde_json::to_writer(&mut *out, value).is_err() {
        out.extend_from_slice(b"null");
    }
}

fn append_included(out: &mut Vec<u8>, included: &[&dyn Written], selection: &Selection, site: &Site) {
    if selection.include.is_none() {
        return;
    }
    out.extend_from_slice(b",\"included\":[");
    for (place, resource) in included.iter().enumerate() {
        if place > 0 {
            out.push(b',');
        }
        resource.write(out, selection, site, None);
    }
    out.push(b']');
}

fn append_page<R: Resource, T>(out: &mut Vec<u8>, query: &Query<R>, page: &Page<T>) {
    let size = query.size();
    out.extend_from_slice(b",\"meta\":{\"page\":{");
    if let Window::Number { number, .. } = query.window {
        append(out, "\"number\":", &number);
        if let Some(total) = page.total {
            append(out, ",\"pages\":", &total.div_ceil(size.into()));
        }
        out.push(b',');
    }
    let range = matches!(&query.window, Window::Cursor { after: Some(_), before: Some(_), .. });
    if range && page.more_after {
        out.extend_from_slice(b"\"rangeTruncated\":true,");
    }
    append(out, "\"size\":", &size);
    if let Some(total) = page.total {
        append(out, ",\"total\":", &total);
    }
    out.extend_from_slice(b"}}");
}

fn append_links<R: Resource, T: Item<R>>(
    out: &mut Vec<u8>,
    query: &Query<R>,
    page: &Page<T>,
    links: &Links<R>,
) {
    let (first, prev, next, last) = match &query.window {
        Window::Number { number, size } => {
            let at = |number| Some(Window::Number { number, size: *size });
            let last = page.total.unwrap_or_default().div_ceil((*size).into()).max(1);
            let prev = if *number > 1 { at((number - 1).min(last)) } else { None };
            (at(1), prev, if *number < last { at(number + 1) } else { None }, at(last))
        }
        Window::Cursor { size, after, before } => {
            let range_end = if after.is_some() { before.clone() } else { None };
            cursor_windows(&links.cursors, page, *size, range_end)
        }
    };
    let link = |window: Option<&Window>| window.map(|window| links.to(window));
    append(out, ",\"links\":{\"first\":", &link(first.as_ref()));
    append(out, ",\"last\":", &link(last.as_ref()));
    append(out, ",\"next\":", &link(next.as_ref()));
    append(out, ",\"prev\":", &link(prev.as_ref()));
    append(out, ",\"self\":", &link(Some(&query.window)));
    out.push(b'}');
}

type Windows = (Option<Window>, Option<Window>, Option<Window>, Option<Window>);

/// `prev` and `next` are null exactly where no item comes before or after; the pages that follow in a range
/// stay in it. An empty page before everything is followed by the first page.
fn cursor_windows<R: Resource, T: Item<R>>(
    cursors: &Cursors<R>,
    page: &Page<T>,
    size: u32,
    range_end: Option<Cursor>,
) -> Windows {
    let window = |after, before| Some(Window::Cursor { size, after, before });
    let prev = page.items.first().filter(|_| page.more_before);
    let next = match page.items.last() {
        _ if !page.more_after => None,
        Some(item) => window(Some(item.place(cursors)), range_end),
        None if page.more_before => None,
        None => window(None, None),
    };
    (window(None, None), prev.and_then(|item| window(None, Some(item.place(cursors)))), next, None)
}
