//! Writes the JavaScript glue around a WebAssembly module, and says how much a visitor loads.
//!
//! A program of its own, so that `xtask` compiles in a moment and this only when a module is built.

use std::{
    error::Error,
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
    time::SystemTime,
};

use flate2::{Compression, write::GzEncoder};

const USAGE: &str = "Usage: xtask-bindgen MODULE.wasm FOLDER NAME [GZIP_BYTES_MAX]";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.as_slice() {
        [module, folder, name] => write(module, folder, name).map(|_| ()),
        [module, folder, name, bytes_max] => {
            write(module, folder, name).and_then(|size| hold(name, size, bytes_max.parse()?))
        }
        _ => Err(USAGE.into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask-bindgen: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Writes the glue unless it is newer than what it is made of; gives the module's size after gzip -9.
fn write(module: &str, folder: &str, name: &str) -> Result<usize, Box<dyn Error>> {
    let glue = Path::new(folder).join(format!("{name}.js"));
    let written = Path::new(folder).join(format!("{name}_bg.wasm"));
    if made(&glue).min(made(&written)) <= made(Path::new(module)).max(made(&std::env::current_exe()?)) {
        let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
        bindgen.input_path(module).out_name(name).typescript(true);
        // Names of functions are of use to a debugger and cost a visitor a tenth of the load.
        bindgen.remove_name_section(true).remove_producers_section(true);
        // Loaded without an address, the module is looked for beside its glue.
        bindgen.omit_default_module_path(false);
        bindgen.web(true)?.generate(folder)?;
    }
    let plain = fs::read(&written)?;
    let zipped = gzip(&plain)?;
    eprintln!("{}: {} bytes, {zipped} after gzip -9", shown(&written), plain.len());
    Ok(zipped)
}

fn hold(name: &str, size: usize, bytes_max: usize) -> Result<(), Box<dyn Error>> {
    if size > bytes_max {
        return Err(format!("the module `{name}` may have {bytes_max} bytes after gzip -9").into());
    }
    Ok(())
}

/// When a file was written; one that is not there is older than any.
fn made(file: &Path) -> SystemTime {
    fs::metadata(file).and_then(|facts| facts.modified()).unwrap_or(SystemTime::UNIX_EPOCH)
}

fn gzip(bytes: &[u8]) -> std::io::Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

/// From the working directory, which is the root of the workspace.
fn shown(file: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_else(|_| PathBuf::new());
    file.strip_prefix(here).unwrap_or(file).display().to_string()
}
