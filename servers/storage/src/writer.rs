//! The one thread that writes: it takes what waits, has it decided, commits once and answers all.

use std::{
    panic::{self, AssertUnwindSafe},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Receiver, SyncSender, TryRecvError, TrySendError},
    },
    thread::{self, JoinHandle},
};

use catalog_core::{
    api::instant::UnixMillis,
    engine::{Alarm, Answer, Call, Domain, Engine, Generations, Refused, StoreError},
};
use event_listener::{Event, EventListener};
use rusqlite::Connection;
use tokio::sync::oneshot;

use crate::{
    error::OpenError,
    kept::Newest,
    options::Options,
    ranks::Shelves,
    sqlite::{Checkpoints, Keeper, SqliteJournal, open_writer},
};

/// How many calls one commit takes: enough to make the cost of the disk small for each, and few enough that
/// the first of them does not wait long for the last.
const BATCH_MAX: usize = 256;

/// The way to the thread that writes.
#[derive(Debug)]
pub(crate) struct Writer<D: Domain> {
    queue: SyncSender<Message<D>>,
    signals: Arc<Signals>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

/// What the thread tells.
#[derive(Debug, Default)]
struct Signals {
    committed: Event,
    generations: Generations,
    ready: AtomicBool,
    alarm: Alarm,
}

/// What the thread is told.
enum Message<D: Domain> {
    Call(Box<Waiting<D>>),
    /// Somebody asked for ranks that there are not.
    Tend,
    Close,
}

/// A call and who waits for its answer.
struct Waiting<D: Domain> {
    call: Call<D::Command>,
    answer: oneshot::Sender<Result<Answer, Refused>>,
}

impl<D: Domain> Writer<D> {
    /// Starts the thread over an open database.
    pub(crate) fn start<S: SqliteJournal<D>>(
        path: &Path,
        db: Connection,
        newest: &Arc<Newest>,
        shelves: &Arc<Shelves>,
        options: &Options,
    ) -> Result<Self, OpenError> {
        let (queue, waiting) = mpsc::sync_channel(options.queue_max.max(1));
        let signals = Arc::new(Signals { ready: AtomicBool::new(true), ..Signals::default() });
        Checkpoints::spare(&db).map_err(OpenError::of(path))?;
        let (domain, keeper): (D, Keeper<S>) =
            Keeper::over(path, db, Arc::clone(newest), options.events_keep_days)?;
        signals.alarm.set(domain.next_due());
        let mut desk: Desk<D, S> = Desk {
            path: path.to_owned(),
            newest: Arc::clone(newest),
            events_keep_days: options.events_keep_days,
            engine: Some(Engine::new(domain, keeper.ranking(Arc::clone(shelves)))),
            shelves: Arc::clone(shelves),
            checkpoints: Checkpoints::start(path)?,
            signals: Arc::clone(&signals),
        };
        let thread = thread::Builder::new().name(format!("{} writer", S::FORMAT.kind));
        let thread = thread.spawn(move || desk.work(&waiting)).map_err(OpenError::io(path))?;
        Ok(Self { queue, signals, thread: Mutex::new(Some(thread)) })
    }

    /// Has a call decided.
    pub(crate) async fn execute(&self, call: Call<D::Command>) -> Result<Answer, Refused> {
        let (answer, answered) = oneshot::channel();
        self.queue.try_send(Message::Call(Box::new(Waiting { call, answer }))).map_err(
            |error| match error {
                TrySendError::Full(_) => Refused::Overloaded,
                TrySendError::Disconnected(_) => closed(),
            },
        )?;
        answered.await.unwrap_or_else(|_| Err(closed()))
    }

    /// Tells the thread that ranks were asked for. Where its queue is full it will see to them anyway.
    pub(crate) fn tend(&self) {
        let _ = self.queue.try_send(Message::Tend);
    }

    pub(crate) fn listen(&self) -> EventListener {
        self.signals.committed.listen()
    }

    pub(crate) fn generations(&self) -> &Generations {
        &self.signals.generations
    }

    pub(crate) fn next_due(&self) -> Option<UnixMillis> {
        self.signals.alarm.get()
    }

    pub(crate) fn is_ready(&self) -> bool {
        self.signals.ready.load(Ordering::Acquire)
    }

    /// Lets what waits be decided and ends the thread. Blocks until it has ended.
    pub(crate) fn close(&self) {
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            // The thread is gone already when this fails.
            let _ = self.queue.send(Message::Close);
            let _ = thread.join();
        }
    }
}

impl<D: Domain> Drop for Writer<D> {
    fn drop(&mut self) {
        self.close();
    }
}

fn closed() -> Refused {
    StoreError("the store is closed".to_owned()).into()
}

/// Where the thread works.
struct Desk<D: Domain, S> {
    path: PathBuf,
    newest: Arc<Newest>,
    events_keep_days: u32,
    /// None after a panic, until it is built anew.
    engine: Option<Engine<D, Keeper<S>>>,
    shelves: Arc<Shelves>,
    checkpoints: Checkpoints,
    signals: Arc<Signals>,
}

