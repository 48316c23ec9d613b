CREATE UNLOGGED TABLE "computed_answers" (
	"key" "bytea" PRIMARY KEY NOT NULL,
	"body" "bytea",
	"expires_at" timestamp with time zone NOT NULL
);
