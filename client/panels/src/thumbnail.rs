//! Small pictures of the pictures in a patient's list, made in this program from the decrypted content: the browser gets
//! pixels that were written anew, and nothing of the file. So they come from the pages' own origin, for the session alone.
//!
//! One's own records are opened for it: nothing is asked of the chain, logged or paid. What is decoded may be anybody's, so
//! its size is bounded before and after, and few are decoded at a time. They are kept in memory alone, within a bound, and go
//! with the account when it is locked. What can't be decoded, or takes too long, is shown as a plain symbol, and not tried again.

use crate::session::Unlocked;
use crate::{Shared, Visit, assets};
use axum::Router;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use medink_core::error::{Error, Result};
use medink_core::lock;
use medink_core::records::Listed;
use medink_seal::record::Details;
use medink_types::RecordState;
use medink_words::said;
use std::collections::VecDeque;
use std::io::{Cursor, Read};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};
use zeroize::Zeroizing;
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;

/// Longest file that is decoded, in bytes: photos of telephones have 3 to 12 MB.
const LONGEST: u64 = 16 * 1024 * 1024;
/// Most pixels, and most on one side.
const MOST_PIXELS: usize = 24_000_000;
const LONGEST_SIDE: usize = 16_384;
/// Most bytes that decoding a PNG may take: four for each pixel.
const MEMORY: usize = 4 * MOST_PIXELS;
/// The longer side of what is made, in pixels: twice as much as the list shows, for fine screens.
const SIDE: usize = 96;
/// How many pixels of a side one of the small picture is the mean of, at most.
const SAMPLES: usize = 8;
/// How long others' turns are waited for, with one of the few connections that a browser has, and how long one may take.
const PATIENCE: Duration = Duration::from_secs(3);
const WITHIN: Duration = Duration::from_secs(20);
/// How much is kept for an account, in pictures and in bytes.
const MOST_KEPT: usize = 512;
const MOST_BYTES: usize = 8 * 1024 * 1024;

/// Two at a time, of everybody: each may take a hundred megabytes, and one that goes on although nobody waits for it keeps
/// its turn.
static TURN: Semaphore = Semaphore::const_new(2);

/// A small picture, as PNG.
type Png = Arc<Zeroizing<Vec<u8>>>;

/// The small pictures of an unlocked account, by number; none where there can't be one. The oldest go first.
#[derive(Default)]
pub struct Thumbnails(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    bytes: usize,
    all: VecDeque<(u32, Option<Png>)>,
}

impl Thumbnails {
    fn of(&self, number: u32) -> Option<Option<Png>> {
        let kept = lock(&self.0);
        let found = kept.all.iter().find(|(of, _)| *of == number);
        found.map(|(_, png)| png.clone())
    }

    fn keep(&self, number: u32, png: Option<Png>) {
        let mut kept = lock(&self.0);
        kept.retain(|of| of != number);
        kept.bytes = kept.bytes.saturating_add(size(&png));
        kept.all.push_back((number, png));
        while kept.all.len() > MOST_KEPT || kept.bytes > MOST_BYTES {
            let Some((_, gone)) = kept.all.pop_front() else {
                break;
            };
            kept.bytes = kept.bytes.saturating_sub(size(&gone));
        }
    }

    /// Makes one and keeps what came of it, also that it took too long.
    async fn make(
        &self,
        number: u32,
        opened: impl Read + Send + 'static,
        turn: SemaphorePermit<'static>,
        within: Duration,
    ) -> Option<Png> {
        let png = decoded(opened, turn, within).await;
        let png = png.map(|png| Arc::new(Zeroizing::new(png)));
        self.keep(number, png.clone());
        png
    }

    /// Forgets those of all records but these.
    pub fn keep_only(&self, there: impl Fn(u32) -> bool) {
        lock(&self.0).retain(there);
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        lock(&self.0).all.is_empty()
    }
}

impl Kept {
    fn retain(&mut self, there: impl Fn(u32) -> bool) {
        self.all.retain(|(number, _)| there(*number));
        self.bytes = self.all.iter().map(|(_, png)| size(png)).sum();
    }
}

fn size(png: &Option<Png>) -> usize {
    png.as_ref().map_or(0, |png| png.len())
}

