//! Folds by registered domain: pages of one site never stand on both sides.

use dehusk_tests::pages::Page;

/// Second-level labels under which countries register names (`co.uk`).
const SECOND_LEVEL: [&str; 10] = ["ac", "co", "com", "edu", "go", "gov", "ne", "net", "or", "org"];

/// The registered domain of a URL, by the shape of its host.
///
/// The last two labels, or three under a country's second level. The list of
/// public suffixes would be exact, but only names like `user.github.io` differ,
/// and to put those together is the cautious side.
pub(super) fn registered(url: &str) -> &str {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = host.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let host = host.split_once(':').map_or(host, |(host, _)| host);
    let labels: Vec<&str> = host.rsplitn(4, '.').collect();
    let wanted = match labels.as_slice() {
        [country, second, _, ..] if country.len() == 2 && SECOND_LEVEL.contains(second) => 3,
        _ => 2,
    };
    let length: usize = labels.iter().take(wanted).map(|label| label.len() + 1).sum();
    &host[(host.len() + 1).saturating_sub(length)..]
}

/// The registered domain of a page, or its id where it has no URL.
pub(super) fn of(page: &Page) -> &str {
    page.url.as_deref().map_or(&*page.id, registered)
}

/// The fold of a domain, the same in every run.
pub(super) fn fold(domain: &str, folds: usize) -> usize {
    let hash = domain.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3)
    });
    ((hash ^ (hash >> 29)) % folds as u64) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_are_registered_ones() {
        assert_eq!(registered("https://www.example.com/a/b?c"), "example.com");
        assert_eq!(registered("http://news.example.co.uk:8080/"), "example.co.uk");
        assert_eq!(registered("example.org"), "example.org");
        assert_eq!(registered("localhost/x"), "localhost");
        assert_eq!(registered("https://user@a.b.c.de#x"), "c.de");
        assert_eq!(registered(""), "");
    }

    #[test]
    fn folds_do_not_depend_on_case_and_all_occur() {
        assert_eq!(fold("Example.com", 5), fold("example.com", 5));
        let mut seen = [false; 5];
        for number in 0..60 {
            seen[fold(&format!("site{number}.com"), 5)] = true;
        }
        assert_eq!(seen, [true; 5]);
    }
}
