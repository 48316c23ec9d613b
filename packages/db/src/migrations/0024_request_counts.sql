CREATE UNLOGGED TABLE "request_counts" (
	"caller" "bytea" PRIMARY KEY NOT NULL,
	"minute" integer NOT NULL,
	"taken" integer NOT NULL
);