/// The page of this file.
pub fn routes() -> Router<Shared> {
    Router::new().route("/patient/records/{number}/thumbnail", get(show))
}

/// Whether a record is a picture that a small one is shown of, as far as its author's word goes.
pub fn is_picture(details: &Details) -> bool {
    matches!(details.media_type.as_str(), "image/png" | "image/jpeg")
}

/// A small picture of a record that was listed. It takes no more of the chain than the list did.
async fn show(visit: Visit, Path(number): Path<u32>) -> Response {
    let Some(unlocked) = visit.session.unlocked() else {
        return nothing();
    };
    let picture = made(&visit, &unlocked, number).await;
    // Whoever has locked meanwhile is not shown it any more.
    if *visit.session.ending().borrow() {
        return nothing();
    }
    match picture {
        Ok(Some(png)) => ([(header::CONTENT_TYPE, "image/png")], png.to_vec()).into_response(),
        Ok(None) => ([(header::CONTENT_TYPE, "image/svg+xml")], assets::PICTURE).into_response(),
        Err(_) => nothing(),
    }
}

fn nothing() -> Response {
    (StatusCode::NOT_FOUND, "medink: there is no picture here\n").into_response()
}

/// The small picture; none where a symbol takes its place.
///
/// # Errors
/// Where there is no such picture in the list.
async fn made(visit: &Visit, unlocked: &Arc<Unlocked>, number: u32) -> Result<Option<Png>> {
    let not_there = || Error::new(medink_core::Kind::NotFound, said!("thumbnail-none"));
    let medink = visit.app.medink().await?;
    let actor = unlocked.actor(&medink)?;
    let list = unlocked.list(&actor.id()).ok_or_else(not_there)?;
    let listed = list
        .all
        .iter()
        .flat_map(|record| record.all())
        .find(|one| one.record.number == number)
        .filter(|one| is_there(one))
        .ok_or_else(not_there)?;
    if let Some(kept) = unlocked.thumbnails.of(number) {
        return Ok(kept);
    }
    let Ok(Ok(turn)) = tokio::time::timeout(PATIENCE, TURN.acquire()).await else {
        return Ok(None);
    };
    // Another request may have been quicker.
    if let Some(kept) = unlocked.thumbnails.of(number) {
        return Ok(kept);
    }
    let large = listed
        .details
        .as_ref()
        .is_none_or(|details| details.size > LONGEST);
    if large {
        unlocked.thumbnails.keep(number, None);
        return Ok(None);
    }
    // What the store can't give now it may give later: that is not kept.
    let Ok(opened) = medink.operation(&actor).open_listed(listed).await else {
        return Ok(None);
    };
    // It is made to its end also where the page was left, or it would be begun anew at each look.
    let unlocked = unlocked.clone();
    let making = async move { Ok(unlocked.thumbnails.make(number, opened, turn, WITHIN).await) };
    visit.run(making).await
}

fn is_there(one: &Listed) -> bool {
    one.here && one.record.state == RecordState::Live && one.details.as_ref().is_some_and(is_picture)
}

/// Reads and decodes where that holds nobody up. None where it can't be decoded, or takes too long.
async fn decoded(
    opened: impl Read + Send + 'static,
    turn: SemaphorePermit<'static>,
    within: Duration,
) -> Option<Vec<u8>> {
    let work = tokio::task::spawn_blocking(move || {
        // Held by the work itself, which goes on if nobody waits for it.
        let _turn = turn;
        let mut bytes = Zeroizing::new(Vec::new());
        let read = opened.take(LONGEST).read_to_end(&mut bytes);
        read.ok().and_then(|_| small(&bytes))
    });
    match tokio::time::timeout(within, work).await {
        Ok(Ok(png)) => png,
        // It stopped in the middle, over what no picture has; or its time is over.
        Ok(Err(_)) | Err(_) => None,
    }
}

/// The small picture of a file.
pub(crate) fn small(bytes: &[u8]) -> Option<Vec<u8>> {
    let (raw, turned) = match bytes {
        [0x89, b'P', b'N', b'G', ..] => (Raw::of_png(bytes)?, 1),
        [0xff, 0xd8, ..] => Raw::of_jpeg(bytes)?,
        _ => return None,
    };
    raw.reduced().turned(turned).png()
}

