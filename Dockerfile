# One image for every role; CODEJOUST_ROLE says what a container does. Both stages name the Node that package.json names.
FROM node:24.21.0-bookworm-slim AS build
WORKDIR /srv/codejoust
COPY . .
# Nothing of the project needs install scripts.
RUN npm ci --ignore-scripts \
	&& npm run build \
	&& npm prune --omit=dev --ignore-scripts \
	# The image has its Node already: the one that npm installs for machines without it would be a second, of 189 MB.
	&& rm -rf .turbo test docs node_modules/node-linux-* node_modules/.bin/node

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 CODEJOUST_DATA_DIR=/var/lib/codejoust
WORKDIR /srv/codejoust
COPY --from=build /srv/codejoust ./
RUN install -d -o node -g node -m 700 /var/lib/codejoust
USER node
VOLUME /var/lib/codejoust
EXPOSE 3000
# The server stops within 20 s of SIGTERM: give it that long before a kill.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
	CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Process 1 should reap what its children leave: "docker run --init", or init: true in compose.
CMD ["node", "tools/serve.mjs"]
