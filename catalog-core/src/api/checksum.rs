//! A checksum of content, for entity tags.

/// Odd numbers whose bits look like chance: the digits of pi.
const PI: [u64; 3] = [0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7345, 0xa409_3822_299f_31d1];

/// 64 bits that tell one content from another.
///
/// Nothing is protected by it: whoever makes two documents with one tag deceives those who ask him for them. So it
/// multiplies where a cryptographic digest would stir, and costs a tenth of that. It is the same on every machine.
pub(super) fn checksum(bytes: &[u8]) -> u64 {
    let mut sum = PI[0] ^ bytes.len() as u64;
    let (words, rest) = bytes.as_chunks::<8>();
    let (pairs, last) = words.as_chunks::<2>();
    for [one, other] in pairs {
        sum = fold(u64::from_le_bytes(*one) ^ PI[1], u64::from_le_bytes(*other) ^ sum);
    }
    let mut ends = [[0; 8]; 2];
    let filled = ends.as_flattened_mut().iter_mut();
    filled.zip(last.as_flattened().iter().chain(rest)).for_each(|(to, from)| *to = *from);
    let [one, other] = ends.map(u64::from_le_bytes);
    fold(fold(one ^ PI[1], other ^ sum), PI[2])
}

/// The two halves of a product, one over the other.
fn fold(one: u64, other: u64) -> u64 {
    let (low, high) = one.carrying_mul(other, 0);
    low ^ high
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn it_is_the_same_everywhere() {
        assert_eq!(checksum(b""), 0x480f_e496_6428_8f5d);
        assert_eq!(checksum(b"{\"data\":[]}"), 0x55e7_d388_fc16_56c8);
    }

    #[test]
    fn every_byte_and_every_place_counts() {
        let content: Vec<u8> = (0..=255).cycle().take(1_003).collect();
        let mut sums =
            BTreeSet::from([checksum(&content), checksum(&content[1..]), checksum(&content[..1_002])]);
        for place in 0..content.len() {
            for bit in 0..8 {
                let mut other = content.clone();
                other[place] ^= 1 << bit;
                sums.insert(checksum(&other));
            }
        }
        assert_eq!(sums.len(), 3 + 8 * content.len());
        let zeros = |count: usize| checksum(&vec![0; count]);
        assert_eq!((0..200).map(zeros).collect::<BTreeSet<_>>().len(), 200);
    }
}
