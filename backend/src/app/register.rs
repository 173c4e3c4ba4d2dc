//! Where rooms name their operations: once for each worker of the server, and once for the contract.

use actix_web::dev::HttpServiceFactory;
use actix_web::web::ServiceConfig;
use utoipa::openapi::path::Paths;
use utoipa::openapi::{RefOr, Schema};
use utoipa_actix_web::OpenApiFactory;

/// What the contract is made of.
#[derive(Default)]
pub struct Operations {
    /// By path, within the scope.
    pub paths: Paths,
    /// By name.
    pub schemas: Vec<(String, RefOr<Schema>)>,
}

/// Takes operations.
pub enum Register<'a> {
    /// A worker of the server.
    Server(&'a mut ServiceConfig),
    /// The contract.
    Contract(&'a mut Operations),
}

impl Register<'_> {
    /// Hands the operations that `name` names to a worker of the server.
    pub fn to(name: fn(&mut Register<'_>)) -> impl FnOnce(&mut ServiceConfig) {
        move |services| name(&mut Register::Server(services))
    }

    /// Takes an operation.
    pub fn service<F: HttpServiceFactory + OpenApiFactory + 'static>(&mut self, operation: F) -> &mut Self {
        match self {
            Self::Server(services) => {
                services.service(operation);
            }
            Self::Contract(operations) => {
                operations.paths.merge(operation.paths());
                operation.schemas(&mut operations.schemas);
            }
        }
        self
    }

    /// Takes the operations that `name` names.
    pub fn configure(&mut self, name: impl FnOnce(&mut Self)) -> &mut Self {
        name(self);
        self
    }
}
