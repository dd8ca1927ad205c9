//! Running a batch.

use std::collections::BTreeMap;

use super::{
    call::{Answer, Call, Shape},
    domain::{Domain, Rejected, Step, Target},
    journal::{Batch, Journal, Refused, StoreError},
    once::{Kept, Once, Recent, Scope},
    shows::Aspect,
    tracked::Part,
};
use crate::api::fault::{Fault, Problem};

/// A domain, the store it is written to, and the newest kept answers. One thread owns it.
#[derive(Debug)]
pub struct Engine<D, J> {
    domain: D,
    journal: J,
    recent: Recent,
    changed: Vec<Aspect>,
}

/// What became of one call before the commit.
enum Outcome {
    /// Decided: its answer goes out after the commit.
    Decided(Answer),
    /// The store failed while it was looked at.
    Failed(StoreError),
}

impl<D: Domain, J: Journal<D>> Engine<D, J> {
    /// An engine over a store.
    pub fn new(domain: D, journal: J) -> Self {
        Self { domain, journal, recent: Recent::default(), changed: Vec::new() }
    }

    /// The state.
    pub fn domain(&self) -> &D {
        &self.domain
    }

    /// The store.
    pub fn journal(&self) -> &J {
        &self.journal
    }

    /// The store, for a host that has it look after itself between batches.
    pub fn journal_mut(&mut self) -> &mut J {
        &mut self.journal
    }

    /// The state, for a host that bounds its memory between batches.
    pub fn domain_mut(&mut self) -> &mut D {
        &mut self.domain
    }

    /// What the last batch changed, or would have changed where its commit failed, as [`Domain::changed`] has it.
    pub fn changed(&self) -> &[Aspect] {
        &self.changed
    }

    /// Decides the calls in order and stores what they do in one commit. Each gets its answer, in order;
    /// when the commit fails, nothing was done and each gets the failure.
    pub fn run(&mut self, calls: Vec<Call<D::Command>>) -> Vec<Result<Answer, Refused>> {
        let now = calls.iter().map(|call| call.meta.now).max().unwrap_or_default();
        let mut kept = Vec::new();
        let mut in_batch = BTreeMap::new();
        let outcomes: Vec<Outcome> = calls
            .into_iter()
            .map(|call| {
                self.each_part(|part| part.mark());
                self.decide(call, &mut kept, &mut in_batch).map_or_else(
                    |error| {
                        self.each_part(|part| part.rollback());
                        Outcome::Failed(error)
                    },
                    Outcome::Decided,
                )
            })
            .collect();
        self.changed = self.domain.changed();
        match self.journal.commit(&Batch { domain: &self.domain, kept: &kept, now }) {
            Ok(()) => {
                self.each_part(|part| part.settle());
                for kept in kept {
                    self.recent.push(kept);
                }
                outcomes.into_iter().map(Outcome::settled).collect()
            }
            Err(error) => {
                self.each_part(|part| part.discard());
                outcomes.iter().map(|_| Err(Refused::Store(error.clone()))).collect()
            }
        }
    }

    /// One call: kept answer, target, precondition, rules, answer.
    fn decide(
        &mut self,
        mut call: Call<D::Command>,
        kept: &mut Vec<Kept>,
        in_batch: &mut BTreeMap<Scope, usize>,
    ) -> Result<Answer, StoreError> {
        if let Some(once) = &call.once {
            let earlier = match in_batch.get(&once.scope).and_then(|place| kept.get(*place)) {
                Some(found) => Some(found.clone()),
                None => self.kept(once)?,
            };
            if let Some(earlier) = earlier.filter(|earlier| earlier.counts_at(call.meta.now)) {
                return Ok(earlier.replay(once, &call.shape));
            }
        }
        let (answer, step) = self.judge(&mut call)?;
        if let Some(once) = call.once
            && step.is_none_or(|step| step >= Step::Check)
        {
            in_batch.insert(once.scope, kept.len());
            kept.push(Kept { once, at: call.meta.now, answer: answer.clone() });
        }
        Ok(answer)
    }

