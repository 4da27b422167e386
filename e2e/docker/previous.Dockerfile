# A version from before there was an image: as `npm start` ran it, web and worker apart.
FROM node:24-trixie-slim
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci
COPY . .
RUN node scripts/commands/build.ts
USER 1000:1000
