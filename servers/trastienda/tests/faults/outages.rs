//! An ailing Product service: a quick and clear refusal, replays and reads as ever, and recovery by itself.

use std::{
    net::SocketAddr,
    thread::{scope, sleep},
    time::{Duration, Instant},
};

use crate::{
    front::{Front, Health},
    shop::{Shop, purchase},
    wire::{Answer, get, once},
};

const TRY_MAX: Duration = Duration::from_millis(300);
const RETRIES: u32 = 1;
/// Two tries of 300 ms, a wait of at most 400 ms between them, and a second.
const ANSWER_MAX: Duration = Duration::from_secs(2);
const RECOVERY_MAX: Duration = Duration::from_secs(15);

/// Every question is asked, none answered from memory.
fn impatient() -> Vec<(&'static str, String)> {
    vec![
        ("PRODUCT_SERVICE_TIMEOUT_MS", TRY_MAX.as_millis().to_string()),
        ("PRODUCT_SERVICE_RETRIES", RETRIES.to_string()),
        ("PRODUCT_CACHE_SECS", "0".to_owned()),
    ]
}

/// A purchase, and how long its answer took.
fn buy(address: SocketAddr, key: &str, product: &str) -> (Answer, Duration) {
    let began = Instant::now();
    let answer = once(address, &purchase(key, product, 1)).unwrap();
    (answer, began.elapsed())
}

/// The answer is the documented refusal, in time; gives its cause.
fn assert_unavailable((answer, took): (Answer, Duration), fault: &str) -> String {
    assert_eq!(answer.status, 503, "{fault}: {}", answer.text());
    assert_eq!(answer.code(), "product-service-unavailable", "{fault}");
    assert!(answer.header("retry-after").is_some_and(|after| after.parse::<u32>().is_ok()), "{fault}");
    assert!(took <= ANSWER_MAX, "{fault}: answered after {took:?}");
    answer.document()["errors"][0]["meta"]["cause"].as_str().unwrap().to_owned()
}

/// Tries until a purchase goes through; it must within the time for recovery.
fn assert_recovers(address: SocketAddr, key: &str, product: &str, fault: &str) {
    let began = Instant::now();
    loop {
        let (answer, _) = buy(address, key, product);
        if answer.status == 201 {
            return;
        }
        assert_eq!(answer.status, 503, "{fault}: {}", answer.text());
        assert!(began.elapsed() < RECOVERY_MAX, "{fault}: no recovery");
        sleep(Duration::from_millis(50));
    }
}

/// A shop whose Inventory service reaches the Product service through a front.
fn behind_a_front() -> (Shop, Front) {
    let mut front = None;
    let shop = Shop::open_with(|catalog| {
        let front = front.insert(Front::before(catalog));
        let mut settings = impatient();
        settings.push(("PRODUCT_SERVICE_URL", format!("http://{}", front.address())));
        settings
    });
    (shop, front.unwrap())
}

#[test]
fn each_illness_of_the_product_service_is_a_503_in_time_and_passes() {
    let (shop, front) = behind_a_front();
    let product = shop.product("ILL", 1_000);
    let address = shop.stock.address();
    let html = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 15\r\n\r\n<h1>Hello!</h1>";
    let redirect = "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n";
    let unauthorised = "HTTP/1.1 401 Unauthorized\r\nContent-Type: application/vnd.api+json\r\n\
                        Content-Length: 51\r\n\r\n{\"errors\":[{\"status\":\"401\",\"code\":\"unauthorised\"}]}";
    let overloaded = "HTTP/1.1 503 Busy\r\nContent-Type: application/vnd.api+json\r\n\
                      Content-Length: 49\r\n\r\n{\"errors\":[{\"status\":\"503\",\"code\":\"overloaded\"}]}";
    let illnesses = [
        (Health::Silent, "timeout"),
        (Health::Dripping, "timeout"),
        (Health::Reset, "bad-answer"),
        (Health::Noise, "bad-answer"),
        (Health::CutShort, "bad-answer"),
        (Health::Says(html), "bad-answer"),
        (Health::Says(redirect), "bad-answer"),
        (Health::Says("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"), "bad-answer"),
        (Health::Says(unauthorised), "unauthorised"),
        (Health::Says("HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n"), "bad-answer"),
        (Health::Says(overloaded), "refused"),
    ];
    for (n, (illness, cause)) in illnesses.into_iter().enumerate() {
        let fault = format!("{illness:?}");
        front.turn(illness);
        let found = assert_unavailable(buy(address, &format!("ill-{n}"), &product), &fault);
        assert_eq!(found, cause, "{fault}");
        front.turn(Health::Well);
        assert_recovers(address, &format!("ill-{n}"), &product, &fault);
    }
    assert_eq!(shop.on_hand(&product), 1_000 - i64::try_from(illnesses.len()).unwrap());
    shop.close_and_verify();
}

#[test]
fn while_the_product_service_hangs_everything_else_goes_on() {
    let (shop, front) = behind_a_front();
    let product = shop.product("HANG", 1_000);
    let address = shop.stock.address();
    let (acknowledged, _) = buy(address, "before", &product);
    assert_eq!(acknowledged.status, 201, "{}", acknowledged.text());

    front.turn(Health::Silent);
    scope(|scope| {
        for client in 0..16 {
            let product = &product;
            scope.spawn(move || {
                for n in 0..3 {
                    let answered = buy(address, &format!("hang-{client}-{n}"), product);
                    assert_unavailable(answered, "while it hangs");
                }
            });
        }
        let mut times: Vec<Duration> = (0..100)
            .map(|_| {
                let began = Instant::now();
                let (replay, _) = buy(address, "before", &product);
                assert!(replay.is_replay() && replay.body == acknowledged.body, "{}", replay.text());
                assert_eq!(get(address, &format!("/api/v1/inventory/{product}")).status, 200);
                began.elapsed()
            })
            .collect();
        times.sort();
        assert!(times[98] <= Duration::from_millis(500), "p99 of a replay and a read: {:?}", times[98]);
    });
    front.turn(Health::Well);
    assert_recovers(address, "after", &product, "after it hung");
    assert_eq!(shop.on_hand(&product), 998);
    shop.close_and_verify();
}

#[test]
fn a_product_service_that_is_gone_and_comes_back() {
    let mut shop = Shop::open_with(|_| impatient());
    let product = shop.product("GONE", 100);
    let address = shop.stock.address();
    let (acknowledged, _) = buy(address, "acknowledged", &product);
    shop.catalog.kill();
    for n in 0..12 {
        let cause = assert_unavailable(buy(address, &format!("gone-{n}"), &product), "while it is gone");
        assert_eq!(cause, "refused");
        let (replay, _) = buy(address, "acknowledged", &product);
        assert!(replay.is_replay() && replay.body == acknowledged.body, "{}", replay.text());
    }
    shop.restart_catalog();
    assert_recovers(address, "gone-0", &product, "after it was gone");
    assert_eq!(shop.on_hand(&product), 98);
    shop.close_and_verify();
}
