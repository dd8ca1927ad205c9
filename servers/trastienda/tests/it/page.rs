//! The page beside the services: one address for both, and the key nowhere.

use std::{
    fs::File,
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use client_sdk::{
    Client, List, Native, Ureq, block_on,
    transport::{Request, Response, Transport},
};

use crate::shop::{KEY, Shop, binary, folder, said, wait_for};

/// Asks the page's server as a browser would.
fn get(web: SocketAddr, path: &str) -> Response {
    let mut request = Request::default();
    *request.uri_mut() = format!("http://{web}{path}").parse().unwrap();
    let response = block_on(Ureq::default().send(request)).unwrap();
    let shown = response.body().windows(KEY.len()).any(|window| window == KEY.as_bytes());
    let named = response.headers().values().any(|value| value.to_str().unwrap_or_default().contains(KEY));
    assert!(!shown && !named, "{path} shows the key");
    response
}

#[test]
fn up_gives_the_page_and_both_services_one_address() {
    let shop = Shop::empty("memory");
    let index = get(shop.web, "/");
    let built = trastienda_web::PAGE.iter().find(|file| file.path == "/index.html");
    match built {
        Some(page) => assert_eq!((index.status().as_u16(), &index.body()[..]), (200, page.plain)),
        None => assert_eq!(index.status(), 503),
    }
    for file in trastienda_web::PAGE {
        assert_eq!(get(shop.web, file.path).status(), 200, "{}", file.path);
    }
    let about: serde_json::Value = serde_json::from_slice(get(shop.web, "/web.json").body()).unwrap();
    assert_eq!(about["owner"], true);

    let visitor = Client::new(Ureq::default(), Native::default(), shop.site_of_the_page());
    assert_eq!(block_on(visitor.list_products(&List::new())).unwrap().total, Some(0));
    assert_eq!(block_on(visitor.list_inventory(&List::new())).unwrap().total, Some(0));
    for path in ["/api/v1/products", "/api/v1/stock-events", "/api/v1/verification", "/health/ready"] {
        assert_eq!(get(shop.web, path).status(), 200, "{path}");
    }
}

/// A running command with what it said; it is killed when this is dropped.
struct Said {
    child: Child,
    file: std::path::PathBuf,
}

impl Said {
    fn of(arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let folder = folder();
        let file = folder.join("said");
        let child = binary()
            .args(arguments)
            .envs(variables.iter().copied())
            .current_dir(&folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(&file).unwrap())
            .spawn()
            .unwrap();
        Self { child, file }
    }

    /// What it said, once that has `part` in it.
    fn until(&self, part: &str) -> String {
        let began = Instant::now();
        loop {
            let said = std::fs::read_to_string(&self.file).unwrap();
            if said.contains(part) {
                return said;
            }
            assert!(began.elapsed() < Duration::from_secs(20), "no {part:?} in {said:?}");
            sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Said {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn up_names_the_page_first_and_no_key_of_ones_own() {
    let any = "127.0.0.1:0";
    let listen =
        [("CATALOG_LISTEN", any), ("STOCK_LISTEN", any), ("WEB_LISTEN", any), ("DATABASE_URL", "memory:")];
    let up = Said::of(&["up", "--empty"], &listen);
    let said = up.until("Ctrl-C");
    let place = |part: &str| said.find(part).unwrap_or_else(|| panic!("no {part:?} in {said}"));
    assert!(place("The page") < place("Product service  "), "{said}");
    assert!(!said.contains(KEY), "{said}");
}

#[test]
fn an_open_door_is_warned_of_at_each_start() {
    let open = [("ALLOW_UNSIGNED_OWNER", "1"), ("LOG_FORMAT", "text")];
    let said = Said::of(&["web", "--listen", "0.0.0.0:0"], &open).until("listening");
    assert!(said.contains("WARN") && said.contains("may do what the owner may"), "{said}");
    for (listen, variables) in [("127.0.0.1:0", &open[..]), ("0.0.0.0:0", &open[1..])] {
        let said = Said::of(&["web", "--listen", listen], variables).until("listening");
        assert!(!said.contains("WARN"), "{listen}: {said}");
    }
}

#[test]
fn a_stop_ends_what_the_page_follows_and_waits_for_nobody() {
    let mut shop = Shop::empty("memory");
    let mut feed = TcpStream::connect(shop.web).unwrap();
    feed.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    feed.write_all(
        b"GET /api/v1/stock-events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n",
    )
    .unwrap();
    let mut read = [0; 4_096];
    let mut said = String::new();
    while !said.contains(": open") {
        let count = feed.read(&mut read).unwrap();
        assert!(count > 0, "closed after {said:?}");
        said.push_str(std::str::from_utf8(&read[..count]).unwrap());
    }
    let began = Instant::now();
    let sent = Command::new("kill").args(["-TERM", &shop.child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    feed.read_to_string(&mut said).unwrap();
    assert!(said.ends_with("\r\n0\r\n\r\n"), "{said:?}");
    assert!(shop.child.wait().unwrap().success());
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
}

#[test]
fn health_is_an_exit_code() {
    let shop = Shop::empty("memory");
    let health = |arguments: &[&str], variables: &[(&str, String)]| {
        let variables = variables.iter().map(|(name, value)| (*name, value.as_str()));
        binary().arg("health").args(arguments).envs(variables).output().unwrap()
    };
    let all = [
        ("CATALOG_LISTEN", shop.catalog.to_string()),
        ("STOCK_LISTEN", shop.stock.to_string()),
        ("WEB_LISTEN", format!("0.0.0.0:{}", shop.web.port())),
    ];
    let well = health(&[], &all);
    assert!(well.status.success(), "{}", said(&well));
    assert_eq!(said(&well).matches("/health/ready answers 200").count(), 3, "{}", said(&well));
    assert!(health(&[], &[("LISTEN", shop.stock.to_string())]).status.success());
    assert!(health(&[&format!("http://{}/", shop.web)], &[]).status.success());

    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut one_down = all.clone();
    one_down[1].1 = free.to_string();
    for (unwell, sentence) in [
        (health(&[], &one_down), "no connection"),
        (health(&[&format!("http://{}/assets/x", shop.web)], &[]), "answers 404"),
        (health(&["no address"], &[]), "is no address"),
    ] {
        assert_eq!(unwell.status.code(), Some(1), "{}", said(&unwell));
        assert!(said(&unwell).lines().last().unwrap().contains(sentence), "{}", said(&unwell));
    }
}

#[test]
fn a_service_that_stops_is_named_to_the_page() {
    let (catalog, web) = (folder(), ["--listen", "127.0.0.1:0"]);
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    drop(taken);
    let url = format!("http://{address}");
    let page = Said::of(
        &["web", "--listen", web[1]],
        &[("PRODUCT_SERVICE_URL", url.as_str()), ("LOG_FORMAT", "text")],
    );
    let said = page.until("listening");
    let web: SocketAddr =
        said.split("address=").nth(1).unwrap().split_whitespace().next().unwrap().parse().unwrap();
    let asked = get(web, "/api/v1/products");
    assert_eq!(asked.status(), 503);
    assert!(String::from_utf8_lossy(asked.body()).contains("product-service-unavailable"));

    // It comes back, and nothing needs to be told.
    let listen = address.to_string();
    let data = catalog.to_str().unwrap();
    let _catalog = Said::of(&["catalog", "--listen", &listen, "--data-dir", data], &[]);
    wait_for(address);
    assert_eq!(get(web, "/api/v1/products").status(), 200);
}
