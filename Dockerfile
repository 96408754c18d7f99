# A slim image with one binary, run by a user without rights, its data in one volume.
#   docker build -t subrosa .
#   docker run -p 7300:7300 -v subrosa:/data subrosa

FROM node:20-bookworm-slim AS web
WORKDIR /build/web
COPY web/package.json web/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY web .
RUN npm run build

FROM rust:1.95-slim-bookworm AS binary
WORKDIR /build
COPY . .
COPY --from=web /build/web/dist web/dist
RUN cargo build --release --locked --package subrosa-cli

FROM debian:bookworm-slim
# Certificates of the public authorities: to fetch a host platform's keys by HTTPS.
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin subrosa \
    && install -d -o subrosa -g subrosa -m 0700 /data
COPY --from=binary /build/target/release/subrosa /usr/local/bin/subrosa
USER subrosa
VOLUME /data
EXPOSE 7300
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["subrosa", "doctor", "--quick", "--data", "/data"]
ENTRYPOINT ["subrosa"]
CMD ["serve", "--data", "/data", "--listen", "0.0.0.0:7300"]
