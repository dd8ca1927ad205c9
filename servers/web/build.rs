//! Puts the built front end into the crate: every file of `frontend/dist` becomes a row of a table, with the
//! `.br` and `.gz` that stand beside it. Without that folder the table is empty.

use std::{
    collections::BTreeSet,
    env,
    error::Error,
    fmt::Write,
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::Path,
    time::SystemTime,
};

fn main() -> Result<(), Box<dyn Error>> {
    let dist = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../frontend/dist");
    watch(&dist);
    let mut table = String::from("&[]");
    if dist.join("index.html").is_file() {
        let dist = dist.canonicalize()?;
        let mut files = BTreeSet::new();
        gather(&dist, &mut files)?;
        table = rows(dist.to_str().ok_or("the folder's name is no text")?, &files)?;
    }
    fs::write(Path::new(&env::var("OUT_DIR")?).join("page.rs"), table)?;
    Ok(())
}

/// Has cargo build this crate anew when something in the folder changes.
fn watch(folder: &Path) {
    // A folder that is not there would be a change each time, and one that is new would be a change the next
    // time, so an empty and old one is put in its place. Where that fails, more is built than need be.
    if fs::create_dir(folder).is_ok() {
        let _ = fs::File::open(folder).and_then(|folder| folder.set_modified(SystemTime::UNIX_EPOCH));
    }
    println!("cargo::rerun-if-changed={}", folder.display());
}

/// Every file below a folder but the hidden ones, which are notes of tools.
fn gather(folder: &Path, files: &mut BTreeSet<String>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if entry.file_type()?.is_dir() {
            gather(&entry.path(), files)?;
        } else {
            files.insert(entry.path().to_str().ok_or("a file's name is no text")?.to_owned());
        }
    }
    Ok(())
}

/// The table as Rust. The compiler reads the files from where they are, so nothing is copied.
fn rows(root: &str, files: &BTreeSet<String>) -> Result<String, Box<dyn Error>> {
    let mut rows = String::from("&[\n");
    for file in files.iter().filter(|file| !is_coded(file, files)) {
        let coded = |ending: &str| match files.get(&format!("{file}.{ending}")) {
            Some(coded) => format!("Some(include_bytes!({coded:?}))"),
            None => "None".to_owned(),
        };
        let path = file.strip_prefix(root).ok_or("a file is not below its folder")?;
        let (tag, brotli, gzip) = (tag(&fs::read(file)?), coded("br"), coded("gz"));
        writeln!(
            rows,
            "File {{ path: {path:?}, tag: {tag:?}, plain: include_bytes!({file:?}), \
             brotli: {brotli}, gzip: {gzip} }},"
        )?;
    }
    rows.push_str("]\n");
    Ok(rows)
}

/// Whether it is another of the files in a content coding.
fn is_coded(file: &str, files: &BTreeSet<String>) -> bool {
    let plain = file.strip_suffix(".br").or_else(|| file.strip_suffix(".gz"));
    plain.is_some_and(|plain| files.contains(plain))
}

/// An entity tag from the content: weak, because it is the same under every coding.
fn tag(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("W/\"{:016x}\"", hasher.finish())
}
