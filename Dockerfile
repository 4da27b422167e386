ARG NODE_IMAGE=node:24-trixie-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
# A registry that needs credentials: docker build --secret id=npmrc,src=$HOME/.npmrc
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci
COPY . .
RUN node scripts/commands/build.ts
# What the image contains beside Node and Debian, for scanners.
RUN npm sbom --omit dev --omit optional --sbom-format cyclonedx > .next/standalone/sbom.cdx.json

FROM ${NODE_IMAGE}
ARG VERSION=unknown
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Saldo" \
  org.opencontainers.image.description="Prepaid ordering with a double-entry ledger" \
  org.opencontainers.image.licenses="MIT" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}"
COPY --from=build /build/.next/standalone /app
RUN printf '#!/bin/sh\nexec node --max-semi-space-size=16 /app/saldo.mjs "$@"\n' > /usr/local/bin/saldo && chmod 755 /usr/local/bin/saldo
ENV NODE_ENV=production HOST=0.0.0.0 SALDO_REVISION=${REVISION}
# A number, so that Kubernetes can see that it is not root.
USER 1000:1000
WORKDIR /app
EXPOSE 3000
# No HEALTHCHECK: web and worker have one each, `saldo health web` and `saldo health worker`; compose.yaml uses them.
ENTRYPOINT ["saldo"]
CMD ["all"]
