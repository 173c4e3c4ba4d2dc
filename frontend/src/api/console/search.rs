//! Finding anything.

use openapi::search::{SearchQuery, SearchResults};

use crate::api::client::Request;
use crate::api::problem::Failure;

/// The best matches of each kind for words, a number or an e-mail address.
pub async fn find(words: &str) -> Result<SearchResults, Failure> {
    let query = SearchQuery { q: words.to_owned() };
    Request::get("/api/v1/search").query(&query).send().await
}
