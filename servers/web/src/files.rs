//! The files of the front end, as the build found them.

/// A file of the front end.
#[derive(Clone, Copy, Debug)]
pub struct File {
    /// Its path on this server, from the root: `/assets/index-1f2e.js`.
    pub path: &'static str,
    /// Its entity tag, weak, because it is the same under every content coding.
    pub tag: &'static str,
    /// Its bytes.
    pub plain: &'static [u8],
    /// The same in the content coding `br`.
    pub brotli: Option<&'static [u8]>,
    /// The same in the content coding `gzip`.
    pub gzip: Option<&'static [u8]>,
}

/// What stood in `frontend/dist` when this crate was built; empty when nothing did.
pub static PAGE: &[File] = include!(concat!(env!("OUT_DIR"), "/page.rs"));

impl File {
    /// The file at a path.
    pub(crate) fn at(files: &'static [Self], path: &str) -> Option<&'static Self> {
        files.iter().find(|file| file.path == path)
    }

    /// Its media type, by its ending.
    pub(crate) fn media_type(&self) -> &'static str {
        match ending(self.path) {
            Some("html") => "text/html; charset=utf-8",
            Some("js" | "mjs") => "text/javascript; charset=utf-8",
            Some("css") => "text/css; charset=utf-8",
            Some("csv") => "text/csv; charset=utf-8",
            Some("txt") => "text/plain; charset=utf-8",
            Some("json" | "map") => "application/json",
            Some("webmanifest") => "application/manifest+json",
            Some("wasm") => "application/wasm",
            Some("svg") => "image/svg+xml",
            Some("png") => "image/png",
            Some("jpg" | "jpeg") => "image/jpeg",
            Some("webp") => "image/webp",
            Some("avif") => "image/avif",
            Some("ico") => "image/x-icon",
            Some("woff2") => "font/woff2",
            _ => "application/octet-stream",
        }
    }
}

/// The ending of a path's last segment, without its dot; `None` for a path that is no file's.
pub(crate) fn ending(path: &str) -> Option<&str> {
    path.rsplit('/').next()?.rsplit_once('.').map(|(_, ending)| ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_segment_tells_a_file_from_a_page() {
        assert_eq!(ending("/assets/a-1.2.js"), Some("js"));
        assert_eq!(ending("/products/0193a5c2"), None);
        assert_eq!(ending("/v1.2/products"), None);
        assert_eq!(ending("/"), None);
    }
}