/// A picture as it was decoded.
struct Raw {
    width: usize,
    height: usize,
    /// Bytes of a row.
    line: usize,
    /// Bytes of a pixel: grey, grey with alpha, colours, colours with alpha.
    samples: usize,
    bytes: Zeroizing<Vec<u8>>,
}

/// A small one: colours, row by row.
struct Small {
    width: usize,
    height: usize,
    colours: Zeroizing<Vec<[u8; 3]>>,
}

/// One that is too large is not decoded.
fn fits(width: usize, height: usize) -> bool {
    let pixels = width.saturating_mul(height);
    width <= LONGEST_SIDE && height <= LONGEST_SIDE && (1..=MOST_PIXELS).contains(&pixels)
}

impl Raw {
    fn of_png(bytes: &[u8]) -> Option<Self> {
        let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), png::Limits { bytes: MEMORY });
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().ok()?;
        let (width, height) = (reader.info().width as usize, reader.info().height as usize);
        if !fits(width, height) {
            return None;
        }
        let mut pixels = Zeroizing::new(vec![0; reader.output_buffer_size()?]);
        let shown = reader.next_frame(&mut pixels).ok()?;
        Some(Raw {
            width,
            height,
            line: shown.line_size,
            samples: shown.color_type.samples(),
            bytes: pixels,
        })
    }

    /// The picture, and how it is to be turned: see [`Small::turned`].
    fn of_jpeg(bytes: &[u8]) -> Option<(Self, u16)> {
        let options = DecoderOptions::default()
            .set_max_width(LONGEST_SIDE)
            .set_max_height(LONGEST_SIDE)
            .jpeg_set_out_colorspace(ColorSpace::RGB);
        let mut decoder = zune_jpeg::JpegDecoder::new_with_options(ZCursor::new(bytes), options);
        decoder.decode_headers().ok()?;
        let (width, height) = decoder.dimensions()?;
        if !fits(width, height) {
            return None;
        }
        let turned = decoder.exif().and_then(|exif| orientation(exif)).unwrap_or(1);
        let bytes = Zeroizing::new(decoder.decode().ok()?);
        let line = width.checked_mul(3)?;
        let raw = Raw {
            width,
            height,
            line,
            samples: 3,
            bytes,
        };
        (raw.bytes.len() == line.checked_mul(height)?).then_some((raw, turned))
    }

    /// A pixel's colours; what can be seen through is on white.
    fn colours(&self, x: usize, y: usize) -> [u8; 3] {
        let start = y
            .saturating_mul(self.line)
            .saturating_add(x.saturating_mul(self.samples));
        let pixel = self.bytes.get(start..start.saturating_add(self.samples));
        let ([red, green, blue], alpha) = match pixel {
            Some([grey]) => ([*grey; 3], 255),
            Some([grey, alpha]) => ([*grey; 3], *alpha),
            Some([red, green, blue]) => ([*red, *green, *blue], 255),
            Some([red, green, blue, alpha]) => ([*red, *green, *blue], *alpha),
            _ => ([255; 3], 255),
        };
        let alpha = u32::from(alpha);
        [red, green, blue].map(|colour| {
            let seen = (u32::from(colour) * alpha + 255 * (255 - alpha)) / 255;
            u8::try_from(seen).unwrap_or(u8::MAX)
        })
    }

    /// The same with a longer side of [`SIDE`] at most, each pixel the mean of some of those that it stands for.
    fn reduced(&self) -> Small {
        let longer = self.width.max(self.height).max(1);
        let of = |long: usize| (long.saturating_mul(SIDE.min(longer)) / longer).max(1);
        let (width, height) = (of(self.width), of(self.height));
        // Which pixels one of the smaller picture stands for, and a few of them in even steps.
        let part = |at: usize, long: usize, short: usize| {
            let (start, end) = (at * long / short, (at + 1) * long / short);
            (start..end).step_by((end.saturating_sub(start) / SAMPLES).max(1))
        };
        let mut colours = Zeroizing::new(Vec::with_capacity(width.saturating_mul(height)));
        for y in 0..height {
            for x in 0..width {
                let (mut sum, mut count) = ([0u32; 3], 0u32);
                for row in part(y, self.height, height) {
                    for column in part(x, self.width, width) {
                        for (sum, colour) in sum.iter_mut().zip(self.colours(column, row)) {
                            *sum = sum.saturating_add(u32::from(colour));
                        }
                        count = count.saturating_add(1);
                    }
                }
                colours.push(sum.map(|sum| u8::try_from(sum / count.max(1)).unwrap_or(u8::MAX)));
            }
        }
        Small {
            width,
            height,
            colours,
        }
    }
}

