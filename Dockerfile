# One image for the bot and its workers: `nutgraf run` (default) or `nutgraf worker`.
FROM debian:bookworm-slim AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends python3 python3-venv \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
RUN python3 -m venv /opt/nutgraf
# The pinned dependencies change seldom: a layer of their own. The project itself comes after them.
COPY pyproject.toml constraints.txt README.md LICENSE NOTICE ./
RUN mkdir -p bot handlers sandbox \
    && touch bot/__init__.py handlers/__init__.py sandbox/__init__.py \
    && /opt/nutgraf/bin/pip install --no-cache-dir -c constraints.txt . \
    && /opt/nutgraf/bin/pip uninstall -y nutgraf
COPY bot bot
COPY handlers handlers
COPY sandbox sandbox
# What only tests and installers need stays behind: a tenth of the image.
RUN rm -rf build \
    && /opt/nutgraf/bin/pip install --no-cache-dir --no-deps -c constraints.txt . \
    && /opt/nutgraf/bin/pip uninstall -y pip setuptools \
    && find /opt/nutgraf/lib -type d -name tests -prune -exec rm -rf {} +

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends python3 ca-certificates tini \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --create-home --home-dir /data --uid 10001 nutgraf
COPY --from=build /opt/nutgraf /opt/nutgraf
ENV PATH=/opt/nutgraf/bin:$PATH \
    HTTP_HOST=0.0.0.0 \
    NUTGRAF_HOME=/data/nutgraf \
    NUTGRAF_STATUS_PORT=9464 \
    PYTHONUNBUFFERED=1
USER nutgraf
WORKDIR /data
VOLUME /data
# HTTP mode only; Socket Mode opens no port.
EXPOSE 3000
# Health and metrics listen on this container's own 127.0.0.1 unless NUTGRAF_STATUS_HOST says otherwise.
HEALTHCHECK --interval=10s --start-period=60s --timeout=5s \
    CMD ["python3", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:9464/healthz', timeout=3)"]
ENTRYPOINT ["tini", "--", "nutgraf"]
CMD ["run"]
