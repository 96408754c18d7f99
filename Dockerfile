# The image of Subrosa: the binary with the web app inside, without a shell, run by a user without rights.
#   docker build -t subrosa .
# in the repository's root. It needs BuildKit, or Buildah.

# The web app is the same for all processors: it is built once, on the builder's own.
FROM --platform=$BUILDPLATFORM node:20-bookworm-slim AS web
WORKDIR /build/web
COPY web/package.json web/package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci --no-audit --no-fund
COPY web .
# The app shows one of them to whoever makes their first bot.
COPY examples/bots /build/examples/bots
RUN npm run build

FROM rust:1.95-slim-bookworm AS binary
WORKDIR /build
COPY . .
COPY --from=web /build/web/dist web/dist
# The folder of the data is made here, because the last stage has nothing to make it with.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    cargo build --release --locked --package subrosa-cli \
    && install -D --mode=0755 target/release/subrosa /out/subrosa \
    && install --directory --mode=0700 /out/folders/data

# The C library of the stage above, and the certificates of the public authorities.
FROM gcr.io/distroless/cc-debian12:nonroot
LABEL org.opencontainers.image.title="Subrosa" \
      org.opencontainers.image.description="Direct messages in one binary" \
      org.opencontainers.image.licenses="MIT OR Apache-2.0"
COPY --from=binary /out/subrosa /usr/local/bin/subrosa
COPY --from=binary --chown=10001:10001 /out/folders/ /
# Commands inside find the data folder, and so the running server, by the first.
ENV SUBROSA_DATA=/data \
    SUBROSA_LISTEN=0.0.0.0:7300
# By number, so that an orchestrator can see that it is not root.
USER 10001:10001
# The one place that is written to: the root may be read-only.
VOLUME /data
EXPOSE 7300
# Drains: what is under way is finished, sockets are told to come back.
STOPSIGNAL SIGTERM
# Asks the server over its socket, and looks whether the database can be reached. Load balancers ask /readyz.
HEALTHCHECK --interval=30s --timeout=15s --start-period=30s --retries=3 CMD ["subrosa", "doctor", "--quick"]
ENTRYPOINT ["subrosa"]
CMD ["serve"]
