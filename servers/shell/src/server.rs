//! Starting and ending a server.

use std::{io, net::SocketAddr};

use crate::{
    access::Access,
    config::ShellConfig,
    docs::Site,
    exchange::Shell,
    hosted::Hosted,
    listener::{Listener, bind},
    metrics::Metrics,
    shutdown::Phases,
};

/// Hosts a service over HTTP.
#[derive(Debug)]
pub struct Server;

/// A server that runs. Dropping it cuts everything off; [`Running::drain`] is the way to end it.
#[derive(Debug)]
#[must_use = "a server ends when this is dropped"]
pub struct Running {
    address: SocketAddr,
    phases: Phases,
    config: ShellConfig,
}

impl Server {
    /// Listens, and serves `host` to those who have access until the result is drained or dropped. With a
    /// `site` the documentation of an API is shown beside it.
    ///
    /// It must be called within a tokio runtime with I/O and time.
    ///
    /// # Errors
    /// When the address cannot be listened on.
    pub fn start<H: Hosted>(
        config: ShellConfig,
        access: impl Into<Access>,
        site: impl Into<Option<Site>>,
        host: H,
    ) -> io::Result<Running> {
        let site = site.into();
        let socket = bind(config.listen)?;
        let address = socket.local_addr()?;
        let metrics = Metrics::new();
        let (phases, phase) = Phases::new();
        tracing::info!(title = site.as_ref().map(|site| &*site.title), %address, "listening");
        let shell = Shell::new(host, &config, access.into(), site, metrics.clone(), phase.clone());
        let listener = Listener::new(shell, &config, metrics, phase);
        tokio::spawn(listener.run(socket, config.connections_max));
        Ok(Running { address, phases, config })
    }
}

impl Running {
    /// The address it listens on, with the port it got.
    pub fn addr(&self) -> SocketAddr {
        self.address
    }

    /// Ends the server: readiness goes red, the listener closes, idle connections and event streams are
    /// closed, running requests are finished within the configured time. Whether all of them were.
    ///
    /// Unless handlers had to be left behind, the service itself has been dropped when this resolves.
    pub async fn drain(self) -> bool {
        tracing::info!(address = %self.address, "draining");
        let complete = self.phases.drain(self.config.drain_notice, self.config.shutdown_timeout).await;
        if !complete {
            tracing::warn!(address = %self.address, "the drain took too long and was cut");
        }
        complete
    }
}
