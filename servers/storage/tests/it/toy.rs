//! A domain of things, and the store it is kept in.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc::{Receiver, Sender},
    },
};

use catalog_core::{
    api::{
        fault::{Fault, Problem},
        field::Column,
        id::IdSource,
        instant::UnixMillis,
        query::Selection,
        value::Value,
    },
    engine::{
        Answer, Appended, Aspect, Call, Counter, Domain, Envelope, Meta, Once, Part, Rejected, Shape, Site,
        Step, Target, Tracked,
    },
};
use rusqlite::{Connection, Row};
use trastienda_storage::{
    Feed, Format, KEPT_PLACES_SCHEMA, KEPT_SCHEMA, Lists, Options, Ranked, RankedTable, Rows, Sqlite,
    SqliteJournal, Table,
};

use crate::thing::{Note, Thing};

pub(crate) type Store = Sqlite<Toy, ToyTables>;

/// What can be asked.
pub(crate) enum Command {
    Put(Thing),
    /// Refused by the rules when the thing is there.
    Add(Thing),
    Remove(String),
    Panic,
    /// Tells that deciding has begun, and waits for a word.
    Hold(Sender<()>, std::sync::Mutex<Receiver<()>>),
}

#[derive(Clone)]
pub(crate) enum Change {
    Put(Thing),
    Remove(String),
    Nothing,
}

pub(crate) struct Taken;

impl Rejected for Taken {
    fn step(&self) -> Step {
        Step::Rules
    }

    fn fault(&self) -> Fault {
        Fault::new(Problem::IdTaken, "taken")
    }
}

#[derive(Debug, Default)]
pub(crate) struct Toy {
    things: Tracked<String, Thing>,
    notes: Appended<Note>,
    seq: Counter,
}

impl Domain for Toy {
    type Command = Command;
    type Change = Change;
    type Rejection = Taken;
    type Key = String;

    fn touches(&self, command: &Command) -> Vec<String> {
        let id = match command {
            Command::Put(thing) | Command::Add(thing) => &thing.id,
            Command::Remove(id) => id,
            Command::Panic | Command::Hold(..) => return Vec::new(),
        };
        if self.things.is_loaded(id) { Vec::new() } else { vec![id.clone()] }
    }

    fn target(&self, _: &Command) -> Target {
        Target::None
    }

    fn decide(&self, command: &Command, _: &mut Meta) -> Result<Change, Vec<Taken>> {
        Ok(match command {
            Command::Add(thing) if self.things.get(&thing.id).is_some() => return Err(vec![Taken]),
            Command::Put(thing) | Command::Add(thing) => Change::Put(thing.clone()),
            Command::Remove(id) => Change::Remove(id.clone()),
            Command::Panic => panic!("as asked"),
            Command::Hold(begun, word) => {
                begun.send(()).unwrap();
                word.lock().unwrap().recv().unwrap();
                Change::Nothing
            }
        })
    }

    fn apply(&mut self, change: &Change) {
        let kind = match change {
            Change::Put(thing) => {
                self.things.put(thing.id.clone(), thing.clone());
                "put"
            }
            Change::Remove(id) => {
                self.things.remove(id.clone());
                "removed"
            }
            Change::Nothing => return,
        };
        let seq = self.seq.last() + 1;
        self.seq.advance_to(seq);
        // The feed's moments are old, so that all but the newest note expire.
        self.notes.push(Note { seq, at: 0, kind: kind.to_owned() });
    }

    fn answer(&self, _: &Call<Command>, _: &[Change]) -> Answer {
        Answer::json(200, self.seq.last().to_string())
    }

    fn changed(&self) -> Vec<Aspect> {
        Vec::new()
    }

    fn parts(&mut self) -> Vec<&mut dyn Part> {
        vec![&mut self.things, &mut self.notes, &mut self.seq]
    }
}

#[derive(Debug)]
pub(crate) struct ToyTables;

const NOTES: Feed = Feed { table: "notes", key: "seq" };

