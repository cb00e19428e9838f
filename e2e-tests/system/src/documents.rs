//! Small valid documents of the sorts that people bring.

use serde_json::json;

/// A page of text as PDF 1.4 (ISO 32000-1), with a cross-reference table that fits.
pub fn pdf(text: &str) -> Vec<u8> {
    let stream = format!("BT /F1 12 Tf 72 720 Td ({text}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{stream}\nendstream", stream.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut bytes = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", n + 1).bytes());
    }
    let table = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        bytes.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    bytes.extend(format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n").bytes());
    bytes
}

/// A picture as PNG, the left half red, the right half blue.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().expect("a head");
    let pixel = |at| {
        if at % width < width / 2 {
            [255, 0, 0]
        } else {
            [0, 0, 255]
        }
    };
    let pixels: Vec<u8> = (0..width * height).flat_map(pixel).collect();
    writer
        .write_image_data(&pixels)
        .expect("as many pixels as it says");
    writer.finish().expect("an end");
    bytes
}

/// The width and height of a picture as PNG, where all of it can be read.
pub fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().ok()?;
    let mut pixels = vec![0; reader.output_buffer_size()?];
    let shown = reader.next_frame(&mut pixels).ok()?;
    Some((shown.width, shown.height))
}

/// A photograph as JPEG (ITU-T T.81, baseline) of 16 by 8 pixels.
pub fn jpeg() -> Vec<u8> {
    let bytes = "ffd8ffe000104a46494600010100000100010000ffdb0043000808080808080808080808080808080808080808080808\
         0808080808080808080808080808080808080808080808080808080808080808080808080808080808ffc00011080008\
         001003011100021100031100ffc4001c0000000009000000000000000000000000000102030405060708ffc400141001\
         00000000000000000000000000000000ffda000c03010002000300003f0062cca1ff0099045521adffd9";
    hex::decode(bytes).expect("hexadecimal")
}

/// A laboratory result as FHIR R4 `Observation`.
pub fn fhir(text: &str) -> Vec<u8> {
    let observation = json!({
        "resourceType": "Observation",
        "status": "final",
        "code": { "coding": [{ "system": "http://loinc.org", "code": "8867-4" }], "text": text },
        "valueQuantity": { "value": 64, "unit": "beats/minute" }
    });
    observation.to_string().into_bytes()
}

/// An image of 8 by 8 pixels as DICOM, Explicit VR Little Endian (PS3.10, PS3.5): secondary capture.
pub fn dicom(patient_name: &str) -> Vec<u8> {
    const SECONDARY_CAPTURE: &str = "1.2.840.10008.5.1.4.1.1.7";
    const EXPLICIT_LITTLE_ENDIAN: &str = "1.2.840.10008.1.2.1";
    const INSTANCE: &str = "2.25.123456789";
    let mut meta = Vec::new();
    long(&mut meta, (0x0002, 0x0001), *b"OB", &[0, 1]);
    short(
        &mut meta,
        (0x0002, 0x0002),
        *b"UI",
        SECONDARY_CAPTURE.as_bytes(),
        0,
    );
    short(&mut meta, (0x0002, 0x0003), *b"UI", INSTANCE.as_bytes(), 0);
    short(
        &mut meta,
        (0x0002, 0x0010),
        *b"UI",
        EXPLICIT_LITTLE_ENDIAN.as_bytes(),
        0,
    );
    short(&mut meta, (0x0002, 0x0012), *b"UI", b"2.25.1", 0);

    let mut bytes = vec![0; 128];
    bytes.extend(b"DICM");
    let length = u32::try_from(meta.len()).expect("a short header");
    short(&mut bytes, (0x0002, 0x0000), *b"UL", &length.to_le_bytes(), 0);
    bytes.extend(meta);

    short(
        &mut bytes,
        (0x0008, 0x0016),
        *b"UI",
        SECONDARY_CAPTURE.as_bytes(),
        0,
    );
    short(&mut bytes, (0x0008, 0x0018), *b"UI", INSTANCE.as_bytes(), 0);
    short(&mut bytes, (0x0008, 0x0060), *b"CS", b"OT", b' ');
    short(
        &mut bytes,
        (0x0010, 0x0010),
        *b"PN",
        patient_name.as_bytes(),
        b' ',
    );
    short(&mut bytes, (0x0028, 0x0002), *b"US", &1u16.to_le_bytes(), 0);
    short(&mut bytes, (0x0028, 0x0004), *b"CS", b"MONOCHROME2", b' ');
    short(&mut bytes, (0x0028, 0x0010), *b"US", &8u16.to_le_bytes(), 0);
    short(&mut bytes, (0x0028, 0x0011), *b"US", &8u16.to_le_bytes(), 0);
    short(&mut bytes, (0x0028, 0x0100), *b"US", &8u16.to_le_bytes(), 0);
    short(&mut bytes, (0x0028, 0x0101), *b"US", &8u16.to_le_bytes(), 0);
    short(&mut bytes, (0x0028, 0x0102), *b"US", &7u16.to_le_bytes(), 0);
    short(&mut bytes, (0x0028, 0x0103), *b"US", &0u16.to_le_bytes(), 0);
    let pixels: Vec<u8> = (0..64).map(|n| n * 4).collect();
    long(&mut bytes, (0x7fe0, 0x0010), *b"OB", &pixels);
    bytes
}

