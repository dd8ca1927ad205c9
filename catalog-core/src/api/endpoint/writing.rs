//! The steps of a request that changes something, up to the engine.

use std::future::Future;

use http::{HeaderMap, header};

use super::{Exchange, Failure};
use crate::{
    api::{
        condition::IfMatch,
        document::Resource,
        fault::{Fault, Problem},
        media::{Extension, check_content_type},
        query::{Selection, read_selection},
    },
    engine::{
        Answer, Call, Commands, Domain, Envelope, Fingerprint, Meta, Once, Scope, Shape, StoreError, Target,
    },
};

/// The most characters an `Idempotency-Key` has.
const KEY_CHARS_MAX: usize = 255;

/// A writing request whose head was read: everything before replay, target and body.
#[derive(Clone, Debug)]
pub struct Write {
    /// Which members the answer shows.
    pub selection: Selection,
    /// The idempotency key, on POST and PATCH.
    pub once: Option<Once>,
    /// The precondition, on PATCH and DELETE.
    pub condition: Option<IfMatch>,
    envelope: Envelope,
}

/// Which members the answer shows. The results of an atomic request have no place for included resources.
fn selected<R: Resource>(query: &str, envelope: Envelope) -> Result<Selection, Vec<Fault>> {
    let selection = read_selection::<R>(query)?;
    if envelope == Envelope::Operations && selection.include.is_some() {
        let detail = "The results of operations include nothing.";
        return Err(vec![Fault::new(Problem::IncludeUnsupported, detail).parameter("include")]);
    }
    Ok(selection)
}

impl Exchange<'_> {
    /// Reads the head of a writing request: query, idempotency key and precondition are one step,
    /// the media type of its body is the next.
    pub fn write<R: Resource>(&self, envelope: Envelope) -> Result<Write, Failure> {
        let method = self.request.method();
        let once = if method == http::Method::DELETE { Ok(None) } else { self.once() };
        let condition = if method == http::Method::POST { Ok(None) } else { IfMatch::read(self.headers()) };
        let (selection, once, condition) = match (selected::<R>(self.query_text(), envelope), once, condition)
        {
            (Ok(selection), Ok(once), Ok(condition)) => (selection, once, condition),
            (selection, once, condition) => {
                let faults = selection.err().into_iter().flatten().chain(once.err()).chain(condition.err());
                return Err(faults.collect::<Vec<_>>().into());
            }
        };
        if method != http::Method::DELETE {
            let extension = match envelope {
                Envelope::Document => Extension::None,
                Envelope::Operations => Extension::Atomic,
            };
            check_content_type(self.headers(), extension)?;
        }
        Ok(Write { selection, once, condition, envelope })
    }

    /// How the answer of this request is written.
    pub fn shape(&self, write: &Write) -> Shape {
        Shape {
            request_id: self.context.request_id.clone(),
            envelope: write.envelope,
            selection: write.selection.clone(),
            site: self.site.clone(),
        }
    }

    /// Has the commands decided. Where the body could not be read, what comes before the body still goes
    /// first: a kept answer, a missing target, a failed precondition.
    pub async fn decide<D: Domain, S: Commands<D>>(
        &self,
        store: &S,
        write: Write,
        commands: Result<Vec<D::Command>, Vec<Fault>>,
        target: impl Future<Output = Result<Target, StoreError>>,
    ) -> Result<Answer, Failure> {
        let shape = self.shape(&write);
        match commands {
            Ok(commands) => {
                let context = self.context;
                let meta = Meta { now: context.now, actor: context.caller.name.clone(), ids: context.ids() };
                let Write { once, condition, .. } = write;
                Ok(store.execute(Call { commands, meta, condition, once, shape }).await?)
            }
            Err(faults) => {
                if let Some(answer) = self.replay(store, &write).await? {
                    return Ok(answer);
                }
                match (target.await?, &write.condition) {
                    (Target::Missing(fault), _) => Err(fault.into()),
                    (Target::Tagged(tag), Some(condition)) if !condition.holds_for(&tag) => {
                        Err(condition.fault(&tag).into())
                    }
                    _ => Err(faults.into()),
                }
            }
        }
    }

    /// The kept answer of this request's idempotency key, if it has one.
    pub async fn replay<D: Domain, S: Commands<D>>(
        &self,
        store: &S,
        write: &Write,
    ) -> Result<Option<Answer>, Failure> {
        let Some(once) = &write.once else { return Ok(None) };
        let kept = store.recorded(once).await?.filter(|kept| kept.counts_at(self.context.now));
        Ok(kept.map(|kept| kept.replay(once, &self.shape(write))))
    }

    /// The `Idempotency-Key` and what it covers.
    fn once(&self) -> Result<Option<Once>, Fault> {
        let Some(key) = read_key(self.headers())? else { return Ok(None) };
        let (request, caller) = (self.request, &self.context.caller.name);
        let content_type =
            self.headers().get(header::CONTENT_TYPE).map_or(&b""[..], |value| value.as_bytes());
        Ok(Some(Once {
            scope: Scope::new(caller, request.method(), request.uri().path(), &key),
            fingerprint: Fingerprint::new(content_type, self.query_text(), request.body()),
        }))
    }
}

/// Reads the key; `"k"` and `k` are one key.
fn read_key(headers: &HeaderMap) -> Result<Option<String>, Fault> {
    let invalid =
        |detail: String| Err(Fault::new(Problem::IdempotencyKeyInvalid, detail).header("Idempotency-Key"));
    let mut values = headers.get_all("idempotency-key").iter();
    let Some(value) = values.next() else { return Ok(None) };
    if values.next().is_some() {
        return invalid("Idempotency-Key is given more than once.".to_owned());
    }
    let text = value.to_str().unwrap_or_default();
    let key = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(text);
    if key.is_empty() || key.len() > KEY_CHARS_MAX || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
        return invalid(format!("Idempotency-Key must be 1 to {KEY_CHARS_MAX} visible ASCII characters."));
    }
    Ok(Some(key.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(values: &[&str]) -> Result<Option<String>, Fault> {
        let name = http::HeaderName::from_static("idempotency-key");
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(&name, value.parse().unwrap());
        }
        read_key(&headers)
    }

    #[test]
    fn a_key_is_read_with_or_without_quotes() {
        assert_eq!(key(&["\"k\""]).unwrap(), key(&["k"]).unwrap());
        assert_eq!(key(&[]).unwrap(), None);
        assert!(key(&[&"k".repeat(255)]).is_ok());
        for bad in [&[""][..], &["\"\""], &["a b"], &["a", "a"], &[&"k".repeat(256)]] {
            assert_eq!(key(bad).unwrap_err().code.name, "idempotency-key-invalid", "{bad:?}");
        }
    }
}
