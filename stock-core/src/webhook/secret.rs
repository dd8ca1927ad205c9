//! The secret that a webhook and its receiver share.

use std::fmt;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

use super::WebhookId;

/// What a secret's text begins with.
const PREFIX: &str = "whsec_";
/// How many bytes a secret has.
const BYTES: std::ops::RangeInclusive<usize> = 24..=64;
/// The block of SHA-256, which a shorter key fills up with zeros.
const BLOCK_BYTES: usize = 64;

/// A key of 24 to 64 bytes. Nothing prints it but [`Secret::reveal`].
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Vec<u8>);

/// A webhook's secret, kept apart from the webhook, so that no reading of webhooks can show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookSecret {
    /// Of which webhook.
    pub webhook: WebhookId,
    /// The secret.
    pub secret: Secret,
}

impl Secret {
    /// Reads `whsec_` and the base64 of 24 to 64 bytes.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = STANDARD.decode(text.strip_prefix(PREFIX)?).ok()?;
        BYTES.contains(&bytes.len()).then_some(Self(bytes))
    }

    /// A new one of 32 bytes, from the random bytes that the host gave.
    pub fn new(seed: [u8; 16]) -> Self {
        // Ids are drawn from the same bytes and can be seen; a text of its own keeps what they show apart.
        Self(Sha256::new_with_prefix(b"webhook secret").chain_update(seed).finalize().to_vec())
    }

    /// Its text.
    pub fn reveal(&self) -> String {
        format!("{PREFIX}{}", STANDARD.encode(&self.0))
    }

    /// The signature of a message in its text form: the scheme `v1` of Standard Webhooks, which is the base64 of
    /// HMAC-SHA256 over `{id}.{timestamp}.{body}`.
    pub fn sign(&self, id: &str, timestamp: i64, body: &[u8]) -> String {
        let mut block = [0; BLOCK_BYTES];
        block.iter_mut().zip(&self.0).for_each(|(place, byte)| *place = *byte);
        let mut mac = Hmac::<Sha256>::new(&block.into());
        mac.update(format!("{id}.{timestamp}.").as_bytes());
        mac.update(body);
        format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_signed_as_the_specification_shows_it() {
        let secret = Secret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let signature =
            secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, br#"{"test": 2432232314}"#);
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn keys_of_every_length_sign_as_openssl_does() {
        // printf 'm_1.1700000000.{}' | openssl dgst -sha256 -mac HMAC -macopt hexkey:… -binary | base64
        for (bytes, signature) in [
            (24, "v1,bdQq8O+1Daq+O9oTPxZWTD3te4SiHOCllWcZVrGFqbw="),
            (64, "v1,KcGMGr17XicRAw99tq26w/N9MybEa7rH/9gIOIw1LW0="),
        ] {
            let key: Vec<u8> = (0..bytes).collect();
            assert_eq!(Secret(key).sign("m_1", 1_700_000_000, b"{}"), signature, "{bytes} bytes");
        }
    }

    #[test]
    fn only_24_to_64_bytes_are_a_secret() {
        let text = |bytes: usize| format!("whsec_{}", STANDARD.encode(vec![7; bytes]));
        for bytes in [24, 32, 64] {
            assert_eq!(Secret::parse(&text(bytes)).map(|secret| secret.reveal()), Some(text(bytes)));
        }
        for bad in [&text(23), &text(65), &text(24)[6..], "whsec_", "whsec_!", &format!("{}=", text(24))] {
            assert_eq!(Secret::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_new_secret_follows_the_seed_and_is_not_printed() {
        let secret = Secret::new([7; 16]);
        assert_eq!(Secret::parse(&secret.reveal()), Some(secret.clone()));
        assert_ne!(secret, Secret::new([8; 16]));
        assert_eq!(format!("{secret:?}"), "Secret");
    }
}
