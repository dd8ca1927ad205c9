//! `text/event-stream`, taken apart as it comes (WHATWG HTML §9.2.6).

use std::{mem::take, time::Duration};

/// The longest event taken, in bytes: far above what the services send (a product has at most some 40 KiB).
pub const FRAME_BYTES_MAX: usize = 1024 * 1024;

/// One event of a stream.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// The id it gives, if any.
    pub id: Option<String>,
    /// Its name; empty where none is given.
    pub event: String,
    /// Its data, lines parted by a line feed.
    pub data: String,
    /// How long to wait before the stream is opened again, where it says so.
    pub retry: Option<Duration>,
}

/// An event longer than [`FRAME_BYTES_MAX`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an event is longer than {FRAME_BYTES_MAX} bytes")]
pub struct TooLong;

/// Takes chunks and gives the events that they complete. Chunks may end anywhere.
#[derive(Clone, Debug, Default)]
pub struct Frames {
    line: Vec<u8>,
    /// The last byte was a carriage return, so a line feed right behind it ends no further line.
    after_return: bool,
    begun: bool,
    frame: Frame,
    has_data: bool,
    bytes: usize,
}

impl Frames {
    /// Takes a chunk.
    pub fn push(&mut self, chunk: &[u8]) -> Result<Vec<Frame>, TooLong> {
        let mut frames = Vec::new();
        for &byte in chunk {
            let after_return = std::mem::replace(&mut self.after_return, byte == b'\r');
            match byte {
                b'\n' if after_return => {}
                b'\n' | b'\r' => frames.extend(self.end_line()),
                _ => {
                    self.bytes += 1;
                    if self.bytes > FRAME_BYTES_MAX {
                        return Err(TooLong);
                    }
                    self.line.push(byte);
                }
            }
        }
        Ok(frames)
    }

    fn end_line(&mut self) -> Option<Frame> {
        let line = take(&mut self.line);
        let line = String::from_utf8_lossy(&line);
        let line = if self.begun { &*line } else { line.strip_prefix('\u{feff}').unwrap_or(&line) };
        self.begun = true;
        if line.is_empty() {
            return self.end_frame();
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "id" if !value.contains('\0') => self.frame.id = Some(value.to_owned()),
            "event" => value.clone_into(&mut self.frame.event),
            "data" => {
                if self.has_data {
                    self.frame.data.push('\n');
                }
                self.frame.data.push_str(value);
                self.has_data = true;
            }
            "retry" => self.frame.retry = value.parse().ok().map(Duration::from_millis).or(self.frame.retry),
            // An empty field name is a comment; others are unknown.
            _ => {}
        }
        None
    }

    fn end_frame(&mut self) -> Option<Frame> {
        self.bytes = 0;
        let frame = take(&mut self.frame);
        let told = take(&mut self.has_data) || frame.retry.is_some() || frame.id.is_some();
        told.then_some(frame)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn frames(chunks: &[&[u8]]) -> Vec<Frame> {
        let mut parser = Frames::default();
        chunks.iter().flat_map(|chunk| parser.push(chunk).unwrap()).collect()
    }

    #[test]
    fn fields_lines_and_comments_are_read_as_the_standard_says() {
        let stream = "\u{feff}: hello\n\nid: 7\nevent: a.b\ndata: {\"x\":\ndata: 1}\nnothing\n\nretry: 250\r\n\r\ndata\r\rid:8";
        let read = frames(&[stream.as_bytes()]);
        assert_eq!(read.len(), 3);
        assert_eq!((read[0].id.as_deref(), read[0].event.as_str()), (Some("7"), "a.b"));
        assert_eq!(read[0].data, "{\"x\":\n1}");
        assert_eq!(read[1].retry, Some(Duration::from_millis(250)));
        assert_eq!((read[2].data.as_str(), &read[2].id), ("", &None));
    }

    #[test]
    fn an_endless_event_is_refused() {
        let mut parser = Frames::default();
        assert_eq!(parser.push(&vec![b'x'; FRAME_BYTES_MAX + 1]), Err(TooLong));
    }

    proptest! {
        #[test]
        fn where_chunks_end_makes_no_difference(
            text in "[a-z:\u{e9} ]{0,6}(\r|\n|\r\n|data: [a-z]{0,3}){0,12}",
            cuts in proptest::collection::vec(0..200_usize, 0..6),
        ) {
            let bytes = text.as_bytes();
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(bytes.len())).collect();
            cuts.extend([0, bytes.len()]);
            cuts.sort_unstable();
            let chunks: Vec<&[u8]> = cuts.windows(2).map(|pair| &bytes[pair[0]..pair[1]]).collect();
            prop_assert_eq!(frames(&chunks), frames(&[bytes]));
        }
    }
}