/// How a photograph is to be turned, by its Exif (TIFF 6.0, tag 274), which begins at the header; none where it says nothing.
fn orientation(exif: &[u8]) -> Option<u16> {
    let big = match exif.get(..4)? {
        b"MM\0*" => true,
        b"II*\0" => false,
        _ => return None,
    };
    let two = |at: usize| {
        let bytes = *exif.get(at..)?.first_chunk::<2>()?;
        Some(if big {
            u16::from_be_bytes(bytes)
        } else {
            u16::from_le_bytes(bytes)
        })
    };
    let bytes = *exif.get(4..)?.first_chunk::<4>()?;
    let first = if big {
        u32::from_be_bytes(bytes)
    } else {
        u32::from_le_bytes(bytes)
    };
    let first = usize::try_from(first).ok()?;
    let entries = usize::from(two(first)?);
    (0..entries).find_map(|n| {
        let entry = first.checked_add(2)?.checked_add(n.checked_mul(12)?)?;
        (two(entry)? == 274).then(|| two(entry.checked_add(8)?)).flatten()
    })
}

impl Small {
    /// The same turned and mirrored, as the values of Exif say: 6 is a quarter to the right.
    fn turned(self, how: u16) -> Self {
        let (width, height) = (self.width, self.height);
        let (last_x, last_y) = (width.saturating_sub(1), height.saturating_sub(1));
        let from = |x: usize, y: usize| match how {
            2 => (last_x.saturating_sub(x), y),
            3 => (last_x.saturating_sub(x), last_y.saturating_sub(y)),
            4 => (x, last_y.saturating_sub(y)),
            5 => (y, x),
            6 => (y, last_y.saturating_sub(x)),
            7 => (last_x.saturating_sub(y), last_y.saturating_sub(x)),
            8 => (last_x.saturating_sub(y), x),
            _ => (x, y),
        };
        let (across, down) = if matches!(how, 5..=8) {
            (height, width)
        } else {
            (width, height)
        };
        let mut colours = Zeroizing::new(Vec::with_capacity(self.colours.len()));
        for y in 0..down {
            for x in 0..across {
                let (x, y) = from(x, y);
                let at = y.saturating_mul(width).saturating_add(x);
                colours.push(self.colours.get(at).copied().unwrap_or([255; 3]));
            }
        }
        Small {
            width: across,
            height: down,
            colours,
        }
    }

    fn png(&self) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let (width, height) = (u32::try_from(self.width).ok()?, u32::try_from(self.height).ok()?);
        let mut encoder = png::Encoder::new(&mut bytes, width, height);
        encoder.set_color(png::ColorType::Rgb);
        let mut writer = encoder.write_header().ok()?;
        writer.write_image_data(self.colours.as_flattened()).ok()?;
        writer.finish().ok()?;
        Some(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    fn png(width: u32, height: u32, color: png::ColorType, pixels: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, width, height);
        encoder.set_color(color);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(pixels).unwrap();
        writer.finish().unwrap();
        bytes
    }

    fn read(bytes: &[u8]) -> (usize, usize, Vec<[u8; 3]>) {
        let raw = Raw::of_png(bytes).unwrap();
        let at = |n: usize| raw.colours(n % raw.width, n / raw.width);
        (
            raw.width,
            raw.height,
            (0..raw.width * raw.height).map(at).collect(),
        )
    }

