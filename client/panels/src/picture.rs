//! A registration card read from a picture: a photo of a screen, a screenshot, a scan. PNG and JPEG, decoded in this
//! program, for browsers that read no QR codes by themselves.
//!
//! The picture comes from whoever sends a card, so nothing of it is trusted: its size is bounded before it is decoded and
//! after, so is what codes are looked for among, few are looked at at a time, and what comes out is a text that the form
//! checks like one that was pasted. Nothing of it is kept. What reads codes may stop or go on for ever over one that was
//! made for it: that is this picture's end, and not the next one's.

mod patterns;

use crate::told;
use crate::{AsAdmin, Shared};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use medink_core::error::{Error, Kind, Result};
use medink_seal::card;
use medink_words::said;
use std::io::Cursor;
use std::time::Duration;
use tokio::sync::Semaphore;
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;

/// Longest file, in bytes: photos of telephones have 3 to 12 MB.
const LONGEST: usize = 24 * 1024 * 1024;
/// Most pixels, and most on one side: those of telephones have up to 50 million.
const MOST_PIXELS: usize = 50_000_000;
const LONGEST_SIDE: usize = 16_384;
/// Most bytes that decoding a PNG may take.
const MEMORY: usize = 256 * 1024 * 1024;
/// How long the longer side is at most where codes are looked for, in pixels.
const LOOKED_AT: usize = 2_000;
/// Most finder patterns of a picture that codes are looked for in: a code has three.
const MOST_PATTERNS: usize = 36;
/// Most codes of a picture that are read.
const MOST_CODES: usize = 8;
/// How long somebody waits for it.
const WITHIN: Duration = Duration::from_secs(30);
/// How long others' pictures are waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// Two at a time: each may take a quarter of a gigabyte, and one that goes on although nobody waits for it any more keeps
/// its turn.
static TURN: Semaphore = Semaphore::const_new(2);

/// The page of this file.
pub fn routes() -> Router<Shared> {
    Router::new().route("/admin/card/picture", post(read))
}

/// Answers a script: the card's text, or JSON that says what was wrong.
async fn read(inside: AsAdmin, body: Body) -> Response {
    match card_in(body).await {
        Ok(text) => ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response(),
        Err(error) => (
            crate::visit::status(error.kind),
            [(header::CONTENT_TYPE, "application/json")],
            told::json(&error, inside.voice.language).to_string(),
        )
            .into_response(),
    }
}

async fn card_in(body: Body) -> Result<String> {
    let bytes = to_bytes(body, LONGEST).await.map_err(|_| too_large())?;
    let Ok(Ok(turn)) = tokio::time::timeout(PATIENCE, TURN.acquire()).await else {
        return Err(
            Error::new(Kind::Refused, said!("panels-picture-busy")).next(said!("panels-picture-busy-next"))
        );
    };
    let look = tokio::task::spawn_blocking(move || {
        // Held by the work itself, which goes on if nobody waits for it.
        let _turn = turn;
        card(&bytes)
    });
    match tokio::time::timeout(WITHIN, look).await {
        Ok(Ok(read)) => read,
        // It stopped in the middle, over what no picture of a card has.
        Ok(Err(_)) => Err(no_picture()),
        Err(_) => {
            Err(Error::new(Kind::Usage, said!("panels-picture-slow")).next(said!("panels-picture-smaller")))
        }
    }
}

/// The registration card in a picture.
fn card(bytes: &[u8]) -> Result<String> {
    let codes = Picture::of(bytes)?.codes()?;
    let none = codes.is_empty();
    codes
        .into_iter()
        .find(|code| code.starts_with(card::PREFIX))
        .ok_or_else(|| match none {
            true => Error::new(Kind::Usage, said!("panels-picture-no-code"))
                .next(said!("panels-picture-no-code-next")),
            false => Error::new(Kind::Usage, said!("panels-picture-no-card"))
                .next(said!("panels-picture-no-card-next")),
        })
}

fn too_large() -> Error {
    Error::new(Kind::Usage, said!("panels-picture-large")).next(said!("panels-picture-smaller"))
}