impl<D: Domain, S: SqliteJournal<D>> Desk<D, S> {
    fn work(&mut self, queue: &Receiver<Message<D>>) {
        let mut open = true;
        while open && let Some(first) = self.next(queue) {
            let mut batch = Vec::new();
            open = collect(first, queue, &mut batch);
            self.answer(batch);
            self.tend();
        }
        // What came in behind the word to close.
        let mut rest = Vec::new();
        while let Ok(message) = queue.try_recv() {
            collect(message, queue, &mut rest);
            self.answer(std::mem::take(&mut rest));
        }
        self.signals.ready.store(false, Ordering::Release);
        self.checkpoints.end();
        if let Some(engine) = self.engine.take()
            && let Err(error) = engine.journal().checkpoint()
        {
            tracing::warn!(%error, path = %self.path.display(), "the log could not be put into the file");
        }
    }

    /// The next message. While none waits, ranks are tended, bit by bit.
    fn next(&mut self, queue: &Receiver<Message<D>>) -> Option<Message<D>> {
        loop {
            match queue.try_recv() {
                Ok(message) => return Some(message),
                Err(TryRecvError::Disconnected) => return None,
                Err(TryRecvError::Empty) if self.tend() => {}
                Err(TryRecvError::Empty) => return queue.recv().ok(),
            }
        }
    }

    /// Does a little for the ranks of rows. Whether there is more to do.
    fn tend(&mut self) -> bool {
        let Some(engine) = &mut self.engine else { return false };
        engine.journal_mut().tend().unwrap_or_else(|error| {
            tracing::warn!(%error, path = %self.path.display(), "the rows could not be ranked");
            false
        })
    }

    /// Decides a batch and answers it.
    fn answer(&mut self, batch: Vec<Waiting<D>>) {
        let (calls, waiting): (Vec<_>, Vec<_>) =
            batch.into_iter().map(|waiting| (waiting.call, waiting.answer)).unzip();
        if waiting.is_empty() {
            return;
        }
        let answers = match self.run(calls) {
            Ok(answers) => answers,
            Err(error) => {
                self.signals.generations.raise_all();
                waiting.iter().map(|_| Err(Refused::Store(error.clone()))).collect()
            }
        };
        for (waiting, answer) in waiting.into_iter().zip(answers) {
            if let Err(Refused::Store(error)) = &answer {
                tracing::error!(%error, path = %self.path.display(), "a call could not be stored");
            }
            // Nobody waits any more when this fails.
            let _ = waiting.send(answer);
        }
        self.signals.committed.notify(usize::MAX);
        self.checkpoints.committed();
    }

    /// Runs a batch. After a panic nobody knows what the state in memory is worth, so it is thrown away, and
    /// built anew from the database before the next batch.
    fn run(&mut self, calls: Vec<Call<D::Command>>) -> Result<Vec<Result<Answer, Refused>>, StoreError> {
        let mut engine = match self.engine.take() {
            Some(engine) => engine,
            None => self.rebuild()?,
        };
        let done = panic::catch_unwind(AssertUnwindSafe(|| {
            let answers = engine.run(calls);
            S::bound(engine.domain_mut());
            self.signals.alarm.set(engine.domain().next_due());
            self.signals.generations.raise(engine.changed());
            (answers, engine)
        }));
        let Ok((answers, engine)) = done else {
            self.signals.ready.store(false, Ordering::Release);
            self.engine = self.rebuild().ok();
            return Err(StoreError("deciding panicked".to_owned()));
        };
        self.engine = Some(engine);
        Ok(answers)
    }

    fn rebuild(&mut self) -> Result<Engine<D, Keeper<S>>, StoreError> {
        let open = || {
            let db = open_writer(&self.path, &S::FORMAT)?;
            Checkpoints::spare(&db).map_err(OpenError::of(&self.path))?;
            Keeper::over(&self.path, db, Arc::clone(&self.newest), self.events_keep_days)
        };
        let (domain, keeper): (D, Keeper<S>) = open().map_err(|error| StoreError(error.to_string()))?;
        let engine = Engine::new(domain, keeper.ranking(Arc::clone(&self.shelves)));
        self.signals.alarm.set(engine.domain().next_due());
        self.signals.ready.store(true, Ordering::Release);
        Ok(engine)
    }
}

/// Takes the first message and what waits behind it, up to a batch. Whether the queue stays open.
fn collect<D: Domain>(first: Message<D>, queue: &Receiver<Message<D>>, batch: &mut Vec<Waiting<D>>) -> bool {
    let mut next = Some(first);
    while let Some(message) = next {
        match message {
            Message::Call(waiting) => batch.push(*waiting),
            Message::Tend => {}
            Message::Close => return false,
        }
        next = if batch.len() < BATCH_MAX { queue.try_recv().ok() } else { None };
    }
    true
}