    fn kept(&mut self, once: &Once) -> Result<Option<Kept>, StoreError> {
        match self.recent.find(&once.scope) {
            Some(kept) => Ok(Some(kept.clone())),
            None => self.journal.kept(once),
        }
    }

    /// The answer of a call that runs for the first time, and the step at which it was refused, if it was.
    fn judge(&mut self, call: &mut Call<D::Command>) -> Result<(Answer, Option<Step>), StoreError> {
        let mut changes = Vec::with_capacity(call.commands.len());
        let mut refusals: Vec<(Step, Fault)> = Vec::new();
        for place in 0..call.commands.len() {
            match self.command(call, place)? {
                Ok(change) => changes.push(change),
                Err(faults) => refusals
                    .extend(faults.into_iter().map(|(step, fault)| (step, call.shape.placed(place, fault)))),
            }
        }
        let Some(step) = first_failing(&refusals) else {
            return Ok((self.domain.answer(call, &changes), None));
        };
        self.each_part(|part| part.rollback());
        let faults: Vec<Fault> =
            refusals.into_iter().filter(|(at, _)| *at == step).map(|(_, fault)| fault).collect();
        Ok((call.shape.refuse(&faults), Some(step)))
    }

    /// One command: its change, already applied, or every fault with its step.
    #[expect(
        clippy::type_complexity,
        reason = "the store's failure and the command's refusal are two things"
    )]
    fn command(
        &mut self,
        call: &mut Call<D::Command>,
        place: usize,
    ) -> Result<Result<D::Change, Vec<(Step, Fault)>>, StoreError> {
        let Some(command) = call.commands.get(place) else { return Ok(Err(Vec::new())) };
        loop {
            let keys = self.domain.touches(command);
            if keys.is_empty() {
                break;
            }
            self.journal.load(&mut self.domain, &keys)?;
        }
        match (self.domain.target(command), &call.condition) {
            (Target::Missing(fault), _) => return Ok(Err(vec![(Step::Target, fault)])),
            (Target::Tagged(tag), Some(condition)) if !condition.holds_for(&tag) => {
                return Ok(Err(vec![(Step::Precondition, condition.fault(&tag))]));
            }
            _ => {}
        }
        Ok(match self.domain.decide(command, &mut call.meta) {
            Ok(change) => {
                self.domain.apply(&change);
                Ok(change)
            }
            Err(rejections) => {
                Err(rejections.iter().map(|rejection| (rejection.step(), rejection.fault())).collect())
            }
        })
    }

    fn each_part(&mut self, act: impl Fn(&mut dyn Part)) {
        self.domain.parts().into_iter().for_each(act);
    }
}

/// The step that answers: the first at which anything failed. A target that is missing only behind a command
/// refused at a later step may be what that one would have made: a consequence, which must not hide its cause.
fn first_failing(refusals: &[(Step, Fault)]) -> Option<Step> {
    let first = refusals.first().map(|(step, _)| *step)?;
    let others = refusals.iter().map(|(step, _)| *step).filter(|step| *step > Step::Target);
    if first == Step::Target { Some(first) } else { others.min() }
}

impl Outcome {
    fn settled(self) -> Result<Answer, Refused> {
        match self {
            Self::Decided(answer) => Ok(answer),
            Self::Failed(error) => Err(Refused::Store(error)),
        }
    }
}

impl Kept {
    /// What a later call with the same key is answered: the same, if it asks the same.
    pub fn replay(&self, once: &Once, shape: &Shape) -> Answer {
        if self.once.fingerprint != once.fingerprint {
            let detail =
                "This Idempotency-Key was used for another request; use a new key for a new request.";
            return shape
                .refuse(&[Fault::new(Problem::IdempotencyKeyReused, detail).header("Idempotency-Key")]);
        }
        self.answer.clone().with(http::HeaderName::from_static("idempotency-replayed"), "true")
    }
}