    #[test]
    fn a_picture_becomes_a_small_one() {
        // Left red, right blue.
        let pixels: Vec<u8> = (0..400 * 200)
            .flat_map(|n| if n % 400 < 200 { [255, 0, 0] } else { [0, 0, 255] })
            .collect();
        let made = small(&png(400, 200, png::ColorType::Rgb, &pixels)).unwrap();
        let (width, height, colours) = read(&made);
        assert_eq!((width, height), (SIDE, SIDE / 2));
        assert_eq!((colours[0], colours[SIDE - 1]), ([255, 0, 0], [0, 0, 255]));
        // One that is small stays as it is; what can be seen through is white.
        let made = small(&png(2, 1, png::ColorType::Rgba, &[9, 9, 9, 0, 1, 2, 3, 255])).unwrap();
        assert_eq!(read(&made), (2, 1, vec![[255; 3], [1, 2, 3]]));
        let made = small(&png(1, 1, png::ColorType::Grayscale, &[7])).unwrap();
        assert_eq!(read(&made), (1, 1, vec![[7; 3]]));
        // As long and thin as it may be.
        let thin = small(&png(10_000, 1, png::ColorType::Grayscale, &[7; 10_000])).unwrap();
        let (width, height, _) = read(&thin);
        assert_eq!((width, height), (SIDE, 1));
    }

    /// JPEG (ITU-T T.81, baseline): 16 by 8 pixels, the left half red, the right half blue.
    const RED_AND_BLUE: &str = "ffd8ffe000104a46494600010100000100010000ffdb0043000808080808080808080808080808080808080808080808\
         0808080808080808080808080808080808080808080808080808080808080808080808080808080808ffc00011080008\
         001003011100021100031100ffc4001c0000000009000000000000000000000000000102030405060708ffc400141001\
         00000000000000000000000000000000ffda000c03010002000300003f0062cca1ff0099045521adffd9";

    /// The same in shades of grey: 8 by 8 pixels of the shade 200.
    const GREY: &str = "ffd8ffe000104a46494600010100000100010000ffdb0043000808080808080808080808080808080808080808080808\
         0808080808080808080808080808080808080808080808080808080808080808080808080808080808ffc0000b080008\
         000801011100ffc4001c0000000009000000000000000000000000000102030405060708ffc400141001000000000000\
         00000000000000000000ffda0008010100003f00790fffd9";

    #[test]
    fn a_photograph_becomes_one_as_well_and_stands_upright() {
        let near = |found: [u8; 3], colours: [u8; 3]| {
            let pairs = found.iter().zip(colours);
            pairs
                .into_iter()
                .all(|(found, colour)| found.abs_diff(colour) < 12)
        };
        let photograph = hex::decode(RED_AND_BLUE).unwrap();
        let (width, height, colours) = read(&small(&photograph).unwrap());
        assert_eq!((width, height), (16, 8));
        assert!(
            near(colours[0], [255, 0, 0]) && near(colours[15], [0, 0, 255]),
            "{colours:?}"
        );
        // Taken with the camera held upright: red is above.
        let exif = b"\xff\xe1\x00\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        let upright = [&photograph[..2], &exif[..], &photograph[2..]].concat();
        let (width, height, colours) = read(&small(&upright).unwrap());
        assert_eq!((width, height), (8, 16));
        assert!(
            near(colours[0], [255, 0, 0]) && near(colours[127], [0, 0, 255]),
            "{colours:?}"
        );
        let (width, height, colours) = read(&small(&hex::decode(GREY).unwrap()).unwrap());
        assert_eq!((width, height), (8, 8));
        assert!(near(colours[0], [200; 3]), "{colours:?}");
    }

    #[test]
    fn what_is_no_picture_or_too_large_gives_none() {
        let good = png(8, 8, png::ColorType::Grayscale, &[7; 64]);
        let mut bomb = good.clone();
        bomb[16..24].copy_from_slice(&[0, 0, 0x3f, 0xff, 0, 0, 0x3f, 0xff]);
        for bad in [
            &b""[..],
            b"GIF89a",
            b"\x89PNG\r\n\x1a\n",
            b"\xff\xd8\xff\xd9",
            b"\xff\xd8\xff\xe0\x00\x10JFIF\0\x01\x01",
            b"<svg onload=alert(1)>",
            &good[..good.len() / 2],
            &bomb,
        ] {
            assert!(small(bad).is_none(), "{bad:?}");
        }
        assert!(fits(4000, 6000) && !fits(0, 5) && !fits(LONGEST_SIDE + 1, 1) && !fits(8000, 8000));
        assert!(!fits(usize::MAX, 2));
    }

