# Morning Digest as an image: every mailer, PostgreSQL and the workers. `docker build -t morning-digest .`
FROM python:3.12-slim AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE config.toml ./
COPY digest digest
COPY subscribers subscribers
COPY templates templates
RUN pip wheel --no-cache-dir --wheel-dir /wheels '.[postgresql,ses,workers]'

FROM python:3.12-slim
RUN --mount=type=bind,from=build,source=/wheels,target=/wheels \
    pip install --no-cache-dir --no-index --find-links /wheels 'morning-digest[postgresql,ses,workers]' \
    && useradd --system --uid 10001 --home-dir /srv/digest digest \
    && install -d -o digest -g digest -m 0700 /srv/digest/data
USER digest
WORKDIR /srv/digest
ENV PYTHONUNBUFFERED=1
# SIGTERM settles what is on the wire, which takes ten seconds at the most: `docker stop --time 15`.
CMD ["digest", "schedule"]
