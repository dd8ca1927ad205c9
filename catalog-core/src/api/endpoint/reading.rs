//! The reading endpoints, whole: a list, one resource, a feed.

use std::sync::Arc;

use http::header;

use super::{Exchange, Failure, Given, StreamOf, missing};
use crate::{
    api::{
        cursor::Cursor,
        document::{
            Item, Piecewise, Resource, content_type, list_document, piece_document, resource_document,
        },
        fault::{Fault, Problem},
        feed::{self, Event},
        query::{Parameters, Query, Window, read_selection},
        value::Value,
    },
    engine::{Answer, Page, Pieces, Reads, Shows, Watch},
};

/// `GET` of a collection.
pub async fn list<R: Resource, S: Reads<R>>(store: &S, exchange: &Exchange<'_>) -> Result<Answer, Failure> {
    let query =
        Query::<R>::read(&mut Parameters::new(exchange.query_text()), exchange.accepts.cursor_profile)?;
    let page = store.page(&query).await?;
    let document = list_document(&query, &page, &[], exchange.site);
    Ok(Answer::json(200, document).with(header::CONTENT_TYPE, &content_type(&query.selection)))
}

/// The same of resources that a store may keep as text.
pub async fn list_in_pieces<R: Piecewise, S: Pieces<R>>(
    store: &S,
    exchange: &Exchange<'_>,
) -> Result<(Answer, Shows), Failure> {
    let query =
        Query::<R>::read(&mut Parameters::new(exchange.query_text()), exchange.accepts.cursor_profile)?;
    let pieces = if query.selection.fields.is_empty() { store.pieces(&query).await? } else { None };
    Ok(match pieces {
        Some(page) => shown(&query, &page, exchange),
        None => shown(&query, &store.page(&query).await?, exchange),
    })
}

/// A page whose items show nothing but their rows.
fn shown<R: Resource>(
    query: &Query<R>,
    page: &Page<impl Item<R>>,
    exchange: &Exchange<'_>,
) -> (Answer, Shows) {
    let answer = Answer::json(200, list_document(query, page, &[], exchange.site));
    let answer = answer.with(header::CONTENT_TYPE, &content_type(&query.selection));
    (answer, Shows::page(query, &page.items))
}

/// `GET` of one resource; `id` is `None` where the path holds no id of its form.
pub async fn get<R: Resource, S: Reads<R>>(
    store: &S,
    exchange: &Exchange<'_>,
    segment: &str,
    id: Option<R::Id>,
) -> Result<Answer, Failure> {
    let selection = read_selection::<R>(exchange.query_text())?;
    let absent = || Failure::from(missing(R::KIND, segment));
    let resource = store.get(&id.ok_or_else(absent)?).await?.ok_or_else(absent)?;
    let answer = Answer::json(200, resource_document(&resource, &[], &selection, exchange.site));
    Ok(tagged(answer, resource.tag().as_deref()))
}

/// The same of a resource that a store may keep as text, which shows nothing but its row.
pub async fn get_in_pieces<R: Piecewise, S: Pieces<R>>(
    store: &S,
    exchange: &Exchange<'_>,
    segment: &str,
    id: Option<R::Id>,
) -> Result<Given, Failure> {
    let selection = read_selection::<R>(exchange.query_text())?;
    let shows = id.as_ref().map(Shows::row);
    let piece = match &id {
        Some(id) if selection.fields.is_empty() => store.piece(id).await?,
        _ => None,
    };
    let answer = match piece {
        Some(piece) => {
            let answer = Answer::json(200, piece_document::<R>(&piece, &selection, exchange.site));
            tagged(answer, R::tag_of(&piece.attributes))
        }
        None => get::<R, S>(store, exchange, segment, id).await?,
    };
    Ok(Given::Answer(answer, shows))
}

/// The answer with its strong entity tag, where it has one.
fn tagged(answer: Answer, tag: Option<&str>) -> Answer {
    match tag {
        Some(tag) => answer.with(header::ETAG, &format!("\"{tag}\"")),
        None => answer,
    }
}

/// `GET` of a feed: a page of it, or the stream of what comes.
pub async fn feed<R: Event, S: Reads<R> + Watch>(
    store: &Arc<S>,
    exchange: &Exchange<'_>,
) -> Result<Given, Failure> {
    let mut parameters = Parameters::new(exchange.query_text());
    let streams = exchange.accepts.event_stream;
    let resumed = if streams { last_event_id(exchange, &mut parameters) } else { None };
    let query = Query::<R>::read(&mut parameters, exchange.accepts.cursor_profile && !streams)?;
    let after = resumed.or_else(|| seq_after(&query.window));
    if let Some(seq) = after
        && let Some(fault) = feed::check_kept::<R, S>(store, seq).await?
    {
        return Err(fault.into());
    }
    if streams {
        let after = feed::start::<R, S>(store, after).await?;
        let stream = feed::stream(Arc::clone(store), query, after, Arc::clone(exchange.site));
        return Ok(Given::Stream(StreamOf(stream)));
    }
    let page = store.page(&query).await?;
    let document = list_document(&query, &page, &[], exchange.site);
    Ok(Answer::json(200, document).with(header::CONTENT_TYPE, &content_type(&query.selection)).into())
}

/// `Last-Event-ID`, where the client has one.
fn last_event_id(exchange: &Exchange<'_>, parameters: &mut Parameters) -> Option<u64> {
    let value = exchange.headers().get("last-event-id")?;
    let cursor = value.to_str().ok().and_then(Cursor::decode_seq);
    let seq = cursor.and_then(|cursor| seq_of(&cursor));
    if seq.is_none() {
        let detail = "Last-Event-ID must be the decimal id of an event.";
        parameters.fault(Fault::new(Problem::CursorInvalid, detail).header("Last-Event-ID"));
    }
    seq
}

fn seq_after(window: &Window) -> Option<u64> {
    let Window::Cursor { after: Some(cursor), .. } = window else { return None };
    seq_of(cursor)
}

fn seq_of(cursor: &Cursor) -> Option<u64> {
    match cursor.0.first() {
        Some(Value::Int(seq)) => u64::try_from(*seq).ok(),
        _ => None,
    }
}
