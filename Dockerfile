# Builds Portico and packs it into a small image: apps, then the server with the apps inside, then Debian
# with that one program. No step downloads anything but Debian packages, crates and the wasm32 target.

FROM rust:1.95-bookworm AS toolchain
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpq-dev pkg-config \
    && rm -rf /var/lib/apt/lists/*
RUN rustup target add wasm32-unknown-unknown
WORKDIR /src
COPY . .

FROM toolchain AS apps
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target,id=portico-apps \
    cargo run --locked --package bundle -- --profile apps

FROM toolchain AS server
COPY --from=apps /src/frontend/dist frontend/dist
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target,id=portico-server \
    cargo build --locked --release --package portico \
    && cp target/release/portico /portico

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates libpq5 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin portico \
    && install --directory --owner portico --group portico /data
COPY --from=server /portico /usr/local/bin/portico
COPY LICENSE-MIT LICENSE-APACHE /usr/share/doc/portico/
USER portico
WORKDIR /data
VOLUME /data
ENV PORTICO_LISTEN=0.0.0.0:8080 \
    PORTICO_DATA_DIR=/data
EXPOSE 8080
# The image holds no HTTP client; bash can speak enough of it.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /healthz HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["portico"]
CMD ["serve"]
