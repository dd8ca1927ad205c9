//! The import of a file, as an owner makes it: the command reads, the services write.

use std::{
    fs,
    process::Command,
    time::{Duration, Instant},
};

use crate::{
    Failed,
    child::{BINARY, Folder, KEY, Server, free_address},
    goods,
};

/// Its name for `--only`.
pub(crate) const NAME: &str = "import";

/// Imports a file of so many products into an empty catalogue in `folder`; the time it took.
pub(crate) fn measure(products: usize, folder: &Folder) -> Result<Duration, Failed> {
    let file = folder.path().join("products.csv");
    fs::write(&file, goods::csv(products))?;
    let mut catalog = Server::service("catalog", free_address()?, folder.path(), &[])?;
    let began = Instant::now();
    let done = Command::new(BINARY)
        .arg("import")
        .arg(&file)
        .env_clear()
        .env("PRODUCT_SERVICE_URL", format!("http://{}", catalog.address))
        .env("INTERNAL_API_KEY", KEY)
        .output()?;
    let time = began.elapsed();
    let count = goods::count(catalog.address)?;
    if !done.status.success() || count != i64::try_from(products)? {
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        return Err(format!("{count} of {products} products were imported: {said}").into());
    }
    catalog.stop()?;
    Ok(time)
}
