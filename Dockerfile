# syntax=docker/dockerfile:1
# For a build that gives the same bytes next year, pin the base by digest too:
#   docker build --build-arg BASE=python:3.13-slim-trixie@sha256:… .
ARG BASE=python:3.13-slim-trixie

# --- SQLite -------------------------------------------------------------------------------------------
# Debian 13 has 3.46.1, in which resetting a write-ahead log can corrupt the database (mended in 3.51.3).
# The source of the next Debian is built here; apt checks its signature, and the last stage its version.
FROM ${BASE} AS sqlite
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]
WORKDIR /build
# hadolint ignore=DL3008
RUN sed -n '1,/^$/p' /etc/apt/sources.list.d/debian.sources \
      | sed 's/^Types:.*/Types: deb-src/; s/^Suites:.*/Suites: forky/' > /etc/apt/sources.list.d/next.sources; \
    apt-get update; \
    apt-get install --yes --no-install-recommends dpkg-dev gcc libc6-dev make xz-utils; \
    apt-get source --only-source sqlite3/forky; \
    mv sqlite3-*/ source
WORKDIR /build/source
RUN CFLAGS=-O2 ./configure --disable-tcl --disable-readline --disable-static --soname=legacy; \
    make libsqlite3.so; \
    strip libsqlite3.so; \
    cp libsqlite3.so /build/libsqlite3.so.0

# --- Python packages, each by its hash ------------------------------------------------------------------
FROM ${BASE} AS packages
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements /app/requirements
RUN python -m venv /opt/bounceback; \
    awk '/^asyncpg==/ { on = 1 } on { print } on && !/\\$/ { exit }' /app/requirements/dev.txt \
      > /app/requirements/postgres.txt; \
    /opt/bounceback/bin/pip install --require-hashes --only-binary :all: \
      -r /app/requirements/run.txt -r /app/requirements/postgres.txt
COPY pyproject.toml README.md LICENSE /app/
COPY bot /app/bot
COPY content /app/content
RUN /opt/bounceback/bin/pip install --no-deps --no-build-isolation --editable /app; \
    /opt/bounceback/bin/pip uninstall --yes pip; \
    /opt/bounceback/bin/python -m compileall -q /app/bot

# --- what runs --------------------------------------------------------------------------------------------
FROM ${BASE}
COPY --from=sqlite /build/libsqlite3.so.0 /usr/local/lib/libsqlite3.so.0
COPY --from=packages /opt/bounceback /opt/bounceback
COPY --from=packages /app /app
ENV PATH=/opt/bounceback/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
RUN ldconfig \
 && python -c "import sqlite3; from bot.store.engine import wal_is_safe; assert wal_is_safe(), sqlite3.sqlite_version" \
 && bounceback check \
 && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin bounceback \
 && install --directory --owner=10001 --group=10001 --mode=0700 /data
# The default database is data/bounceback.db, seen from here.
WORKDIR /
USER 10001:10001
VOLUME /data
STOPSIGNAL SIGTERM
# As `bounceback health`, in a tenth of its time: a loop that stands still does not answer.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["python", "-m", "bot.watch.health"]
ENTRYPOINT ["bounceback"]
CMD ["run"]
