//! Compression for the wire.

use std::io::Write;

use anyhow::Result;
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

/// Brotli; `quality` is the effort, from 0 to 11.
pub fn brotli(content: &[u8], quality: u32) -> Result<Vec<u8>> {
    let params = BrotliEncoderParams {
        quality: i32::try_from(quality)?,
        // 24 is the largest window that browsers accept.
        lgwin: 24,
        size_hint: content.len(),
        ..BrotliEncoderParams::default()
    };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut out, &params)?;
    Ok(out)
}

/// Gzip, for clients that know nothing better.
pub fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn both_give_back_what_went_in() {
        let text = "the same words again and again; ".repeat(200).into_bytes();
        for quality in [5, 11] {
            let packed = brotli(&text, quality).unwrap();
            let mut unpacked = Vec::new();
            brotli::BrotliDecompress(&mut &packed[..], &mut unpacked).unwrap();
            assert_eq!(unpacked, text);
            assert!(packed.len() < text.len() / 10);
        }
        let mut unpacked = Vec::new();
        flate2::read::GzDecoder::new(&gzip(&text).unwrap()[..]).read_to_end(&mut unpacked).unwrap();
        assert_eq!(unpacked, text);
    }
}
