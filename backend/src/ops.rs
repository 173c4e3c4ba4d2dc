//! What operators and integrators ask: is it alive, is it ready, how is it doing, what can it do.

use actix_web::HttpResponse;
use actix_web::web::{self, Data, ServiceConfig};
use diesel::connection::SimpleConnection;
use openapi::problem::ProblemCode;
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::config;
use crate::db::Db;
use crate::error::Result;
use crate::metrics::Metrics;
use crate::web::problem;

/// The addresses for operators.
pub fn configure(services: &mut ServiceConfig) {
    services
        .route("/healthz", web::get().to(health))
        .route("/readyz", web::get().to(readiness))
        .route("/metrics", web::get().to(metrics));
}

/// The contract and its page, which needs no other server.
pub fn docs(services: &mut ServiceConfig, document: &'static str) {
    let document = move || async move { HttpResponse::Ok().content_type("application/json").body(document) };
    services
        .route(
            "/docs",
            web::get().to(|| async { HttpResponse::Found().insert_header(("location", "/docs/")).finish() }),
        )
        .route("/docs/problems", web::get().to(problems))
        .route("/openapi.json", web::get().to(document))
        .service(SwaggerUi::new("/docs/{_:.*}").config(Config::from("/openapi.json")));
}

/// Every kind of problem, each where the `type` of an answer leads.
async fn problems() -> HttpResponse {
    let section = |code: &ProblemCode| {
        let (word, status, title, meaning) = (problem::word(*code), code.status(), code.title(), code.meaning());
        format!(
            "<section id=\"{word}\"><h2>{title}</h2><p><code>{status} {word}</code></p><p>{meaning}</p></section>\n"
        )
    };
    let sections: String = ProblemCode::ALL.iter().map(section).collect();
    HttpResponse::Ok().content_type("text/html; charset=utf-8").body(format!("{PROBLEMS_HEAD}{sections}</main>\n"))
}

const PROBLEMS_HEAD: &str = "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
     <meta name=\"viewport\" content=\"width=device-width\">\n<title>Problems - Portico</title>\n\
     <style>body { font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem } \
     :target { outline: 2px solid; outline-offset: .5rem }</style>\n<main>\n<h1>Problems</h1>\n\
     <p>What an answer of the type <code>application/problem+json</code> can say, by its <code>code</code>.</p>\n";

/// The process answers.
async fn health() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain").body("ok\n")
}

/// The process can do its work: the database answers.
async fn readiness(db: Data<Db>) -> HttpResponse {
    let asked = db.read(|conn| Ok(conn.batch_execute("SELECT 1")?)).await;
    match asked {
        Ok(()) => HttpResponse::Ok().json(serde_json::json!({ "ready": true })),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            HttpResponse::ServiceUnavailable().json(serde_json::json!({ "ready": false, "failing": ["database"] }))
        }
    }
}

/// Prometheus' text format; on the main address only where no other was configured.
async fn metrics(config: Data<config::Config>, metrics: Data<Metrics>, db: Data<Db>) -> Result<HttpResponse> {
    if config.metrics_listen.is_some() {
        return Err(crate::error::Error::not_found());
    }
    shown(&metrics, &db)
}

/// Prometheus' text format, on an address of its own.
pub async fn metrics_alone(metrics: Data<Metrics>, db: Data<Db>) -> Result<HttpResponse> {
    shown(&metrics, &db)
}

fn shown(metrics: &Metrics, db: &Db) -> Result<HttpResponse> {
    Ok(HttpResponse::Ok().content_type("text/plain; version=0.0.4").body(metrics.render(db)?))
}