/// A data element with a length of 16 bits. Values have an even length: `fill` goes behind an odd one.
fn short(to: &mut Vec<u8>, tag: (u16, u16), vr: [u8; 2], value: &[u8], fill: u8) {
    head(to, tag, vr);
    let odd = value.len() % 2;
    to.extend(
        u16::try_from(value.len() + odd)
            .expect("a short value")
            .to_le_bytes(),
    );
    to.extend(value);
    to.extend(vec![fill; odd]);
}

/// A data element with a length of 32 bits.
fn long(to: &mut Vec<u8>, tag: (u16, u16), vr: [u8; 2], value: &[u8]) {
    head(to, tag, vr);
    to.extend([0, 0]);
    to.extend(u32::try_from(value.len()).expect("a short value").to_le_bytes());
    to.extend(value);
}

fn head(to: &mut Vec<u8>, (group, element): (u16, u16), vr: [u8; 2]) {
    to.extend(group.to_le_bytes());
    to.extend(element.to_le_bytes());
    to.extend(vr);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pdf_says_where_its_objects_are() {
        let bytes = pdf("hello");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let table: usize = text
            .rsplit("startxref\n")
            .next()
            .unwrap()
            .split('\n')
            .next()
            .unwrap()
            .parse()
            .unwrap();
        assert!(bytes[table..].starts_with(b"xref\n0 6\n"));
        let first: usize = String::from_utf8_lossy(&bytes[table..]).lines().nth(3).unwrap()[..10]
            .parse()
            .unwrap();
        assert!(bytes[first..].starts_with(b"1 0 obj"));
    }

    #[test]
    fn the_dicom_file_reads_element_by_element() {
        let bytes = dicom("Doe^Jane");
        assert_eq!(&bytes[128..132], b"DICM");
        let mut at = 132;
        let mut tags = Vec::new();
        while at < bytes.len() {
            let word = |at: usize| u16::from_le_bytes([bytes[at], bytes[at + 1]]);
            tags.push((word(at), word(at + 2)));
            at += match &bytes[at + 4..at + 6] {
                b"OB" => 12 + u32::from_le_bytes(bytes[at + 8..at + 12].try_into().unwrap()) as usize,
                _ => 8 + usize::from(word(at + 6)),
            };
        }
        assert_eq!(at, bytes.len());
        assert!(
            tags.is_sorted() && tags.last() == Some(&(0x7fe0, 0x0010)),
            "{tags:x?}"
        );
    }
}
