//! The process: it serves, commits, dies and starts again.

use std::{
    sync::Arc,
    task::{self, Poll, Waker},
};

use catalog_core::engine::Site;
use stock_core::service::Service;

use super::{DAY, HOUR, Reply, Running, World, log};
use crate::{
    bug::Bug,
    faulty::Fault,
    oracle::{Held, Said},
    tally::Sometimes,
};

impl World {
    /// The service goes on with one request as far as it can.
    pub(super) fn somebody_is_served(&mut self) -> Held {
        if self.running.is_empty() {
            return Ok(());
        }
        let place = self.random.place(self.running.len());
        let read_fails = self.random.percent(self.weather.reads);
        self.store.machine().read_fails = read_fails;
        let mut context = task::Context::from_waker(Waker::noop());
        let polled = self.running[place].answer.as_mut().poll(&mut context);
        let mut machine = self.store.machine();
        if read_fails && !std::mem::take(&mut machine.read_fails) {
            self.tally.note(Sometimes::ReadFails);
        }
        if std::mem::take(&mut machine.overloaded) {
            self.tally.note(Sometimes::Overloaded);
        }
        let Poll::Ready(response) = polled else { return Ok(()) };
        let Running { client, asked, now, arrived, .. } = self.running.swap_remove(place);
        let (parts, body) = response.into_parts();
        let body = body.bytes().cloned().unwrap_or_default();
        let said = Said { status: parts.status.as_u16(), headers: parts.headers, body, now, arrived };
        log!(self, "{} is answered {}", asked.name, said.status);
        if said.is_replay() && self.crashes > 0 {
            self.tally.note(Sometimes::ReplayedAfterCrash);
        }
        self.oracle.answered(&machine.disk, &asked, &said, &mut self.tally)?;
        drop(machine);
        self.replies.push(Reply { client, asked, said });
        Ok(())
    }

    pub(super) fn a_batch_runs(&mut self) -> Held {
        let most = usize::try_from(self.random.within(1, 4)).unwrap();
        let fault = self
            .random
            .percent(self.weather.store)
            .then(|| *self.random.pick(&[Fault::Load, Fault::Kept, Fault::Commit, Fault::Unsure]));
        let ran = self.store.machine().run(most, fault);
        if ran.calls > 1 {
            self.tally.note(Sometimes::Batched);
        }
        if ran.repeated {
            self.tally.note(Sometimes::RepeatedInBatch);
        }
        if ran.calls > 0 {
            log!(self, "{} calls run, fault: {:?}", ran.calls, ran.struck);
        }
        match ran.struck {
            Some(Fault::Load) => self.tally.note(Sometimes::LoadFails),
            Some(Fault::Kept) => self.tally.note(Sometimes::KeptFails),
            Some(Fault::Commit) => self.tally.note(Sometimes::CommitFails),
            Some(Fault::Unsure) if self.bug != Some(Bug::StoresAndFails) => {
                self.tally.note(Sometimes::CommitUnsure);
                self.crash()?;
            }
            Some(Fault::Unsure) | None => {}
        }
        self.oracle.look(&self.store.machine().disk, &mut self.tally)?;
        self.oracle.decided(ran.now);
        Ok(())
    }

    /// The process dies, with everything that was under way in it, and another one starts.
    pub(super) fn crash(&mut self) -> Held {
        let mut machine = self.store.machine();
        let happened = [
            (self.running.is_empty(), Sometimes::CrashIdle),
            (self.catalogue.waiting() > 0, Sometimes::CrashChecking),
            (machine.queued() > 0, Sometimes::CrashQueued),
            (self.running.len() > machine.queued() + self.catalogue.waiting(), Sometimes::CrashUnanswered),
        ];
        happened.iter().filter(|(so, _)| *so).for_each(|(_, what)| self.tally.note(*what));
        log!(self, "the process dies with {} requests under way", self.running.len());
        self.running.clear();
        self.catalogue.hang_up();
        self.crashes += 1;
        machine.crash();
        self.oracle.look(&machine.disk, &mut self.tally)?;
        self.oracle.look_again(&machine.disk)?;
        drop(machine);
        let store = Arc::new(self.store.clone());
        self.service = Arc::new(Service::new(store, self.catalogue.clone(), Site::default()));
        Ok(())
    }

    pub(super) fn the_clock_jumps(&mut self) {
        let (jump, what) = *self.random.pick(&[
            (HOUR, Sometimes::HourForward),
            (-HOUR, Sometimes::HourBack),
            (2 * DAY, Sometimes::TwoDays),
            (-400 * DAY, Sometimes::YearBack),
            (3_650 * DAY, Sometimes::TenYears),
        ]);
        log!(self, "the clock jumps: {}", what.name());
        self.tally.note(what);
        self.clock = self.clock.plus_millis(jump);
    }
}