fn too_many() -> Error {
    Error::new(Kind::Usage, said!("panels-picture-codes")).next(said!("panels-picture-codes-next"))
}

fn no_picture() -> Error {
    Error::new(Kind::Usage, said!("panels-no-picture")).next(said!("panels-no-picture-next"))
}

/// In shades of grey, row by row.
pub(crate) struct Picture {
    width: usize,
    height: usize,
    grey: Vec<u8>,
}

impl Picture {
    /// The picture in a file, no larger than codes are looked for in.
    pub(crate) fn of(bytes: &[u8]) -> Result<Self> {
        let picture = Picture::decode(bytes)?;
        Ok(picture.reduced(LOOKED_AT).unwrap_or(picture))
    }

    fn decode(bytes: &[u8]) -> Result<Self> {
        let picture = match bytes {
            [0x89, b'P', b'N', b'G', ..] => Picture::of_png(bytes)?,
            [0xff, 0xd8, ..] => Picture::of_jpeg(bytes)?,
            _ => return Err(no_picture()),
        };
        match picture.grey.len() == picture.width.saturating_mul(picture.height) {
            true => Ok(picture),
            false => Err(no_picture()),
        }
    }

    fn of_png(bytes: &[u8]) -> Result<Self> {
        let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), png::Limits { bytes: MEMORY });
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().map_err(|_| no_picture())?;
        let (width, height) = (reader.info().width as usize, reader.info().height as usize);
        check_size(width, height)?;
        let size = reader.output_buffer_size().ok_or_else(too_large)?;
        let mut pixels = vec![0; size];
        let shown = reader.next_frame(&mut pixels).map_err(|_| no_picture())?;
        let samples = shown.color_type.samples();
        let grey = pixels
            .chunks_exact(shown.line_size.max(1))
            .take(height)
            .flat_map(|line| line.chunks_exact(samples).take(width))
            .map(grey)
            .collect();
        Ok(Picture { width, height, grey })
    }

    fn of_jpeg(bytes: &[u8]) -> Result<Self> {
        let options = DecoderOptions::default()
            .set_max_width(LONGEST_SIDE)
            .set_max_height(LONGEST_SIDE)
            .jpeg_set_out_colorspace(ColorSpace::Luma);
        let mut decoder = zune_jpeg::JpegDecoder::new_with_options(ZCursor::new(bytes), options);
        decoder.decode_headers().map_err(|_| no_picture())?;
        let (width, height) = decoder.dimensions().ok_or_else(no_picture)?;
        check_size(width, height)?;
        let grey = decoder.decode().map_err(|_| no_picture())?;
        Ok(Picture { width, height, grey })
    }

    /// The same with a longer side of at most `side`, each pixel the mean of those that it stands for. None where it is
    /// no longer than that.
    fn reduced(&self, side: usize) -> Option<Self> {
        let longer = self.width.max(self.height);
        if longer <= side {
            return None;
        }
        let of = |long: usize| (long.saturating_mul(side) / longer).max(1);
        let (width, height) = (of(self.width), of(self.height));
        // Which pixels one of the smaller picture stands for: no two for the same.
        let part = |at: usize, long: usize, short: usize| at * long / short..(at + 1) * long / short;
        let mut grey = Vec::with_capacity(width.saturating_mul(height));
        for y in 0..height {
            let rows = part(y, self.height, height);
            for x in 0..width {
                let columns = part(x, self.width, width);
                let mut sum = 0usize;
                for row in rows.clone() {
                    let start = row * self.width;
                    let pixels = self.grey.get(start + columns.start..start + columns.end);
                    let pixels = pixels.unwrap_or_default().iter();
                    sum += pixels.map(|pixel| usize::from(*pixel)).sum::<usize>();
                }
                let count = rows.len().saturating_mul(columns.len()).max(1);
                grey.push(u8::try_from(sum / count).unwrap_or(u8::MAX));
            }
        }
        Some(Picture { width, height, grey })
    }

    /// The texts of the QR codes in it. Where they would be looked for among too many patterns, they are not looked for.
    fn codes(&self) -> Result<Vec<String>> {
        let pixel = |x: usize, y: usize| self.grey.get(y * self.width + x).copied().unwrap_or(u8::MAX);
        let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(self.width, self.height, pixel);
        // 1 is dark: only the decoder's own search makes other shades of it.
        let dark = |x: usize, y: usize| prepared.get_pixel_at(x, y) == 1u8;
        if patterns::count(self.width, self.height, dark, MOST_PATTERNS) > MOST_PATTERNS {
            return Err(too_many());
        }
        Ok(prepared
            .detect_grids()
            .iter()
            .take(MOST_CODES)
            .filter_map(|grid| grid.decode().ok())
            .map(|(_, text)| text.trim().to_owned())
            .collect())
    }
}