    #[test]
    fn photographs_are_turned_as_they_say() {
        let exif = |order: &[u8], first: [u8; 4], entries: [u8; 2], entry: [u8; 12]| {
            [order, &first, &entries, &entry].concat()
        };
        let big = exif(
            b"MM\0*",
            [0, 0, 0, 8],
            [0, 1],
            [1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0],
        );
        let little = exif(
            b"II*\0",
            [8, 0, 0, 0],
            [1, 0],
            [0x12, 1, 3, 0, 1, 0, 0, 0, 8, 0, 0, 0],
        );
        assert_eq!((orientation(&big), orientation(&little)), (Some(6), Some(8)));
        for bad in [
            &b""[..],
            b"MM\0*",
            b"MM\0*\xff\xff\xff\xff",
            &big[..12],
            b"XX\0*\0\0\0\x08",
        ] {
            assert_eq!(orientation(bad), None);
        }
        // 1 2 3
        // 4 5 6
        let six = || Small {
            width: 3,
            height: 2,
            colours: Zeroizing::new((1..=6).map(|n| [n; 3]).collect()),
        };
        for (how, width, order) in [
            (1, 3, [1, 2, 3, 4, 5, 6]),
            (2, 3, [3, 2, 1, 6, 5, 4]),
            (3, 3, [6, 5, 4, 3, 2, 1]),
            (4, 3, [4, 5, 6, 1, 2, 3]),
            (5, 2, [1, 4, 2, 5, 3, 6]),
            (6, 2, [4, 1, 5, 2, 6, 3]),
            (7, 2, [6, 3, 5, 2, 4, 1]),
            (8, 2, [3, 6, 2, 5, 1, 4]),
            (0, 3, [1, 2, 3, 4, 5, 6]),
            (99, 3, [1, 2, 3, 4, 5, 6]),
        ] {
            let turned = six().turned(how);
            let found: Vec<u8> = turned.colours.iter().map(|colours| colours[0]).collect();
            assert_eq!((turned.width, found), (width, order.to_vec()), "{how}");
        }
    }

    /// Gives nothing until it is told to.
    struct Slow(mpsc::Receiver<()>);

    impl Read for Slow {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            // It ends as well where nobody is left to tell it.
            let _ = self.0.recv();
            Ok(0)
        }
    }

    #[tokio::test]
    async fn what_takes_too_long_is_not_tried_again_and_keeps_its_turn_to_its_end() {
        static TURNS: Semaphore = Semaphore::const_new(1);
        let kept = Thumbnails::default();
        let (ends, slow) = mpsc::channel();
        let turn = TURNS.acquire().await.unwrap();
        let within = Duration::from_millis(20);
        assert!(kept.make(3, Slow(slow), turn, within).await.is_none());
        assert!(kept.of(3).is_some_and(|png| png.is_none()), "it is remembered");
        assert_eq!(TURNS.available_permits(), 0);
        drop(ends);
        let turn = TURNS.acquire().await.unwrap();
        // One that does not take long.
        let picture = Cursor::new(png(1, 1, png::ColorType::Grayscale, &[7]));
        assert!(kept.make(4, picture, turn, WITHIN).await.is_some());
        assert!(kept.of(4).is_some_and(|png| png.is_some()));
    }

    #[test]
    fn only_so_much_is_kept() {
        let kept = Thumbnails::default();
        let large = || Some(Arc::new(Zeroizing::new(vec![0; MOST_BYTES / 4])));
        for number in 1..=5 {
            kept.keep(number, large());
        }
        assert!(kept.of(1).is_none() && kept.of(2).is_some_and(|png| png.is_some()));
        kept.keep_only(|number| number == 3);
        assert_eq!(lock(&kept.0).bytes, MOST_BYTES / 4);
        for number in 10..10 + MOST_KEPT as u32 {
            kept.keep(number, None);
            kept.keep(number, None);
        }
        assert!(kept.of(3).is_none() && kept.of(10).is_some_and(|png| png.is_none()));
        let inner = lock(&kept.0);
        assert_eq!((inner.all.len(), inner.bytes), (MOST_KEPT, 0));
    }
}
