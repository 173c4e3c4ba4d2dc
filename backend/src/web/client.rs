//! Where a request comes from: the address that rate limits and logs go by.

use std::net::{IpAddr, Ipv6Addr};

use actix_web::{HttpRequest, web};

use crate::config::Config;

/// The client's address. `X-Forwarded-For` is believed only as far as trusted proxies wrote it: the
/// right-most entry that is not one of them.
pub fn ip(request: &HttpRequest) -> IpAddr {
    let peer = request.peer_addr().map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |addr| addr.ip());
    let Some(config) = request.app_data::<web::Data<Config>>() else { return peer };
    if !config.trusted_proxies.contains(&peer) {
        return peer;
    }
    let forwarded = request.headers().get_all("x-forwarded-for").filter_map(|value| value.to_str().ok());
    let hops: Vec<&str> = forwarded.flat_map(|line| line.split(',')).collect();
    // from the right, as far as our proxies wrote it: what a client made up stands further left
    let mut known = hops.iter().rev().map_while(|hop| hop.trim().parse::<IpAddr>().ok());
    known.find(|hop| !config.trusted_proxies.contains(hop)).unwrap_or(peer)
}

/// The part of an address that one customer of an internet provider can vary at will is cut off:
/// IPv6 addresses count as their /64.
pub fn network(ip: IpAddr) -> IpAddr {
    match ip {
        IpAddr::V4(_) => ip,
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => IpAddr::V4(v4),
            None => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64)),
        },
    }
}

/// The `User-Agent`, for the list of sessions.
pub fn user_agent(request: &HttpRequest) -> String {
    request.headers().get("user-agent").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn ip_of(peer: &str, forwarded: Option<&str>) -> IpAddr {
        let config = Config { trusted_proxies: vec!["10.0.0.1".parse().unwrap()], ..Config::default() };
        let mut request = TestRequest::default().peer_addr(format!("{peer}:1234").parse().unwrap());
        if let Some(forwarded) = forwarded {
            request = request.insert_header(("x-forwarded-for", forwarded));
        }
        ip(&request.app_data(web::Data::new(config)).to_http_request())
    }

    #[test]
    fn a_forged_header_does_not_change_the_address() {
        assert_eq!(ip_of("192.0.2.9", Some("198.51.100.7")).to_string(), "192.0.2.9");
        assert_eq!(ip_of("10.0.0.1", Some("198.51.100.7")).to_string(), "198.51.100.7");
        assert_eq!(ip_of("10.0.0.1", Some("1.1.1.1, 198.51.100.7, 10.0.0.1")).to_string(), "198.51.100.7");
        assert_eq!(ip_of("10.0.0.1", Some("nonsense, 198.51.100.7")).to_string(), "198.51.100.7");
        assert_eq!(ip_of("10.0.0.1", None).to_string(), "10.0.0.1");
    }

    #[test]
    fn ipv6_counts_as_its_network() {
        assert_eq!(network("2001:db8:1:2:3:4:5:6".parse().unwrap()).to_string(), "2001:db8:1:2::");
        assert_eq!(network("::ffff:192.0.2.1".parse().unwrap()).to_string(), "192.0.2.1");
    }
}