/// A picture of no size has no code, and one that is too large is not decoded.
fn check_size(width: usize, height: usize) -> Result<()> {
    let pixels = width.saturating_mul(height);
    if width > LONGEST_SIDE || height > LONGEST_SIDE || pixels > MOST_PIXELS {
        return Err(too_large());
    }
    match pixels {
        0 => Err(no_picture()),
        _ => Ok(()),
    }
}

/// A pixel's grey; what can be seen through is on white.
fn grey(pixel: &[u8]) -> u8 {
    let (shade, alpha) = match *pixel {
        [shade] => (u32::from(shade), 255),
        [shade, alpha] => (u32::from(shade), u32::from(alpha)),
        [red, green, blue] => (luma(red, green, blue), 255),
        [red, green, blue, alpha] => (luma(red, green, blue), u32::from(alpha)),
        _ => (255, 255),
    };
    u8::try_from((shade * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
}

fn luma(red: u8, green: u8, blue: u8) -> u32 {
    (u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114) / 1000
}

#[cfg(test)]
mod tests {
    use super::*;
    use qrcode::{Color, EcLevel, QrCode};

    /// A picture of a code, each of its modules `scale` pixels wide, `beside` pixels of white around it.
    fn picture(text: &str, scale: usize, beside: usize) -> Picture {
        let code = QrCode::with_error_correction_level(text, EcLevel::L).unwrap();
        let (modules, colors) = (code.width(), code.to_colors());
        let side = modules * scale + 2 * beside;
        let mut grey = vec![230; side * side];
        for y in 0..modules * scale {
            for x in 0..modules * scale {
                if colors[(y / scale) * modules + x / scale] == Color::Dark {
                    grey[(y + beside) * side + x + beside] = 30;
                }
            }
        }
        Picture {
            width: side,
            height: side,
            grey,
        }
    }

    fn png(picture: &Picture, color: png::ColorType) -> Vec<u8> {
        let mut bytes = Vec::new();
        let (width, height) = (picture.width as u32, picture.height as u32);
        let mut encoder = png::Encoder::new(&mut bytes, width, height);
        encoder.set_color(color);
        let pixels: Vec<u8> = match color {
            png::ColorType::Rgba => picture.grey.iter().flat_map(|g| [*g, *g, *g, 255]).collect(),
            _ => picture.grey.clone(),
        };
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&pixels).unwrap();
        writer.finish().unwrap();
        bytes
    }

    /// As long as a card is, and as many different signs.
    fn text() -> String {
        let signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        let long = card::LEN.div_ceil(3) * 4;
        let body: String = signs.chars().cycle().step_by(7).take(long).collect();
        format!("{}{body}", card::PREFIX)
    }

    #[test]
    fn a_card_is_read_from_a_screenshot_and_from_a_large_photo() {
        let text = text();
        for (scale, beside) in [(3, 20), (4, 40), (14, 60)] {
            let picture = picture(&text, scale, beside);
            for color in [png::ColorType::Grayscale, png::ColorType::Rgba] {
                assert_eq!(card(&png(&picture, color)).unwrap(), text, "{scale} {color:?}");
            }
        }
    }

    #[test]
    fn what_is_no_card_is_told_apart() {
        let why = |bytes: &[u8]| {
            let error = card(bytes).unwrap_err();
            assert_eq!(error.kind, Kind::Usage);
            error.what
        };
        let other = png(&picture("https://example.org", 6, 30), png::ColorType::Grayscale);
        assert!(why(&other).to_string().contains("no registration card"));
        let blank = Picture {
            width: 64,
            height: 64,
            grey: vec![255; 64 * 64],
        };
        let blank = png(&blank, png::ColorType::Grayscale);
        assert!(why(&blank).to_string().contains("no QR code"));
        for bad in [
            &b""[..],
            b"GIF89a",
            b"\x89PNG\r\n\x1a\n",
            b"\xff\xd8\xff\xd9",
            &blank[..blank.len() / 2],
        ] {
            assert!(why(bad).to_string().contains("no picture"), "{bad:?}");
        }
    }

    #[test]
    fn what_would_be_too_large_is_not_decoded() {
        for (width, height) in [
            (LONGEST_SIDE + 1, 1),
            (1, LONGEST_SIDE + 1),
            (8000, 8000),
            (usize::MAX, 2),
        ] {
            assert!(
                check_size(width, height)
                    .unwrap_err()
                    .what
                    .to_string()
                    .contains("too large")
            );
        }
        assert!(check_size(0, 5).is_err() && check_size(4000, 3000).is_ok());
        // A file that says it is enormous: only its head is read.
        let mut bomb = png(
            &Picture {
                width: 1,
                height: 1,
                grey: vec![0],
            },
            png::ColorType::Grayscale,
        );
        bomb[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
        assert!(card(&bomb).is_err());
    }

    /// A picture that is full of finder patterns, which the decoder would try in all combinations.
    fn tiled(across: usize, module: usize) -> Picture {
        let side = across * 8 * module;
        let dark = |x: usize, y: usize| {
            let (x, y) = (x / module % 8, y / module % 8);
            let ring = x < 7 && y < 7 && (x % 6 == 0 || y % 6 == 0);
            ring || ((2..5).contains(&x) && (2..5).contains(&y))
        };
        Picture {
            width: side,
            height: side,
            grey: (0..side * side)
                .map(|at| if dark(at % side, at / side) { 30 } else { 230 })
                .collect(),
        }
    }

    #[test]
    fn a_picture_that_is_full_of_finder_patterns_is_not_looked_at() {
        for (across, module) in [(7, 4), (40, 1), (60, 6)] {
            let error = card(&png(&tiled(across, module), png::ColorType::Grayscale)).unwrap_err();
            assert_eq!(error.kind, Kind::Usage);
            assert!(
                error.what.to_string().contains("too many"),
                "{across} {module}: {error}"
            );
        }
    }

    #[test]
    fn a_picture_is_made_no_smaller_than_it_has_to_be() {
        let picture = Picture {
            width: 3_000,
            height: 20,
            grey: (0..20)
                .flat_map(|_| (0..3_000).map(|x| if x < 1_500 { 10 } else { 240 }))
                .collect(),
        };
        let small = picture.reduced(LOOKED_AT).unwrap();
        assert_eq!((small.width, small.height), (LOOKED_AT, 13));
        assert_eq!(small.grey.len(), LOOKED_AT * 13);
        let row = small.grey.get(..LOOKED_AT).unwrap();
        assert!(
            row.iter().take(1_000).all(|grey| *grey == 10) && row.iter().skip(1_000).all(|grey| *grey == 240)
        );
        assert!(small.reduced(LOOKED_AT).is_none());
    }

    #[tokio::test]
    async fn a_file_that_is_too_long_is_not_taken() {
        let error = card_in(Body::from(vec![0; LONGEST + 1])).await.unwrap_err();
        assert!(error.what.to_string().contains("too large"), "{error}");
    }

    #[test]
    fn what_is_seen_through_is_white() {
        assert_eq!(
            [grey(&[0, 0]), grey(&[0, 255]), grey(&[0, 0, 0, 0])],
            [255, 0, 255]
        );
        assert_eq!(grey(&[255, 255, 255]), 255);
    }
}