impl SqliteJournal<Toy> for ToyTables {
    const FORMAT: Format = Format {
        kind: "toy",
        application_id: 0x544f_5953,
        migrations: &[KEPT_SCHEMA, include_str!("toy.sql"), KEPT_PLACES_SCHEMA],
    };
    const FEEDS: &'static [Feed] = &[NOTES];
    const RANKED: &'static [&'static dyn RankedTable<Toy>] =
        &[&Ranked { table: &THING, feed: NOTES, rows: |toy: &Toy| &toy.things }];

    fn open(db: &Connection) -> rusqlite::Result<Toy> {
        let last: Option<i64> = db.query_row("SELECT max(seq) FROM notes", (), |row| row.get(0))?;
        Ok(Toy { seq: Counter::at(last.unwrap_or(0).cast_unsigned()), ..Toy::default() })
    }

    fn load(db: &Connection, domain: &mut Toy, keys: &[String]) -> rusqlite::Result<()> {
        for key in keys {
            domain.things.load(key.clone(), THING.get(db, key)?);
        }
        Ok(())
    }

    fn store(db: &Connection, domain: &Toy) -> rusqlite::Result<()> {
        let (things, notes) = (Rows::of(&THING), Rows::of(&NOTE));
        for change in domain.things.changes() {
            match change {
                (None, Some(after)) => things.add_all(db, [after])?,
                (Some(before), Some(after)) => things.change(db, before, after)?,
                (Some(before), None) => things.remove_whole(db, before)?,
                (None, None) => {}
            }
        }
        domain.notes.drafted().iter().try_for_each(|note| notes.put(db, note))
    }

    fn bound(domain: &mut Toy) {
        domain.things.forget();
    }
}

const THING: Table<Thing> = Table {
    name: "things",
    stored: &[Column { name: "marks", value: |thing: &Thing| thing.marks.join(" ").into() }],
    columns: &["id", "name", "size", "rank", "note", "path", "marks", "words"],
    from_row: read_thing,
    key: |id| id.as_str().into(),
};

fn read_thing(row: &Row<'_>) -> rusqlite::Result<Thing> {
    let list = |column| {
        let text: String = row.get(column)?;
        Ok::<_, rusqlite::Error>(text.split_whitespace().map(str::to_owned).collect())
    };
    Ok(Thing {
        id: row.get(0)?,
        name: row.get(1)?,
        size: row.get(2)?,
        rank: row.get(3)?,
        note: row.get(4)?,
        path: row.get(5)?,
        marks: list(6)?,
        words: list(7)?,
    })
}

impl Lists<Thing> for ToyTables {
    const TABLE: Table<Thing> = THING;
}

impl Lists<Note> for ToyTables {
    const TABLE: Table<Note> = NOTE;
}

const NOTE: Table<Note> = Table {
    name: "notes",
    stored: &[Column { name: "at", value: |note: &Note| note.at.into() }],
    columns: &["seq", "at", "kind"],
    from_row: |row| {
        Ok(Note { seq: row.get::<_, i64>(0)?.cast_unsigned(), at: row.get(1)?, kind: row.get(2)? })
    },
    key: |seq| Value::Int(seq.cast_signed()),
};

/// A directory that is removed at the end.
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    pub(crate) fn new() -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("trastienda-storage-{}-{count}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.0.join("toy.db")
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub(crate) fn open(path: &Path) -> Store {
    Store::open(path, &Options::default()).unwrap()
}

/// Runs a future to its end.
pub(crate) fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

/// A call of commands, at a moment of the present.
pub(crate) fn call(commands: Vec<Command>, once: Option<Once>) -> Call<Command> {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    let now = UnixMillis::new(i64::try_from(now.as_millis()).unwrap());
    Call {
        commands,
        meta: Meta { now, actor: Arc::from("ana"), ids: IdSource::new(now, [0; 16]) },
        condition: None,
        once,
        shape: Shape {
            request_id: Arc::from("request"),
            envelope: Envelope::Document,
            selection: Selection::default(),
            site: Arc::new(Site::default()),
        },
    }
}

/// A plain thing of that size.
pub(crate) fn thing(id: &str, size: i64) -> Thing {
    Thing {
        id: id.to_owned(),
        name: format!("thing {id}"),
        size,
        rank: None,
        note: None,
        path: None,
        marks: Vec::new(),
        words: Vec::new(),
    }
}
